import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '#paths.ts'
import { walk } from '#routes.ts'
import { formsOf } from '#testing/browser.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { countsOf, makeScene, type Press, type Scene } from '#testing/writes/scene.ts'
import { writes } from '#testing/writes.ts'

const cases = Object.entries(writes)

const otherWords = { name: 'In other words', title: 'In other words' }

/** Forms that say nothing but what they do: where that is done already, they lead on. */
const wordless = new Set([
  ...[
    'customer.merged',
    'payment.started for several',
    'job.file_removed',
    'approval.given by phone',
    // The same answer again is the same record, whatever is said beside it.
    'approval.given to lines',
    'approval.given through the link',
    'approval.given in a sitting',
    'approval.given to an estimate',
    'approval.given to an estimate by link',
    'approval.given to an estimate by phone',
    'limit answered',
    'limit.ended',
    'appointment.cancelled',
    'appointment.confirmed',
    'appointment.cancelled by its customer',
    'calendar.opened',
    'calendar.closed',
    'session.switched',
    ...['import.discarded', 'import.undone', 'contact.removed by a colleague'],
    'contact.email_changed',
    'contact.access_given',
    'contact.removed',
    'job.due_freed',
    'job.unshipped',
    'link.taken_back',
    'invoice.created from a job',
    'payment.started for several',
  ],
  ...[
    'payment.started',
    'payment.started by link',
    'payment.started with what was kept',
    'proof.asked',
    'method.removed',
    'deposit started',
    'deposit started by link',
    'payments.connect_started',
    'status.removed',
    'staff.removed',
  ],
  ...['session.all_ended', 'session.ended', 'staff session ended'],
  // The same answer again is the same record, whatever else stands in the form.
  // A look is a look, and a call is made.
  ...['delivery.seen', 'delivery.seen by link', 'task.done', 'task.reopened', 'thread.read', 'thread.read at the desk'],
  // What rests, rests; what is gone, is gone.
  ...['thread.rested', 'reply.removed', 'warranty.removed'],
  // What was confirmed is confirmed.
  ...['factor.added', 'factor.removed', 'staff.proved', 'session.proved'],
  ...['passkey.removed', 'google.untied', 'password.removed'],
  // A request is sent once, and its sender made a customer once.
  ...['request.sent', 'request.customer_made'],
  ...['proof.withdrawn', 'proof.design_removed', 'proof.answered', 'proof.answered by link'],
])

/** Routes that write without a form of their own kind: each has its own tests for repeats and lost answers, or changes nothing. */
const elsewhere = new Set([
  ...[...walk(paths.portal.signIn), ...walk(paths.portal.door)].map(({ path }) => path),
  ...[...walk(paths.portal.strangers)].map(({ path }) => path),
  '/invitation/:token',
  '/invoice/:token/fresh',
  '/work/:token/fresh',
  '/proof/:token/fresh',
  '/estimate/:token/fresh',
  ...[...walk(paths.link.passport)].map(({ path }) => path),
  ...[...walk(paths.link.codes)].map(({ path }) => path),
])

/** The batches that ran for a command at this shop since its counters began. */
const batchesOf = async ({ shop }: Scene) =>
  (await libsql.last(shop.namespace)).filter((body) => body.includes('BEGIN IMMEDIATE') && /into .{0,3}commands/.test(body))

/** Writes that also leave something outside the shop's database: in the cookies of who made them, or in a counter of tries. */
const outside = new Set(['session.switched', 'session.all_ended', 'session.ended', 'staff session ended', 'email.asked'])

/** Where all of them happen, one after the other, and how it was before the first. */
let stage: Scene
let empty: string
beforeAll(async () => {
  stage = await makeScene()
  empty = `${stage.shop.namespace}-empty`
  await libsql.copy(stage.shop.namespace, empty)
})

/** Nothing has happened there yet. */
async function cleared(name: string): Promise<Scene> {
  if (outside.has(name)) return makeScene()
  await libsql.copy(empty, stage.shop.namespace)
  return stage
}

/** Makes a write where nothing goes wrong: what it answers, sends and leaves behind, the button to press it again, and how it all was before. */
async function usually(name: string, make: (scene: Scene) => Promise<Press>) {
  const scene = await cleared(name)
  const press = await make(scene)
  const before = `${scene.shop.namespace}-before`
  await libsql.copy(scene.shop.namespace, before)
  await libsql.resetCounters(scene.shop.namespace)
  const { status } = await press()
  return { scene, press, before, status, batches: await batchesOf(scene), counts: await countsOf(scene.shop) }
}
type Usual = Awaited<ReturnType<typeof usually>>

