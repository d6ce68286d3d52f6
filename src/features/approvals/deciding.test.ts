import { describe, expect, it } from 'vitest'
import { faultsOfChain, type SealedRecord } from '#lib/sealed-record.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { type Decider, decide, type Given } from './actions.ts'
import { askedOf } from './asked.ts'
import { askedForStaff } from './queries.ts'
import { keyIdOf } from './record.ts'
import type { Answer } from './rules.ts'
import type { Sending } from './send-actions.ts'
import { contextOf, makeJob, sendParts, twoLines } from './testing.ts'

async function makeScene() {
  const shop = await makeShop({ trade: 'fleet' })
  const contact = await shop.customer()
  return { shop, contact, job: await makeJob(shop, contact) }
}
type Scene = Awaited<ReturnType<typeof makeScene>>

const parts = twoLines
const send = ({ shop, contact, job }: Scene, lines = parts, more: Partial<Sending> = {}) =>
  sendParts(shop, contact, job, lines, more)

const decider: Decider = {
  door: 'portal',
  actor: { kind: 'contact', id: 'con_1' },
  proof: { method: 'session', at: '2030-04-09T15:00:00.000Z' },
  payload: {
    ...{ name: 'Joanne Mercer', email: 'j@bluestem.test', company: 'Bluestem', comments: {}, note: '', signature: null },
    ...{ ip: '203.0.113.24', userAgent: 'Safari', device: 'Safari on iPhone', recordedBy: null, saidAt: null },
    ...{ forwardedBy: null, forwardedTo: null },
  },
  ticks: true,
  receiptTo: [],
}
const given = (answers: Record<string, Answer>, edition = 1): Given => ({
  ...{ edition, answers: new Map(Object.entries(answers)), poNumber: null, consent: 'I authorize the work.' },
})
const yes = given({ lin_pads: 'approved', lin_flush: 'approved' })
function say({ shop, job }: Scene, what: Given, who = decider) {
  const ctx = contextOf(shop)
  return decide(ctx, async () => askedOf(await ctx.read(askedForStaff, { subject: job })), what, who)
}

async function chainOf(shop: TestShop): Promise<SealedRecord[]> {
  const rows = await shop.rows('SELECT body, sha256, signature, key_id FROM approvals ORDER BY sequence')
  return rows.map(([body, sha256, signature, keyId]) => ({
    ...{ body: String(body), sha256: String(sha256), signature: String(signature), keyId: String(keyId) },
  }))
}
async function faultsIn(shop: TestShop, change = (records: SealedRecord[]) => records) {
  const { publicKey } = await shop.tenant.keys.signer(keyIdOf(shop.key))
  return faultsOfChain(change(await chainOf(shop)), (id) => (id === keyIdOf(shop.key) ? publicKey : undefined))
}
const count = async (shop: TestShop, table: string) => (await shop.rows(`SELECT count(*) FROM ${table}`))[0]?.[0]

