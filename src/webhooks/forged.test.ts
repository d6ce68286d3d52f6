import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { deliver, eventsOf, openTill, sessionIn, sign } from '#features/payments/testing.ts'
import { openBrowser } from '#testing/browser.ts'
import { stripe, testEnv } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

interface Scene {
  readonly shop: TestShop
  readonly account: string
  /** What Stripe would send: somebody paid. */
  readonly payload: string
  readonly signature: string
}

const otherSecret = 'whsec_of_another_endpoint'
let scene: Scene
let stranger: string

beforeAll(async () => {
  const shop = await makeShop()
  const { pay, account } = await openTill(shop)
  await stripe.pay(sessionIn((await pay()).location))
  const event = (await eventsOf(account)).find(({ type }) => type === 'checkout.session.completed')
  if (!event) throw new Error('There is no event')
  scene = { shop, account, payload: event.payload, signature: event.signature }
  const other = await openTill(await makeShop())
  stranger = other.account
})

type Forgery = (scene: Scene) => Promise<{ payload: string; signature: string | undefined }>

type Fields = Readonly<Record<string, unknown>>

/** The true event with other words in it, signed again as only Stripe could. */
const resigned =
  (change: () => Fields, about: Fields = {}): Forgery =>
  async ({ payload }) => {
    const event = JSON.parse(payload)
    const object = { ...event.data.object, ...about }
    const text = JSON.stringify({ ...event, id: `evt_forged_${crypto.randomUUID()}`, ...change(), data: { object } })
    return { payload: text, signature: await sign(text) }
  }

const withSignature =
  (make: (scene: Scene) => string | undefined | Promise<string | undefined>): Forgery =>
  async (at) => ({ payload: at.payload, signature: await make(at) })

const altered =
  (change: (payload: string) => string): Forgery =>
  async ({ payload, signature }) => ({ payload: change(payload), signature })

const ago = (seconds: number) => Date.now() - seconds * 1000

