import { describe, expect, it } from 'vitest'
import { paths } from '#paths.ts'
import { walk } from '#routes.ts'
import { formsOf } from '#testing/browser.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'
import { countsOf, makeScene, type Press, type Scene, writes } from '#testing/writes.ts'

interface Scene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
  readonly job: string
}
/** A form as somebody has it in front of them: pressing it twice sends the same form twice. */
type Press = () => Promise<Page>

async function makeScene(): Promise<Scene> {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer()
  const made = await form(desk, `${shop.desk}/jobs/new?customer=${contact.customerId}`, `${shop.desk}/jobs`, {
    title: 'Spring crew polos',
    'description[]': ['Polo'],
    'quantity[]': ['48'],
    'unitPrice[]': ['18.40'],
  })
  return { shop, desk, contact, job: /job_[0-9a-f]{32}/.exec((await made()).location)?.[0] ?? '' }
}

/** Opens a page and holds its form, with some fields filled in. */
async function form(browser: Browser, page: string, action: string | RegExp, fields: Fields = {}): Promise<Press> {
  const opened = await browser.get(page)
  if (opened.status !== 200) throw new Error(`${page} answered ${opened.status}`)
  return () => browser.submit(opened, action, fields)
}

const otherStatus = ({ shop }: Scene) => shop.statuses.find(({ stage }) => stage === 'in_production')?.id ?? ''

