import { Agent, request } from 'node:http'
import { and, isNull } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { invoices } from '#features/invoices/schema.ts'
import { paymentParts, payments } from '#features/payments/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { newId } from '#lib/id.ts'
import { stripeAccounts } from '#platform/tenants/schema.ts'
import { hosts, type Place } from './place.ts'
import { seedCustomer } from './seed-customer.ts'
import { type Shop, seedShop } from './seed-shop.ts'
import type { StripeEvent } from './stripe.ts'
import { median } from './usage.ts'

export interface PaidFigure {
  readonly atOnce: number
  /** From the event's arrival to the answer, by when its invoice is paid: ms. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly perSecond: number
}

const atOnce = 50

/** Customers pay by card; Stripe tells of fifty at once, `rounds` times. Throws when one of their invoices is not paid by the answer. */
export async function measurePaid(place: Place, port: number, rounds: number): Promise<PaidFigure> {
  const shop = await seedShop(place.deps, 'bench-paid')
  const account = await connect(place, shop)
  const amounts = { openJobs: 0, closedJobs: 0, dueInvoices: atOnce * rounds, paidInvoices: 0, lines: 1 }
  await seedCustomer(shop, hosts.portal, amounts)
  await payAll(place, shop, account)
  const events = (await place.stripe.events(account)).filter(({ type }) => type === 'checkout.session.completed')
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const took: number[] = []
  let seconds = 0
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const some = events.slice(round * atOnce, (round + 1) * atOnce)
    took.push(...(await Promise.all(some.map((event) => post(event, port, agent)))))
    seconds += (performance.now() - began) / 1000
  }
  agent.destroy()
  const [unpaid] = await read(
    shop.tenant.database,
    [sql.select({ count: raw<number>`count(*)` }).from(invoices).where(isNull(invoices.settledAt))],
    {},
  )
  if (unpaid[0]?.count !== 0 || took.length !== atOnce * rounds) throw new Error(`${unpaid[0]?.count} invoices are not paid`)
  const sorted = took.sort((a, b) => a - b)
  const p99Ms = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0
  return { atOnce, p50Ms: median(sorted), p99Ms, perSecond: took.length / seconds }
}

async function connect({ deps, stripe }: Place, { tenant }: Shop): Promise<string> {
  const { id } = await deps.payments.createAccount('bench-paid', { name: 'Bench', email: 'bench@shop.example' })
  await stripe.onboard(id)
  await write(deps.directory, [sql.insert(stripeAccounts).values({ account: id, shopKey: tenant.key })])
  await write(tenant.database, [sql.update(profile).set({ stripeAccount: id, stripeState: 'ready' })])
  return id
}

/** An attempt at Stripe for each open invoice, as the product makes them, and its customer's card taken. */
async function payAll({ deps, stripe }: Place, { tenant }: Shop, account: string): Promise<void> {
  const open = sql
    .select({ id: invoices.id, customerId: invoices.customerId, amountMinor: invoices.balanceMinor, label: invoices.title })
    .from(invoices)
    .where(and(isNull(invoices.settledAt), isNull(invoices.voidedAt)))
  const [due] = await read(tenant.database, [open], {})
  const url = `http://${hosts.portal}/`
  for (const { id, customerId, amountMinor, label } of due) {
    const key = newId('pay')
    const checkout = await deps.payments.createCheckout({
      ...{ account, key, currency: 'USD', lines: [{ label, amountMinor }], email: 'dana@riverside.example' },
      ...{ successUrl: url, cancelUrl: url, expiresAt: Date.now() + 3_600_000 },
    })
    const at = { createdAt: Date.now(), expiresAt: Date.now() + 3_600_000 }
    await write(tenant.database, [
      sql.insert(payments).values({
        ...{ id: key, customerId, method: 'stripe', state: 'open', amountMinor, currency: 'USD', account },
        ...{ checkoutSession: checkout.id, ...at },
      }),
      sql.insert(paymentParts).values({ id: newId('par'), paymentId: key, invoiceId: id, amountMinor }),
    ])
    await stripe.pay(checkout.id)
  }
}

/** Posts one event as Stripe does; gives how long its answer took, ms. */
function post({ payload, signature }: StripeEvent, port: number, agent: Agent): Promise<number> {
  const began = performance.now()
  const headers = { host: hosts.portal, 'content-type': 'application/json', 'stripe-signature': signature }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/webhooks/stripe', method: 'POST', headers, agent }, (response) => {
      response.resume()
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - began)
        else reject(new Error(`An event was answered ${response.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(payload)
  })
}