describe('an answer', () => {
  it('is one record however many press at once, and all of them are told the same', async () => {
    const scene = await makeScene()
    await send(scene)
    const all = await Promise.all(Array.from({ length: 40 }, () => say(scene, yes)))
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(1)
    expect(await count(scene.shop, 'approvals')).toBe(1)
    expect(await scene.shop.rows('SELECT state, open_parts FROM approval_requests')).toEqual([['approved', 0]])
    expect(await faultsIn(scene.shop)).toEqual([])
  })

  it('other than the one that stands is refused with what stands', async () => {
    const scene = await makeScene()
    await send(scene)
    await say(scene, yes)
    await expect(say(scene, given({ lin_pads: 'declined', lin_flush: 'approved' }))).rejects.toThrow(/approved already/)
    expect(await count(scene.shop, 'approvals')).toBe(1)
  })

  it('that says again what another answer has replaced is told what stands, not that it was kept', async () => {
    const scene = await makeScene()
    await send(scene)
    await say(scene, given({ lin_flush: 'declined' }))
    await say(scene, given({ lin_flush: 'approved' }))
    await expect(say(scene, given({ lin_flush: 'declined' }))).rejects.toThrow(/answered meanwhile/)
    expect(await count(scene.shop, 'approvals')).toBe(2)
  })

  it('of two where one is to be chosen is refused, whoever gives it', async () => {
    const scene = await makeScene()
    await send(scene, parts, { rule: 'one' })
    await expect(say(scene, yes)).rejects.toThrow(/Only one/)
    expect(await count(scene.shop, 'approvals')).toBe(0)
    await say(scene, given({ lin_pads: 'approved', lin_flush: 'declined' }))
  })

  it.each([true, false])('says what was ticked only where it was there to tick: %s', async (ticks) => {
    const scene = await makeScene()
    await send(scene, parts, { kind: 'proof', rule: 'all' })
    await say(scene, yes, { ...decider, ticks })
    const [[body] = []] = await scene.shop.rows('SELECT body FROM approvals')
    expect(JSON.parse(String(body)).checklist.length > 0).toBe(ticks)
  })

  it('to an edition that was replaced meanwhile is refused', async () => {
    const scene = await makeScene()
    await send(scene)
    await send(scene, [...parts, { key: 'lin_sensor', title: 'Sensor', amountMinor: 14_000 }])
    await expect(say(scene, yes)).rejects.toThrow(/newer version/)
    expect(await count(scene.shop, 'approvals')).toBe(0)
  })

  it('moves the job on once everything is answered, and tells the shop', async () => {
    const scene = await makeScene()
    await send(scene)
    const stage = async () => (await scene.shop.rows('SELECT s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id'))[0]?.[0]
    expect(await stage()).toBe('awaiting_approval')
    await say(scene, given({ lin_pads: 'approved' }))
    expect(await stage()).toBe('awaiting_approval')
    await say(scene, given({ lin_flush: 'declined' }))
    expect(await stage()).toBe('approved')
    expect(await scene.shop.rows(`SELECT count(*) FROM outbox WHERE kind = 'approval.told'`)).toEqual([[2]])
    expect(await scene.shop.rows(`SELECT count(*) FROM outbox WHERE kind = 'approval.reminder'`)).toEqual([[0]])
  })

  it('whose acknowledgement was lost is recorded once', async () => {
    const scene = await makeScene()
    await send(scene)
    await libsql.fault(scene.shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    await say(scene, yes)
    await libsql.heal(scene.shop.namespace)
    expect(await count(scene.shop, 'approvals')).toBe(1)
  })
})

describe('a declined line', () => {
  it('stays on file and can be approved later', async () => {
    const scene = await makeScene()
    await send(scene)
    await say(scene, given({ lin_pads: 'approved', lin_flush: 'declined' }))
    await say(scene, given({ lin_flush: 'approved' }))
    expect(await count(scene.shop, 'approvals')).toBe(2)
    expect(await faultsIn(scene.shop)).toEqual([])
  })
})

describe('sending anew', () => {
  it('asks only about what changed: the rest keeps its decision', async () => {
    const scene = await makeScene()
    await send(scene)
    await say(scene, yes)
    await send(scene, [
      parts[0] ?? { key: '', title: '', amountMinor: 0 },
      { key: 'lin_flush', title: 'Brake fluid flush', amountMinor: 12_900 },
    ])
    expect(await scene.shop.rows('SELECT state, edition, open_parts FROM approval_requests')).toEqual([['open', 2, 1]])
    expect(await scene.shop.rows('SELECT part_key FROM decisions')).toEqual([['lin_pads']])
  })

  it('counts at once when nothing is left to ask', async () => {
    const scene = await makeScene()
    await send(scene)
    await say(scene, yes)
    await send(scene, parts.slice(0, 1))
    expect(await scene.shop.rows('SELECT state, edition, open_parts FROM approval_requests')).toEqual([['approved', 2, 0]])
  })

  it('needs somebody who may approve, unless nobody is to be mailed', async () => {
    const scene = await makeScene()
    await scene.shop.rows('UPDATE contacts SET can_approve = 0')
    await expect(send(scene)).rejects.toThrow(/Nobody at this customer/)
    await send(scene, parts, { isQuiet: true })
    expect(await count(scene.shop, 'outbox')).toBe(0)
  })
})

describe('the chain', () => {
  async function threeRecords() {
    const scene = await makeScene()
    await send(scene)
    await say(scene, given({ lin_pads: 'approved' }))
    await say(scene, given({ lin_flush: 'declined' }))
    await say(scene, given({ lin_flush: 'approved' }))
    return scene.shop
  }

  it('is whole, record after record', async () => {
    expect(await faultsIn(await threeRecords())).toEqual([])
  })

  it.each<[string, (records: SealedRecord[]) => SealedRecord[], RegExp]>([
    [
      'changed',
      ([a, b, c]) => [a, { ...b, body: b?.body.replace('declined', 'approved') ?? '' }, c] as SealedRecord[],
      /does not match/,
    ],
    ['removed', ([a, , c]) => [a, c] as SealedRecord[], /missing/],
    ['removed at its head', ([, b, c]) => [b, c] as SealedRecord[], /missing/],
    ['swapped', ([a, b, c]) => [a, c, b] as SealedRecord[], /out of its order/],
    ['signed by somebody else', ([a, b, c]) => [a, { ...b, signature: a?.signature ?? '' }, c] as SealedRecord[], /signature/],
  ])('shows a record that was %s', async (_, change, fault) => {
    const faults = await faultsIn(await threeRecords(), change)
    expect(faults.map((one) => one.fault).join('; ')).toMatch(fault)
  })

  it('can be neither changed nor shortened in the database, but a person’s data can be erased', async () => {
    const shop = await threeRecords()
    await expect(shop.rows(`UPDATE approvals SET outcome = 'approved'`)).rejects.toThrow(/append-only/)
    await expect(shop.rows('DELETE FROM approvals')).rejects.toThrow(/append-only/)
    await expect(shop.rows('DELETE FROM approval_payloads')).rejects.toThrow(/append-only/)
    await expect(shop.rows(`UPDATE approval_payloads SET payload = '{}'`)).rejects.toThrow(/append-only/)
    await shop.rows('UPDATE approval_payloads SET payload = NULL, salt = NULL, erased_at = 1')
    expect(await faultsIn(shop)).toEqual([])
  })
})