/** Every kind of write a person can make, as the form of its page. */
const writes: Readonly<Record<string, (scene: Scene) => Promise<Press>>> = {
  'customer.created': ({ shop, desk }) =>
    form(desk, `${shop.desk}/customers/new`, `${shop.desk}/customers`, {
      name: 'Harbor 5K',
      contactName: 'Lena Ortiz',
      email: `l-${shop.key}@harbor.test`,
    }),
  'customer.updated': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}/edit`, `${shop.desk}/customers/${contact.customerId}`, {
      name: 'Riverside',
    }),
  'customer.archived': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/customers/${contact.customerId}/archive`),
  'link.regenerated': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/customers/${contact.customerId}/link`),
  'link.sent': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/customers/${contact.customerId}/link/mails`),
  'contact.added': ({ shop, desk, contact }) =>
    form(
      desk,
      `${shop.desk}/customers/${contact.customerId}/contacts/new`,
      `${shop.desk}/customers/${contact.customerId}/contacts`,
      {
        name: 'Priya Raman',
        email: `p-${shop.key}@riverside.test`,
      },
    ),
  'contact.updated': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/contacts/${contact.contactId}/edit`, `${shop.desk}/contacts/${contact.contactId}`, {
      name: 'Dana W.',
    }),
  'job.created': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/jobs/new?customer=${contact.customerId}`, `${shop.desk}/jobs`, {
      title: 'Caps',
      'description[]': ['Cap'],
      'quantity[]': ['1'],
      'unitPrice[]': ['9'],
    }),
  'job.updated': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}/edit`, `${shop.desk}/jobs/${job}`, { title: 'Aprons' }),
  'job.moved': (scene) =>
    form(scene.desk, `${scene.shop.desk}/jobs/${scene.job}`, `${scene.shop.desk}/jobs/${scene.job}/moves`, {
      to: otherStatus(scene),
    }),
  'job.noted': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/notes`, { publicNote: 'Soon' }),
  'job.shipped': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/shipments`, {
      carrier: 'ups',
      number: '1Z999AA10123456784',
    }),
  'invoice.created': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/invoices/new?customer=${contact.customerId}`, `${shop.desk}/invoices`, {
      customerId: contact.customerId,
      title: 'Caps',
      'description[]': ['Cap'],
      'quantity[]': ['2'],
      'unitPrice[]': ['9.85'],
    }),
  'invoice.created from a job': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/invoices`),
  'invoice.sent': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/sending`)
  },
  'invoice.voided': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/void`)
  },
  'payment.received': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/payments`, { amount: '100', method: 'check' })
  },
  'payment.started': async ({ shop, desk, contact }) => {
    await connect(shop, desk)
    const id = await sent(shop, desk, contact)
    const browser = await shop.signedIn(contact)
    return form(browser, `${shop.base}/invoices/${id}`, `${shop.base}/invoices/${id}/payment`)
  },
  'shop.changed': ({ shop, desk }) => form(desk, `${shop.desk}/settings`, `${shop.desk}/settings`, { name: 'Smith & Sons' }),
  'portal.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/portal`, `${shop.desk}/settings/portal`, { name: 'Smith' }),
  'approvals.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/approvals`, `${shop.desk}/settings/approvals`, { terms: 'What you approve is made.' }),
  'branding.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/branding`, `${shop.desk}/settings/branding`, { color: '#f26a1b' }),
  'status.added': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/statuses`, `${shop.desk}/settings/statuses`, {
      name: 'Packing',
      label: 'Packing',
      stage: 'ready',
    }),
  'automations.changed': ({ shop, desk }) => form(desk, `${shop.desk}/settings/automations`, `${shop.desk}/settings/automations`),
  'staff.invited': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/team`, `${shop.desk}/settings/team`, {
      name: 'Theo Smith',
      email: `theo-${shop.key}@shop.test`,
      role: 'advisor',
    }),
  'customer.restored': async ({ shop, desk, contact }) => {
    const record = `${shop.desk}/customers/${contact.customerId}`
    await (await form(desk, record, `${record}/archive`))()
    return form(desk, record, `${record}/restoration`)
  },
  'customer.merged': async ({ shop, desk, contact }) => {
    const twin = await shop.customer({ customerName: 'Riverside Brewing' })
    const merge = `${shop.desk}/customers/${twin.customerId}/merge`
    return form(desk, `${merge}?into=${contact.customerId}`, merge, { into: contact.customerId })
  },
  'contact.access_given': async ({ shop, desk, contact }) => {
    const second = await shop.customer({ customerId: contact.customerId, name: 'Priya Raman', hasAccess: false })
    return form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/contacts/${second.contactId}/access`, {
      access: 'on',
    })
  },
  'contact.removed': async ({ shop, desk, contact }) => {
    const second = await shop.customer({ customerId: contact.customerId, name: 'Priya Raman' })
    const edit = `${shop.desk}/contacts/${second.contactId}`
    return form(desk, `${edit}/edit`, `${edit}/removal`)
  },
  'job.move_undone': async (scene) => {
    const { shop, desk, job } = scene
    const page = await (
      await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/moves`, { to: otherStatus(scene) })
    )()
    return form(desk, page.location, `${shop.desk}/jobs/${job}/moves/undo`)
  },
  'job.unshipped': async ({ shop, desk, job }) => {
    const fields = { carrier: 'ups', number: '1Z999AA10123456784' }
    await (await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/shipments`, fields))()
    return form(desk, `${shop.desk}/jobs/${job}`, /shipments\/shp_\w+\/removal/)
  },
  'invoice.edited': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}/edit`, `${shop.desk}/invoices/${id}`, { title: 'Caps, again' })
  },
  'invoice.discarded': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/discarding`)
  },
  'payment.started by link': async ({ shop, desk, contact }) => {
    await connect(shop, desk)
    await sent(shop, desk, contact)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    return form(shop.visitor(), pathname, `${pathname}/payment`)
  },
  'payments.connect_started': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/payments`, `${shop.desk}/settings/payments/connection`),
  'status.moved': ({ shop, desk }) => {
    const second = shop.statuses[1]?.id
    return form(desk, `${shop.desk}/settings/statuses`, `${shop.desk}/settings/statuses/${second}`, { move: 'down' })
  },
  'status.removed': ({ shop, desk }) => {
    const onHold = shop.statuses.find(({ stage }) => stage === 'on_hold')?.id
    return form(desk, `${shop.desk}/settings/statuses`, `${shop.desk}/settings/statuses/${onHold}/removal`)
  },
  'automation.saved': ({ shop, desk }) => {
    const first = shop.statuses[0]?.id
    const words = { mails: 'on', subject: 'It is here', body: 'Your order is here.' }
    return form(desk, `${shop.desk}/settings/automations/${first}/preview`, `${shop.desk}/settings/automations/${first}`, words)
  },
  'staff.changed': async ({ shop, desk }) => {
    const { staffId } = await shop.staff('advisor')
    return form(desk, `${shop.desk}/settings/team/${staffId}`, `${shop.desk}/settings/team/${staffId}`, { name: 'Theo S.' })
  },
  'staff.removed': async ({ shop, desk }) => {
    const { staffId } = await shop.staff('advisor')
    return form(desk, `${shop.desk}/settings/team/${staffId}`, `${shop.desk}/settings/team/${staffId}/removal`)
  },
  'link.copied': ({ shop, desk, contact }) => {
    const copies = `${shop.desk}/customers/${contact.customerId}/link/copies`
    const command = newId('cmd')
    return Promise.resolve(() => desk.post(copies, { command }, { accept: 'text/html' }))
  },
  'session.all_ended': async ({ shop, contact }) => {
    const browser = await shop.signedIn(contact)
    return form(browser, shop.base, `${shop.base}/sign-out/everywhere`)
  },
  'staff session ended': ({ shop, desk }) => form(desk, shop.desk, `${shop.desk}/sign-out`),
  'session.ended': async ({ shop, contact }) => {
    const browser = await shop.signedIn(contact)
    return form(browser, shop.base, `${shop.base}/sign-out`)
  },
}
const cases = Object.entries(writes)

