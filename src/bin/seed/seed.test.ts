import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { send } from '#database/hrana.ts'
import type { Deps } from '#env.ts'
import { createLibsqlServer } from '#local/libsql/server.ts'
import { createStripeDouble } from '#local/stripe/server.ts'
import { migrateDirectory } from '#platform/provisioning/rollout.ts'
import { localVariables, openOutside } from '../outside.ts'
import { seed } from '../seed.ts'
import { placeOf } from '../start/place.ts'

const secrets = {
  masterKey: 'dGVzdHMtb25seS1tYXN0ZXIta2V5LTMyLWJ5dGVzISE',
  mailKey: 're_test',
  stripeKey: 'sk_test_double',
  webhookSecret: 'whsec_test_0123456789abcdef',
}

let world: { deps: Deps; stripeUrl: string }

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'seed-'))
  const libsql = createLibsqlServer({ dir, synchronous: 'OFF', autoCreate: true })
  const stripe = createStripeDouble({ webhookSecret: secrets.webhookSecret, control: true })
  const ports = {
    libsql: await libsql.listen(0),
    stripe: await stripe.listen(0),
    mailbox: await freePort(),
    google: await freePort(),
  }
  const variables = localVariables({ ...placeOf({}), ports }, secrets)
  world = { deps: openOutside(variables), stripeUrl: variables['STRIPE_URL'] ?? '' }
  await migrateDirectory(world.deps)
  await seed(world.deps, world.stripeUrl)
  return async () => {
    await Promise.all([libsql.close(), stripe.close()])
    rmSync(dir, { recursive: true, force: true })
  }
}, 60_000)

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function rows(key: string, sql: string): Promise<unknown[][]> {
  const [found] = await send({ id: key, url: world.deps.urlOf(`sqld:shop-${key}`) }, [{ sql, params: [] }], 'read')
  return found ?? []
}
const names = async (key: string, sql: string) => (await rows(key, sql)).map(([name]) => name)

describe.each([
  ['Smith Embroidery', 'smithemb'],
  ['Apex Fleet Service', 'apexfeet'],
])('the demo shop %s', (_, key) => {
  it('has a job in every status it uses', async () => {
    const empty = `SELECT s.name FROM statuses s WHERE NOT EXISTS (SELECT 1 FROM jobs j WHERE j.status_id = s.id)`
    expect(await names(key, empty)).toEqual([])
  })

  it('has invoices in every state', async () => {
    const state = `SELECT DISTINCT CASE WHEN sent_at IS NULL THEN 'draft' WHEN voided_at IS NOT NULL THEN 'void' WHEN balance_minor <= 0 THEN 'paid'
      WHEN balance_minor < total_minor THEN 'partly paid' WHEN due_on < date('now') THEN 'late' WHEN due_on < date('now', '7 days') THEN 'due soon'
      ELSE 'open' END AS state FROM invoices ORDER BY state`
    expect(await names(key, state)).toEqual(expect.arrayContaining(['draft', 'due soon', 'late', 'paid', 'partly paid', 'void']))
  })

  it('owes and is owed exactly what its ledger says', async () => {
    const wrong = `SELECT id FROM invoices i WHERE balance_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM ledger l WHERE l.invoice_id = i.id)`
    expect(await names(key, wrong)).toEqual([])
  })

  it('has about eight customers, one of them without an email', async () => {
    expect(await names(key, 'SELECT count(*) FROM customers')).toEqual([8])
    expect(await names(key, 'SELECT count(*) FROM contacts WHERE person_id IS NULL AND is_primary = 1')).toEqual([1])
  })

  it('has warranties that hold, that end soon and what they stand on, and a public page', async () => {
    expect(await names(key, `SELECT count(*) > 1 FROM warranties WHERE until_on > date('now', '31 days')`)).toEqual([1])
    expect(
      await names(key, `SELECT count(*) > 0 FROM warranties WHERE until_on BETWEEN date('now') AND date('now', '29 days')`),
    ).toEqual([1])
    expect(await names(key, 'SELECT count(*) FROM passports WHERE opened_at IS NOT NULL')).toEqual([1])
    expect(await names(key, 'SELECT count(*) FROM assets WHERE owner_id IS NULL')).toEqual([0])
  })

  it('has requests in every state, one of somebody it does not know, and one that is not sent', async () => {
    expect(await names(key, 'SELECT DISTINCT state FROM requests ORDER BY 1')).toEqual(['accepted', 'closed', 'new', 'responded'])
    expect(await names(key, `SELECT count(*) FROM requests WHERE customer_id IS NULL AND state = 'new'`)).toEqual([1])
    expect(await names(key, 'SELECT count(*) FROM request_drafts WHERE sent_at IS NULL')).toEqual([key === 'smithemb' ? 1 : 0])
  })

  it('has conversations that wait for either side, one that is somebody’s, a note beside one, and words it writes often', async () => {
    expect(await names(key, 'SELECT count(*) > 1 FROM threads WHERE is_waiting = 1')).toEqual([1])
    const unread = `SELECT count(*) > 0 FROM threads t WHERE last_shop_at = last_at AND NOT EXISTS
      (SELECT 1 FROM thread_reads r JOIN contacts c ON c.id = r.reader_id WHERE r.thread_id = t.id AND r.read_at >= t.last_shop_at)`
    expect(await names(key, unread)).toEqual([1])
    expect(await names(key, 'SELECT count(*) > 0 FROM threads WHERE assignee_id IS NOT NULL')).toEqual([1])
    expect(await names(key, 'SELECT count(*) > 0 FROM thread_notes')).toEqual([1])
    expect(await names(key, 'SELECT count(*) FROM canned_replies')).toEqual([3])
  })

  it('lets no mail of its past out', async () => {
    expect(await names(key, 'SELECT kind FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL')).toEqual([])
  })

  it('leaves nobody signed in', async () => {
    expect(await names(key, 'SELECT id FROM staff_sessions WHERE ended_at IS NULL')).toEqual([])
  })
})

describe('seeding', () => {
  it('again changes nothing', async () => {
    const count = 'SELECT count(*) FROM events'
    const before = [await names('smithemb', count), await names('apexfeet', count)]
    await seed(world.deps, world.stripeUrl)
    expect([await names('smithemb', count), await names('apexfeet', count)]).toEqual(before)
  })

  it('gives Apex a fleet with depots, and a year of what it cost', async () => {
    const bluestem = `(SELECT id FROM customers WHERE name = 'Bluestem Plumbing')`
    expect(await names('apexfeet', `SELECT count(*) > 10 FROM assets WHERE owner_id = ${bluestem}`)).toEqual([1])
    expect(await names('apexfeet', `SELECT DISTINCT depot FROM assets WHERE depot IS NOT NULL ORDER BY 1`)).toEqual([
      'North Kansas City',
      'Olathe',
    ])
    const months = `SELECT count(DISTINCT substr(issued_on, 1, 7)) > 9 FROM invoices WHERE customer_id = ${bluestem} AND sent_at IS NOT NULL`
    expect(await names('apexfeet', months)).toEqual([1])
    expect(await names('apexfeet', 'SELECT count(*) = count(DISTINCT asset_id || read_at) FROM asset_readings')).toEqual([1])
  })

  it('lets Smith take cards and leaves Apex to connect Stripe itself', async () => {
    expect(await names('smithemb', 'SELECT stripe_state FROM profile')).toEqual(['ready'])
    expect(await names('apexfeet', 'SELECT stripe_state FROM profile')).toEqual(['none'])
  })
})