/** The same button where nobody has pressed it yet. */
async function unpressed(name: string, make: (scene: Scene) => Promise<Press>, { scene, press, before }: Usual) {
  if (outside.has(name)) {
    const anew = await makeScene()
    return { scene: anew, press: await make(anew) }
  }
  await libsql.copy(before, scene.shop.namespace)
  return { scene, press }
}

let other: TestShop
beforeAll(async () => {
  other = await makeShop()
})

describe.each(cases)('%s', (name, make) => {
  let made: Promise<Usual> | undefined
  const asUsual = () => {
    made ??= usually(name, make)
    return made
  }

  it('is refused by the database of another shop, and leaves nothing there', async () => {
    const { status, batches } = await asUsual()
    const before = await countsOf(other)
    expect(status).toBe(303)
    expect(batches.length).toBeGreaterThan(0)
    for (const body of batches) {
      const response = await fetch(`${testEnv.SQLD_URL}/dev/${other.namespace}/v2/pipeline`, { method: 'POST', body })
      const { results } = (await response.json()) as { results: { response: { result: { step_errors: (object | null)[] } } }[] }
      // Step 0 is BEGIN, step 1 the stamp: nothing else is reached.
      expect(results[0]?.response.result.step_errors.findIndex((error) => error !== null)).toBe(1)
    }
    expect(await countsOf(other)).toEqual(before)
  })

  it('happens once, and says so, when the answer to its batch is lost', async () => {
    const usual = await asUsual()
    const { scene, press } = await unpressed(name, make, usual)
    await libsql.fault(scene.shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    const page = await press()
    await libsql.heal(scene.shop.namespace)
    expect(page.status).toBe(303)
    expect(await countsOf(scene.shop)).toEqual(usual.counts)
  })

  it('happens once when its form is sent twice, and refuses it with other words', async () => {
    const { scene, press, status, counts } = await asUsual()
    const again = await press()
    expect([303, 409]).toContain(again.status)
    expect(status).toBe(303)
    expect(await countsOf(scene.shop)).toEqual(counts)
    const changed = await press({ ...otherWords, to: scene.shop.statuses.at(-1)?.id ?? '' })
    expect(changed.status).toBe(wordless.has(name) ? 303 : 409)
    expect(await countsOf(scene.shop)).toEqual(counts)
  })
})

describe.each([
  ...['customer.created', 'contact.added', 'job.created', 'invoice.created', 'status.added', 'staff.invited'],
  ...['customer.updated', 'contact.updated', 'job.updated', 'invoice.edited', 'shop.changed', 'staff.changed'],
])('%s', (name) => {
  it('shows its form again as it was typed when it comes again with other words, to be sent once more', async () => {
    const scene = await makeScene()
    const press = await writes[name]?.(scene)
    const first = await press?.()
    const again = await press?.({ ...otherWords, email: `again-${scene.shop.key}@riverside.test` })
    const form = again && formsOf(again).find(({ fields }) => Object.values(fields).includes('In other words'))
    expect([first?.status, again?.status]).toEqual([303, 409])
    expect((await scene.desk.post(form?.action ?? '', form?.fields)).status).toBe(303)
  })
})

describe('a form that comes again with other words', () => {
  it('is told so in a plain sentence where its page cannot keep them', async () => {
    const scene = await makeScene()
    const press = await writes['job.shipped']?.(scene)
    await press?.()
    const again = await press?.({ number: '1Z999AA10123456785' })
    expect([again?.status, again?.text]).toEqual([409, expect.stringContaining('This form was already sent with other words.')])
  })

  it('is done before where the words are the same, whatever old code wrote', async () => {
    const scene = await makeScene()
    const press = await writes['job.shipped']?.(scene)
    await press?.()
    await scene.shop.rows('UPDATE commands SET digest = NULL')
    expect((await press?.({ shipmentNote: 'Box 2' }))?.status).toBe(303)
  })
})

describe('the table above', () => {
  it('presses every route that writes', () => {
    const source = Object.values(writes).map(String).join('\n')
    const routes = [paths.portal, paths.link, paths.staff].flatMap((table) => [...walk(table)])
    const missing = routes
      .filter(({ method, path }) => method === 'POST' && !elsewhere.has(path))
      .filter(({ path }) => !source.includes(path.split('/').findLast((part) => !part.startsWith(':')) ?? path))
    expect(missing.map(({ path }) => path)).toEqual([])
  })
})
