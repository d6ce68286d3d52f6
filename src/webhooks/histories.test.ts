import fc from 'fast-check'
import { expect, test } from 'vitest'
import { depsOf } from '#env.ts'
import { reconcile } from '#features/payments/reconcile.ts'
import { connect, deliver, sessionIn } from '#features/payments/testing.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { type Customer, crowdOf } from '#testing/crowd.ts'
import { type StripeEvent, stripe, testEnv } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

/** How many histories; `npm run soak` asks for more. */
const runs = Number(import.meta.env['VITE_SOAK_HISTORIES'] ?? 200)
/** So many go on at once in one shop, each of a customer of their own. */
const atOnce = 10

interface Till {
  readonly shop: TestShop
  readonly desk: Awaited<ReturnType<TestShop['staff']>>
  readonly account: string
}
interface World extends Till, Customer {
  readonly sessions: string[]
  readonly intents: string[]
}

const names = [
  ...['press', 'press', 'both', 'pay', 'pay', 'refuse', 'debit', 'bank', 'expire', 'refund', 'dispute', 'verdict'],
  ...['hear', 'hear', 'twice', 'cash', 'revise', 'void', 'note', 'apply'],
] as const
type Act = readonly [name: (typeof names)[number], pick: number, amount: number]

const act = fc.tuple(fc.constantFrom(...names), fc.nat(60), fc.integer({ min: 1, max: 90_000 }))
// Each begins with somebody who goes to pay, and most with one who pays, or little would happen in so few acts.
const beginnings: readonly Act[][] = [
  [['press', 0, 1]],
  [
    ['both', 0, 1],
    ['pay', 0, 1],
  ],
  [
    ['press', 0, 1],
    ['debit', 0, 1],
  ],
]
const longest = runs > 200 ? 12 : 4
const acts = fc
  .tuple(fc.constantFrom(...beginnings), fc.array(act, { minLength: 1, maxLength: longest }))
  .map((parts) => parts.flat())
const history = fc.tuple(acts, fc.infiniteStream(fc.nat(1000)))
type History = readonly [acts: Act[], order: Iterable<number>]
const crowd = fc.array(history, { minLength: atOnce, maxLength: atOnce })

test('through histories of paying, refusing, giving back and changing, the books end as Stripe says, however it tells them', async () => {
  const property = fc.asyncProperty(crowd, async (histories) => {
    const till = await openTill()
    const customers = await crowdOf(till.shop, atOnce, [75_420, 12_000])
    const worlds = customers.map((customer): World => ({ ...till, ...customer, sessions: [], intents: [] }))
    await Promise.all(worlds.map((world, i) => live(world, histories[i], i % 2 === 0)))
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

/** Some are told everything in the end, in any order; of the others, the night has to find out. */
async function live(world: World, [acts, order]: History = [[], []], isTold: boolean) {
  for (const one of acts) await play(world, one)
  if (isTold) for (const event of shuffled(await newsOf(world), order)) await hear(event)
}

async function play(world: World, [name, pick, amount]: Act): Promise<void> {
  const { shop, desk, browser, sessions, intents } = world
  const session = sessions[pick % Math.max(1, sessions.length)]
  const intent = intents[pick % Math.max(1, intents.length)]
  const invoice = world.invoices[pick % 2] ?? ''
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
    case 'bank':
      return void (session && (await unlessRefused(stripe.bank(session, amount % 2 === 0))))
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
  async function press(what: string, fields: Record<string, string | string[]>) {
    const [[version] = []] = await shop.rows('SELECT version FROM invoices WHERE id = ?', invoice)
    const { status } = await desk.post(`${shop.desk}/invoices/${invoice}${what}`, { version: String(version), ...fields })
    expect([303, 409, 422]).toContain(status)
  }
}

const inDollars = (minor: number) => (minor / 100).toFixed(2)

/** What Stripe refuses, nobody can do: the history goes on without it. */
const unlessRefused = <T>(done: Promise<T>): Promise<T | undefined> => done.catch(() => undefined)

async function hear(event: StripeEvent): Promise<void> {
  expect((await deliver(event)).status).toBe(200)
}

const newsOf = ({ account, sessions, intents }: World) => stripe.events(account, Date.now(), [...sessions, ...intents])

function shuffled<T>(list: readonly T[], order: Iterable<number>): T[] {
  const places = order[Symbol.iterator]()
  const left = [...list]
  return Array.from(left, () => left.splice(Number(places.next().value) % left.length, 1)).flat()
}

/**
 * The books are what was asked, less what came in, plus what went back or was taken; each balance is the sum of its rows and never
 * below nothing, and one attempt is open at most.
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
        WHERE invoice_id = i.id AND kind = 'credit_note')), 0) FROM invoices i WHERE customer_id = c.id AND voided_at IS NULL),
      (SELECT coalesce(sum(amount_minor), 0) FROM payments WHERE customer_id = c.id AND method = 'cash')
     FROM customers c WHERE id = ?`,
    customerId,
  )
  const [books, succeeded, broken, asked, cash] = (row ?? []).map(Number)
  const owed = Number(asked) - Number(cash) - sumOf(paid) + sumOf(refunded) + sumOf(disputed)
  expect({ books, succeeded, broken }).toEqual({ books: owed, succeeded: paid.size, broken: 0 })
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