/** No, old, wrong or somebody else’s signature, and a body that is not the one that was signed: refused before anything is read. */
const refused: readonly [name: string, Forgery][] = [
  ['no signature', withSignature(() => undefined)],
  ['an empty signature', withSignature(() => '')],
  ['a signature of nothing but a time', withSignature(({ signature }) => signature.split(',')[0])],
  ['a signature without its time', withSignature(({ signature }) => signature.split(',')[1])],
  ['words for a signature', withSignature(() => 'let me in')],
  ['a signature of zeros', withSignature(({ signature }) => signature.replace(/v1=.*/, `v1=${'0'.repeat(64)}`))],
  ['a signature cut short', withSignature(({ signature }) => signature.slice(0, -2))],
  [
    'a signature with a letter changed',
    withSignature(({ signature }) => signature.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
  ],
  ['a signature of the older scheme', withSignature(({ signature }) => signature.replace('v1=', 'v0='))],
  [
    'a signature moved to another second',
    withSignature(({ signature }) => signature.replace(/t=(\d+)/, (_, t) => `t=${Number(t) + 1}`)),
  ],
  ['a time that is no number', withSignature(({ signature }) => signature.replace(/t=\d+/, 't=now'))],
  ['a signature of six minutes ago', withSignature(({ payload }) => sign(payload, undefined, ago(361)))],
  ['a signature of an hour ago', withSignature(({ payload }) => sign(payload, undefined, ago(3_600)))],
  ['a signature of a year ago', withSignature(({ payload }) => sign(payload, undefined, ago(31_536_000)))],
  ['another endpoint’s signature', withSignature(({ payload }) => sign(payload, otherSecret))],
  ['a signature by an empty secret', withSignature(({ payload }) => sign(payload, ' '))],
  ['the signature of another event', withSignature(() => sign('{}'))],
  ['an amount altered under its signature', altered((text) => text.replace(/"amount_total": \d+/, '"amount_total": 1'))],
  ['an account altered under its signature', altered((text) => text.replace(/acct_\w+/, 'acct_other'))],
  ['a space added to the body', altered((text) => `${text} `)],
  ['a line end taken from the body', altered((text) => text.replace('\n', ''))],
  ['the body written again, of the same meaning', altered((text) => JSON.stringify(JSON.parse(text)))],
  ['half the body', altered((text) => text.slice(0, text.length / 2))],
  ['no body', altered(() => '')],
]

/** Signed, and not for this shop’s payments: taken note of, and nothing changes. */
const ignored: readonly [name: string, reason: string, Forgery][] = [
  ['of another shop’s account', 'nothing of ours', resigned(() => ({ account: stranger }))],
  ['of an account that no shop has', 'account of no shop', resigned(() => ({ account: 'acct_nobody' }))],
  ['of the platform itself, without an account', 'account of no shop', resigned(() => ({ account: undefined }))],
  ['with an account that is no text', 'account of no shop', resigned(() => ({ account: { id: 'acct_1' } }))],
  ['of the other mode', 'other mode', resigned(() => ({ livemode: true }))],
  ['of the other mode and another account', 'other mode', resigned(() => ({ livemode: true, account: stranger }))],
  ['about a session that is not there', 'nothing of ours', resigned(() => ({}), { id: 'cs_test_nothing' })],
  [
    'about a refund of nothing',
    'nothing of ours',
    resigned(() => ({ type: 'refund.created' }), { id: 're_x', payment_intent: 'pi_nothing' }),
  ],
  [
    'about a dispute of nothing',
    'nothing of ours',
    resigned(() => ({ type: 'charge.dispute.created' }), { id: 'du_x', payment_intent: 'pi_nothing' }),
  ],
  ['of a kind we do not know', 'nothing of ours', resigned(() => ({ type: 'customer.created' }))],
]

/** Signed, about our payment, and what Stripe has is not what we asked for: nothing settles. */
const mismatched: readonly [name: string, change: string][] = [
  ['another amount', 'amount_minor = amount_minor + 1'],
  ['far too little', 'amount_minor = amount_minor * 100'],
  ['another currency', `currency = 'CAD'`],
  ['another account than it was begun on', `account = 'acct_other'`],
  ['no account at all', 'account = NULL'],
  ['another session', `checkout_session = 'cs_test_other'`],
]

const everything = (shop: TestShop) =>
  Promise.all([
    shop.rows('SELECT state, amount_minor, refunded_minor, checkout_session, currency, account FROM payments'),
    shop.rows('SELECT kind, amount_minor FROM ledger ORDER BY at, rowid'),
    shop.rows('SELECT balance_minor, version FROM invoices'),
    shop.rows('SELECT count(*) FROM disputes'),
    shop.rows('SELECT count(*) FROM outbox'),
  ])

async function send({ payload, signature }: { payload: string; signature: string | undefined }) {
  const body = new TextEncoder().encode(payload)
  const headers = { 'content-type': 'application/json', 'content-length': String(body.byteLength) }
  const signed = signature === undefined ? headers : { ...headers, 'stripe-signature': signature }
  return openBrowser(testEnv.PORTAL_ORIGIN).fetch('/webhooks/stripe', { method: 'POST', headers: signed, body })
}

/** Why events were not taken, as the log says it from now on. */
function logOf(): () => string[] {
  const log = vi.spyOn(console, 'warn')
  onTestFinished(() => log.mockRestore())
  return () =>
    log.mock.calls
      .map(([line]): { webhook?: string; reason: string } => JSON.parse(String(line)))
      .filter(({ webhook }) => webhook === 'stripe')
      .map(({ reason }) => reason)
}

describe('an event that is not to be believed', () => {
  test('is one of forty kinds', () => {
    expect(refused.length + ignored.length + mismatched.length).toBe(40)
  })

  test.each(refused)('%s: is refused, logged, and changes nothing', async (_name, forge) => {
    const logged = logOf()
    const before = await everything(scene.shop)
    expect((await send(await forge(scene))).status).toBe(422)
    expect(await everything(scene.shop)).toEqual(before)
    expect(logged()).toEqual(['not from Stripe'])
  })

  test.each(ignored)('%s: is acknowledged, logged, and changes nothing', async (_name, reason, forge) => {
    const logged = logOf()
    const before = await everything(scene.shop)
    expect((await send(await forge(scene))).status).toBe(200)
    expect(await everything(scene.shop)).toEqual(before)
    expect(logged()).toEqual([reason])
  })

  test.each(mismatched)('%s: is not counted, logged, and the shop sees that it came', async (_name, change) => {
    const shop = await makeShop()
    const { pay, account } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await shop.rows(`UPDATE payments SET ${change}`)
    const before = await everything(shop)
    const logged = logOf()
    for (const event of await eventsOf(account)) expect((await deliver(event)).status).toBe(200)
    expect(await everything(shop)).toEqual(before)
    expect(new Set(logged())).toEqual(new Set(['mismatch']))
    expect(await shop.rows(`SELECT count(*) > 0 FROM events WHERE kind = 'payment.mismatch'`)).toEqual([[1]])
  })
})

test('the same event, true and signed now, settles: so the forgeries above had something to win', async () => {
  expect((await deliver({ payload: scene.payload, signature: await sign(scene.payload) })).status).toBe(200)
  expect(await scene.shop.rows('SELECT state FROM payments')).toEqual([['succeeded']])
})
