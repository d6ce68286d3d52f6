import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeForShop } from '#clock/compose.ts'
import { drainOutbox } from '#clock/outbox.ts'
import { depsOf } from '#env.ts'
import { reconcile } from '#features/payments/reconcile.ts'
import { connect, deliver, invoiceIn, sessionIn } from '#features/payments/testing.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { type Customer, crowdOf } from '#testing/crowd.ts'
import { type StripeEvent, stripe, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'

/** How many histories; `npm run soak` asks for more. */
const runs = Number(import.meta.env['VITE_SOAK_HISTORIES'] ?? 60)
/** So many go on at once in one shop, each of a customer of their own. */
const atOnce = 10
const dayMs = 86_400_000

interface Till {
  readonly shop: TestShop
  readonly desk: Awaited<ReturnType<TestShop['staff']>>
  readonly account: string
}
interface World extends Till, Omit<Customer, 'invoices'> {
  readonly invoices: string[]
  readonly sessions: string[]
  readonly intents: string[]
  /** Those of what was kept, which have no page. */
  readonly charged: string[]
}

const names = [
  ...['press', 'press', 'both', 'pay', 'pay', 'refuse', 'debit', 'bank', 'expire', 'refund', 'dispute', 'verdict'],
  ...['hear', 'hear', 'twice', 'cash', 'revise', 'void', 'note', 'apply'],
] as const
const withKept = ['keep', 'tap', 'tap', 'deaf', 'behave', 'agree', 'stop', 'remove', 'bill', 'plan', 'plan'] as const
type Act = readonly [name: (typeof names)[number] | (typeof withKept)[number], pick: number, amount: number]

const longest = runs > 60 ? 12 : 4
const actsOf = (beginnings: readonly Act[][], among: readonly Act[0][]) => {
  const act = fc.tuple(fc.constantFrom(...among), fc.nat(60), fc.integer({ min: 1, max: 90_000 }))
  return fc
    .tuple(fc.constantFrom(...beginnings), fc.array(act, { minLength: 1, maxLength: longest }))
    .map((parts) => parts.flat())
}
// Each begins with somebody who goes to pay, and most with one who pays, or little would happen in so few acts.
const onPages = actsOf(
  [
    [['press', 0, 1]],
    [
      ['both', 0, 1],
      ['pay', 0, 1],
    ],
    [
      ['press', 0, 1],
      ['debit', 0, 1],
    ],
  ],
  names,
)
// A bank account or a card is kept, and charged in one tap, or by itself in the days after.
const kept = actsOf(
  [
    [
      ['keep', 0, 1],
      ['tap', 1, 1],
    ],
    [
      ['keep', 0, 2],
      ['agree', 0, 1],
      ['bill', 0, 1],
    ],
  ],
  [...names, ...withKept],
)
const acts = fc.oneof({ weight: 4, arbitrary: onPages }, { weight: 1, arbitrary: kept })
const history = fc.tuple(acts, fc.infiniteStream(fc.nat(1000)))
type History = readonly [acts: Act[], order: Iterable<number>]
const crowd = fc.array(history, { minLength: atOnce, maxLength: atOnce })

test('through histories of paying, refusing, giving back and changing, the books end as Stripe says, however it tells them', async () => {
  const property = fc.asyncProperty(crowd, async (histories) => {
    const till = await openTill()
    const customers = await crowdOf(till.shop, atOnce, [75_420, 12_000])
    const worlds = customers.map(
      ({ invoices, ...customer }): World => ({
        ...{ ...till, ...customer, invoices: [...invoices], sessions: [], intents: [], charged: [] },
      }),
    )
    await Promise.all(worlds.map((world, i) => live(world, histories[i])))
    await stripe.heal()
    await passDays(till.shop)
    // Some are told everything in the end, in any order; of the others, the night has to find out.
    await Promise.all(worlds.map((world, i) => (i % 2 === 0 ? tell(world, histories[i]) : undefined)))
    await checkNight(till.shop)
    await Promise.all(worlds.map(checkBooks))
  })
  await fc.assert(property, { numRuns: Math.ceil(runs / atOnce), endOnFailure: true })
})

async function openTill(): Promise<Till> {
  const shop = await makeShop()
  const desk = await shop.staff()
  return { shop, desk, account: await connect(shop, desk) }
}

async function live(world: World, [acts]: History = [[], []]) {
  for (const one of acts) await play(world, one)
}

async function tell(world: World, [, order]: History = [[], []]) {
  for (const event of shuffled(await newsOf(world), order)) await hear(event)
}

/** The clock's rounds of the days after, for all that charges; what it mails is another test's. */
async function passDays({ tenant: shop, rows }: TestShop): Promise<void> {
  const deps = depsOf(testEnv)
  for (const day of [4, 7, 8, 10]) {
    setClock(start + day * dayMs)
    await rows(`DELETE FROM outbox WHERE kind NOT IN ('invoice.autopay', 'payment.finish')`)
    await drainOutbox(deps, shop.database, composeForShop(deps, shop))
  }
}

async function play(world: World, [name, pick, amount]: Act): Promise<void> {
  const { shop, desk, browser, sessions, intents, charged } = world
  const session = sessions[pick % Math.max(1, sessions.length)]
  const intent = [...intents, ...charged][pick % Math.max(1, intents.length + charged.length)]
  const invoice = world.invoices[pick % world.invoices.length] ?? ''
  switch (name) {
    case 'press':
      return lead(await browser.post(`${shop.base}/invoices/${invoice}/payment`))
    case 'both': {
      const rows = await shop.rows('SELECT sum(balance_minor) FROM invoices WHERE customer_id = ?', world.customerId)
      return lead(await browser.post(`${shop.base}/payments`, { 'invoices[]': world.invoices, total: String(rows[0]?.[0]) }))
    }
    case 'pay':
    case 'debit':
    case 'refuse': {
      const card = name === 'pay' ? 'good' : name === 'debit' ? 'bank' : 'refused'
      const paid = session ? await unlessRefused(stripe.pay(session, card)) : undefined
      if (paid?.payment_intent && !intents.includes(paid.payment_intent)) intents.push(paid.payment_intent)
      return
    }
    case 'bank': {
      if (pick % 2 === 0) await newsOf(world)
      const debits = [...sessions, ...charged]
      const debit = debits[pick % Math.max(1, debits.length)]
      return void (debit && (await unlessRefused(stripe.bank(debit, amount % 2 === 0))))
    }
    case 'expire':
      return void (session && (await unlessRefused(stripe.expire(session))))
    case 'refund':
      return void (intent && (await unlessRefused(stripe.refund(intent, amount))))
    case 'dispute':
      return void (intent && (await unlessRefused(stripe.dispute(intent))))
    case 'verdict': {
      const [dispute] = [...totalsOf(await newsOf(world)).disputed.keys()]
      return void (dispute && (await unlessRefused(stripe.verdict(dispute, amount % 2 === 0 ? 'won' : 'lost'))))
    }
    case 'hear':
    case 'twice': {
      const news = await newsOf(world)
      const event = news[pick % Math.max(1, news.length)]
      if (event) await Promise.all(name === 'twice' ? [hear(event), hear(event)] : [hear(event)])
      return
    }
    case 'cash':
      return press('/payments', { amount: inDollars(amount), method: 'cash', receivedOn: '2030-04-09', keepRest: 'on' })
    case 'revise': {
      const line = { 'description[]': ['Caps'], 'quantity[]': ['1'], 'unitPrice[]': [inDollars(amount)] }
      return press('', { title: 'Caps', dueOn: '', poNumber: '', note: '', ...line })
    }
    case 'void':
      return press('/void', {})
    case 'note':
      return press('/credit-notes', { creditAmount: inDollars(amount), reason: 'Torn' })
    case 'apply':
      return press('/credit', {})
    case 'bill': {
      const line = { 'description[]': ['Caps'], 'quantity[]': ['1'], 'unitPrice[]': [inDollars(amount + 100)] }
      const form = { customerId: world.customerId, title: 'Caps', dueOn: '2030-04-12', note: '', poNumber: '', ...line }
      const made = invoiceIn((await desk.post(`${shop.desk}/invoices`, form)).location)
      world.invoices.push(made)
      return press('/sending', {}, made)
    }
    case 'plan': {
      const split = { split: (['halves', 'thirds'] as const)[pick % 2] ?? 'halves', percent: '', firstOn: '2030-04-12' }
      const kind = amount % 5 === 0 ? 'none' : 'split'
      return press('/plan', { kind, ...split, every: String(1 + (amount % 5)), tell: 'on' })
    }
    case 'keep':
    case 'tap':
    case 'deaf': {
      const led = await payWithKept(world, { name, invoice, amount })
      return led && lead(led)
    }
    case 'behave':
    case 'agree':
    case 'stop':
    case 'remove':
      return manageKept(world, name, amount)
    default:
      return name satisfies never
  }

  /** Led to pay, or refused with a reason: void, settled, less than Stripe takes, another sum than was seen. */
  function lead({ status, location }: { status: number; location: string }) {
    expect([303, 409, 422]).toContain(status)
    const offered = sessionIn(location)
    if (offered && !sessions.includes(offered)) sessions.push(offered)
  }

  /** A button of the desk, done or refused: never a failure. */
  async function press(what: string, fields: Record<string, string | string[]>, id = invoice) {
    const [[version] = []] = await shop.rows('SELECT version FROM invoices WHERE id = ?', id)
    const { status } = await desk.post(`${shop.desk}/invoices/${id}${what}`, { version: String(version), ...fields })
    expect([303, 409, 422]).toContain(status)
  }
}

/** Has what is paid with kept, or pays an invoice or the next part of its plan with it, deaf to what Stripe answers. */
async function payWithKept(
  world: World,
  { name, invoice, amount }: { readonly name: 'keep' | 'tap' | 'deaf'; readonly invoice: string; readonly amount: number },
) {
  const { shop, browser, intents } = world
  if (name === 'keep') {
    const led = await browser.post(`${shop.base}/invoices/${invoice}/payment`, { keep: 'on' })
    const page = sessionIn(led.location)
    const paid = page ? await unlessRefused(stripe.pay(page, amount % 2 === 0 ? 'good' : 'bank')) : undefined
    if (page) await unlessRefused(stripe.bank(page, true))
    if (paid?.payment_intent) intents.push(paid.payment_intent)
    const told = (await newsOf(world)).findLast(({ type }) => type.startsWith('checkout.session.'))
    if (told) await hear(told)
    return led
  }
  const [way] = await ways(world)
  const [[left] = []] = await shop.rows('SELECT balance_minor FROM invoices WHERE id = ?', invoice)
  const [[part] = []] = await shop.rows('SELECT amount_minor FROM instalments WHERE invoice_id = ? LIMIT 1', invoice)
  if (!way || !left) return undefined
  const fault = { kind: amount % 2 === 0 ? 'drop' : 'status', times: 3, match: '/v1/payment_intents' }
  if (name === 'deaf') await stripe.fault([fault])
  const total = amount % 3 === 0 ? left : (part ?? left)
  const form = { 'invoices[]': invoice, total: String(total), left: String(left), method: way.id }
  return browser.post(`${shop.base}/payments/charges`, form)
}

/** Its owner says what it pays by itself, or that it is kept no more; its bank thinks otherwise of it. */
async function manageKept(world: World, name: 'behave' | 'agree' | 'stop' | 'remove', amount: number): Promise<void> {
  const [way] = await ways(world)
  if (!way) return
  if (name === 'behave') return void (await stripe.method(way.method, behaviours[amount % 3] ?? 'good'))
  const what = { agree: 'autopay', stop: 'autopay/end', remove: 'removal' }[name]
  const { status } = await world.browser.post(`${world.shop.base}/ways-to-pay/${way.id}/${what}`)
  // Removed ones agree to nothing.
  expect([303, 404]).toContain(status)
}
const behaviours = ['good', 'refused', 'asks'] as const

/** What the customer keeps to pay with, the newest first. */
async function ways({ shop, customerId }: World) {
  const query = 'SELECT id, stripe_method FROM saved_methods WHERE customer_id = ? ORDER BY removed_at IS NOT NULL, rowid DESC'
  return (await shop.rows(query, customerId)).map(([id, method]) => ({ id: String(id), method: String(method) }))
}

const inDollars = (minor: number) => (minor / 100).toFixed(2)

/** What Stripe refuses, nobody can do: the history goes on without it. */
const unlessRefused = <T>(done: Promise<T>): Promise<T | undefined> => done.catch(() => undefined)

/** Stripe tells again what the Worker could not take, because Stripe itself was silent when it was asked. */
async function hear(event: StripeEvent): Promise<void> {
  for (let i = 0; i < 4; i++) if ((await deliver(event)).status === 200) return
  expect((await deliver(event)).status).toBe(200)
}

/** All that Stripe tells of this customer's payments: of their pages, and of the charges that our rows stand for. */
async function newsOf({ shop, account, customerId, sessions, intents, charged }: World) {
  const query = 'SELECT id FROM payments WHERE customer_id = ? AND saved_method_id IS NOT NULL'
  const payments = (await shop.rows(query, customerId)).map(([id]) => String(id))
  const made = payments.length > 0 ? await stripe.events(account, Date.now(), payments) : []
  const found = made.flatMap(({ payload }) => payload.match(/\bpi_\w+/)?.[0] ?? [])
  charged.splice(0, charged.length, ...new Set(found))
  return stripe.events(account, Date.now(), [...sessions, ...intents, ...charged])
}

function shuffled<T>(list: readonly T[], order: Iterable<number>): T[] {
  const places = order[Symbol.iterator]()
  const left = [...list]
  return Array.from(left, () => left.splice(Number(places.next().value) % left.length, 1)).flat()
}

/**
 * The books are what was asked, less what came in, plus what went back or was taken; each balance is the sum of its rows and never
 * below nothing, and one attempt is open at most. No charge of what was kept stays undecided, and by itself none is made sooner than
 * three days after the bank said no.
 */
async function checkBooks(world: World): Promise<void> {
  const { shop, customerId } = world
  const { paid, refunded, disputed } = totalsOf(await newsOf(world))
  const [row] = await shop.rows(
    `SELECT (SELECT coalesce(sum(amount_minor), 0) FROM ledger WHERE customer_id = c.id),
      (SELECT count(*) FROM payments WHERE customer_id = c.id AND method = 'stripe' AND state = 'succeeded'),
      (SELECT count(*) FROM invoices i WHERE customer_id = c.id AND (balance_minor < 0
        OR balance_minor <> (SELECT sum(amount_minor) FROM ledger WHERE invoice_id = i.id)
        OR voided_at IS NOT NULL AND balance_minor <> 0
        OR (SELECT count(*) FROM payment_parts WHERE invoice_id = i.id AND is_open = 1) > 1)),
      (SELECT coalesce(sum(total_minor + (SELECT coalesce(sum(amount_minor), 0) FROM ledger
        WHERE invoice_id = i.id AND kind = 'credit_note')), 0) FROM invoices i
        WHERE customer_id = c.id AND voided_at IS NULL AND sent_at IS NOT NULL),
      (SELECT coalesce(sum(amount_minor), 0) FROM payments WHERE customer_id = c.id AND method = 'cash'),
      (SELECT count(*) FROM payments WHERE customer_id = c.id AND state = 'open' AND saved_method_id IS NOT NULL),
      (SELECT count(*) FROM payments a JOIN payment_parts p ON p.payment_id = a.id
        JOIN payment_parts q ON q.invoice_id = p.invoice_id JOIN payments b ON b.id = q.payment_id
        WHERE a.customer_id = c.id AND a.state = 'failed' AND a.failure NOT LIKE '%authentication%' AND a.created_at > ${start + dayMs}
        AND b.created_at BETWEEN a.created_at AND a.created_at + ${3 * dayMs - 1} AND b.id <> a.id)
     FROM customers c WHERE id = ?`,
    customerId,
  )
  const [books, succeeded, broken, asked, cash, unfinished, hasty] = (row ?? []).map(Number)
  const none = { broken: 0, unfinished: 0, hasty: 0 }
  const owed = Number(asked) - Number(cash) - sumOf(paid) + sumOf(refunded) + sumOf(disputed)
  expect({ books, succeeded, broken, unfinished, hasty }).toEqual({ books: owed, succeeded: paid.size, ...none })
}

/** The night catches up with what was not told, and finds nothing that differs from Stripe. */
async function checkNight({ tenant, rows }: TestShop): Promise<void> {
  const nowhere = { base: '', host: '', network: '', device: '', command: undefined }
  await reconcile(systemContext({ ...nowhere, tenant, deps: depsOf(testEnv), requestId: 'req_1', now: Date.now() }, 'Nightly'))
  expect(await rows('SELECT kind, details FROM differences')).toEqual([])
}

const sumOf = (amounts: ReadonlyMap<string, number>) => [...amounts.values()].reduce((sum, amount) => sum + amount, 0)

/** What came in, what went back and what banks hold back, by Stripe's own objects. */
function totalsOf(events: readonly StripeEvent[]) {
  const of = (type: string, isIt: (object: StripeObject) => boolean = () => true) =>
    new Map(
      events
        .filter((event) => event.type === type)
        .map(({ payload }): StripeObject => JSON.parse(payload).data.object)
        .filter(isIt)
        .map(({ id, amount }) => [id, amount]),
    )
  const won = of('charge.dispute.closed', ({ status }) => status === 'won')
  const disputed = of('charge.dispute.created', ({ id }) => !won.has(id))
  return { paid: of('payment_intent.succeeded'), refunded: of('refund.created'), disputed }
}
interface StripeObject {
  readonly id: string
  readonly amount: number
  readonly status: string
}
