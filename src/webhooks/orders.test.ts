import { expect, test } from 'vitest'
import { connect, deliver, sessionIn } from '#features/payments/testing.ts'
import { crowdOf } from '#testing/crowd.ts'
import { type StripeEvent, stripe } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'

const totalMinor = 75_420
/** All 720 orders of six cost as much as a hundred other tests: `npm run soak` takes them all, every run one in twenty-four. */
const orders = permutations(6).filter((_, i) => import.meta.env['VITE_SOAK_HISTORIES'] || i % 24 === 0)

const types = [
  ...['payment_intent.succeeded', 'checkout.session.completed', 'refund.created', 'charge.refunded'],
  ...['charge.dispute.created', 'charge.dispute.closed'],
]

test('six events of one payment, with a refund and a dispute that was lost, end alike in every order', async () => {
  const shop = await makeShop()
  const account = await connect(shop, await shop.staff())
  const crowd = await crowdOf(shop, orders.length, [totalMinor])
  const ends = crowd.map(async ({ browser, invoices: [invoice = ''] }, i) => {
    const session = sessionIn((await browser.post(`${shop.base}/invoices/${invoice}/payment`)).location)
    const { payment_intent: intent } = await stripe.pay(session)
    await stripe.refund(intent ?? '', 20)
    await stripe.verdict((await stripe.dispute(intent ?? '')).id, 'lost')
    const events = await stripe.events(account, Date.now(), [session, intent ?? ''])
    const six = types.map((type) => events.find((event) => event.type === type) as StripeEvent)
    for (const at of orders[i] ?? []) expect((await deliver(six[at] as StripeEvent)).status).toBe(200)
    return shop.rows(
      `SELECT p.state, p.refunded_minor, (SELECT group_concat(d.state) FROM disputes d WHERE d.payment_id = p.id), i.balance_minor,
        (SELECT group_concat(kind || ' ' || amount_minor, ', ') FROM (SELECT * FROM ledger WHERE invoice_id = i.id ORDER BY kind))
        FROM payment_parts t JOIN payments p ON p.id = t.payment_id JOIN invoices i ON i.id = t.invoice_id WHERE i.id = ?`,
      invoice,
    )
  })
  const rows = `dispute ${totalMinor}, invoice ${totalMinor}, payment -${totalMinor}, refund 20`
  for (const [i, end] of (await Promise.all(ends)).entries())
    expect([orders[i], ...end]).toEqual([orders[i], ['succeeded', 20, 'lost', totalMinor + 20, rows]])
})

function permutations(n: number): number[][] {
  if (n === 0) return [[]]
  return permutations(n - 1).flatMap((rest) => Array.from({ length: n }, (_, at) => rest.toSpliced(at, 0, n - 1)))
}