const otherWords = { name: 'In other words', title: 'In other words' }

/** Forms that say nothing but what they do: where that is done already, they lead on. */
const wordless = new Set([
  ...[
    'customer.merged',
    'approval.given by phone',
    'contact.access_given',
    'contact.removed',
    'job.unshipped',
    'invoice.created from a job',
  ],
  ...['payment.started', 'payment.started by link', 'payments.connect_started', 'status.removed', 'staff.removed'],
  ...['session.all_ended', 'session.ended', 'staff session ended'],
])

/** Routes that write without a form of their own kind: each has its own tests for repeats and lost answers, or changes nothing. */
const elsewhere = new Set([
  ...[...walk(paths.portal.signIn)].map(({ path }) => path),
  '/invitation/:token',
  '/invoice/:token/fresh',
  '/work/:token/fresh',
  ...[...walk(paths.link.codes)].map(({ path }) => path),
])

/** What a write leaves behind when nothing goes wrong. */
async function usual(make: (scene: Scene) => Promise<Press>) {
  const scene = await makeScene()
  const press = await make(scene)
  const page = await press()
  return { status: page.status, counts: await countsOf(scene.shop), scene }
}

describe.each(cases)('%s', (name, make) => {
  it('happens once, and says so, when the answer to its batch is lost', async () => {
    const expected = await usual(make)
    expect(expected.status).toBe(303)
    const scene = await makeScene()
    const press = await make(scene)
    await libsql.fault(scene.shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    const page = await press()
    await libsql.heal(scene.shop.namespace)
    expect(page.status).toBe(303)
    expect(await countsOf(scene.shop)).toEqual(expected.counts)
  })

  it('happens once when its form is sent twice', async () => {
    const expected = await usual(make)
    const scene = await makeScene()
    const press = await make(scene)
    const first = await press()
    const again = await press()
    expect([303, 409]).toContain(again.status)
    expect(first.status).toBe(303)
    expect(await countsOf(scene.shop)).toEqual(expected.counts)
  })

  it('refuses its form when it comes again with other words', async () => {
    const expected = await usual(make)
    const scene = await makeScene()
    const press = await make(scene)
    await press()
    const again = await press({ ...otherWords, to: scene.shop.statuses.at(-1)?.id ?? '' })
    expect(again.status).toBe(wordless.has(name) ? 303 : 409)
    expect(await countsOf(scene.shop)).toEqual(expected.counts)
  })

  it('is refused by the database of another shop, and leaves nothing there', async () => {
    const scene = await makeScene()
    const press = await make(scene)
    await libsql.resetCounters(scene.shop.namespace)
    await press()
    const batches = (await libsql.last(scene.shop.namespace)).filter(
      (body) => body.includes('BEGIN IMMEDIATE') && /into .{0,3}commands/.test(body),
    )
    const other = await makeShop()
    const before = await countsOf(other)
    expect(batches.length).toBeGreaterThan(0)
    for (const body of batches) {
      const response = await fetch(`${testEnv.SQLD_URL}/dev/${other.namespace}/v2/pipeline`, { method: 'POST', body })
      const { results } = (await response.json()) as { results: { response: { result: { step_errors: (object | null)[] } } }[] }
      // Step 0 is BEGIN, step 1 the stamp: nothing else is reached.
      expect(results[0]?.response.result.step_errors.findIndex((error) => error !== null)).toBe(1)
    }
    expect(await countsOf(other)).toEqual(before)
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
