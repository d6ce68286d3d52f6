import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliver, eventsOf, openTill, sessionIn, totalMinor } from '#features/payments/testing.ts'
import { type StripeEvent, stripe } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

/** How many histories; `npm run soak` asks for more. */
const runs = Number(import.meta.env['VITE_SOAK_RUNS'] ?? 25)

type Till = Awaited<ReturnType<typeof openTill>>
interface World extends Till {
  readonly shop: TestShop
  /** Where this account's events about money begin. */
  readonly first: number
  readonly sessions: string[]
}

const names = [
  ...['press', 'press', 'pay', 'pay', 'refuse', 'expire', 'refund', 'hear', 'hear', 'hear', 'twice'],
  ...['cash', 'revise', 'void'],
] as const
type Act = readonly [name: (typeof names)[number], pick: number, amount: number]

const act = fc.tuple(fc.constantFrom(...names), fc.nat(60), fc.integer({ min: 1, max: 90_000 }))
// Most begin with somebody who goes to pay, or little would happen in so few acts.
const history = fc.tuple(fc.array(act, { minLength: 2, maxLength: 10 }), fc.infiniteStream(fc.nat(1000)))

test('through histories of paying, refusing, giving back and changing, the books end as Stripe says, however it tells them', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ([acts, order]) => {
      const shop = await makeShop()
      const till = await openTill(shop)
      const world: World = { ...till, shop, first: (await eventsOf(till.account)).length, sessions: [] }
      await play(world, ['press', 0, 1])
      for (const one of acts) {
        await play(world, one)
        await checkBooks(world)
      }
      for (const event of shuffled(await newsOf(world), order)) {
        await hear(event)
        await checkBooks(world)
      }
      await checkAgainstStripe(world)
    }),
    { numRuns: runs, endOnFailure: true },
  )
})

async function play(world: World, [name, pick, amount]: Act): Promise<void> {
  const { shop, desk, invoice, pay, sessions } = world
  const session = sessions[pick % Math.max(1, sessions.length)]
  switch (name) {
    case 'press': {
      const led = await pay()
      // Refused with a reason: void, settled, or less than Stripe takes.
      expect([303, 409]).toContain(led.status)
      const offered = sessionIn(led.location)
      if (offered && !sessions.includes(offered)) sessions.push(offered)
      return
    }
    case 'pay':
    case 'refuse':
      return session ? unlessRefused(stripe.pay(session, name === 'pay' ? 'good' : 'refused')) : undefined
    case 'expire':
      return session ? unlessRefused(stripe.expire(session)) : undefined
    case 'refund': {
      const { paid } = totalsOf(await newsOf(world))
      const intent = [...paid.keys()][pick % Math.max(1, paid.size)]
      return intent ? unlessRefused(stripe.refund(intent, amount)) : undefined
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
    default:
      return name satisfies never
  }

  /** A button of the desk, done or refused: never a failure. */
  async function press(what: string, fields: Record<string, string | string[]>) {
    const [[version] = []] = await shop.rows('SELECT version FROM invoices WHERE id = ?', invoice)
    const { status } = await desk.post(`${shop.desk}/invoices/${invoice}${what}`, { version: String(version), ...fields })
    expect([303, 409]).toContain(status)
  }
}

const inDollars = (minor: number) => (minor / 100).toFixed(2)

/** What Stripe refuses, nobody can do: the history goes on without it. */
async function unlessRefused(done: Promise<unknown>): Promise<void> {
  await done.catch(() => {})
}

async function hear(event: StripeEvent): Promise<void> {
  expect((await deliver(event)).status).toBe(200)
}

const newsOf = async ({ account, first }: World) => (await eventsOf(account)).slice(first)

function shuffled<T>(list: readonly T[], order: Iterable<number>): T[] {
  const places = order[Symbol.iterator]()
  const left = [...list, ...list]
  return Array.from(left, () => left.splice(Number(places.next().value) % left.length, 1)).flat()
}

/** What holds at every moment: the balance is the sum of the ledger, nothing is in it twice, one attempt is open at most. */
async function checkBooks({ shop, invoice }: World): Promise<void> {
  const [row] = await shop.rows(
    `SELECT balance_minor, (SELECT sum(amount_minor) FROM ledger WHERE invoice_id = i.id),
      (SELECT count(*) FROM payment_parts WHERE invoice_id = i.id AND is_open = 1) <= 1,
      (SELECT count(*) = count(DISTINCT source) FROM ledger),
      (SELECT count(*) = count(DISTINCT payment_id || kind) FROM ledger WHERE kind IN ('payment', 'credit'))
     FROM invoices i WHERE id = ?`,
    invoice,
  )
  const [balance] = row ?? []
  expect(row).toEqual([balance, balance, 1, 1, 1])
}

/** What holds once everything was told: what is left, less credit, is what was asked, less what came in, plus what went back. */
async function checkAgainstStripe(world: World): Promise<void> {
  const { shop, invoice } = world
  const { paid, refunded } = totalsOf(await newsOf(world))
  const [row] = await shop.rows(
    `SELECT balance_minor + (SELECT coalesce(sum(amount_minor), 0) FROM ledger WHERE invoice_id IS NULL), balance_minor >= 0, CASE WHEN voided_at IS NULL THEN total_minor ELSE 0 END,
      (SELECT coalesce(sum(amount_minor), 0) FROM payments WHERE method = 'cash')
     FROM invoices WHERE id = ?`,
    invoice,
  )
  const [balance, isOwed, asked, cash] = (row ?? []).map(Number)
  // What came in beyond what was due is the customer's credit: no invoice owes less than nothing.
  expect({ balance, isOwed }).toEqual({ balance: Number(asked) - Number(cash) - sumOf(paid) + sumOf(refunded), isOwed: 1 })
  expect(await shop.rows("SELECT count(*) FROM payments WHERE method = 'stripe' AND state = 'succeeded'")).toEqual([[paid.size]])
  expect(await shop.rows("SELECT amount_minor FROM ledger WHERE kind = 'invoice'")).toEqual([[totalMinor]])
}

const sumOf = (amounts: ReadonlyMap<string, number>) => [...amounts.values()].reduce((sum, amount) => sum + amount, 0)

interface StripeObject {
  readonly id: string
  readonly amount: number
}

/** What came in and what went back, by Stripe's own objects. */
function totalsOf(events: readonly StripeEvent[]) {
  const of = (type: string) =>
    new Map(
      events
        .filter((event) => event.type === type)
        .map(({ payload }): [string, number] => {
          const { data }: { data: { object: StripeObject } } = JSON.parse(payload)
          return [data.object.id, data.object.amount]
        }),
    )
  return { paid: of('payment_intent.succeeded'), refunded: of('refund.created') }
}
