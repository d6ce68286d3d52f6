import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { events } from '#features/activity/schema.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { invoiceLines, invoices } from '#features/invoices/schema.ts'
import { jobLines, jobs } from '#features/jobs/schema.ts'
import { ledger, payments } from '#features/payments/schema.ts'
import { itemLinks, sessions } from '#identity/schema.ts'
import { bodyOf, newId, newKey } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { inParts } from './seed-directory.ts'
import { cookieFor, type Shop, sessionRow } from './seed-shop.ts'

export interface Amounts {
  readonly openJobs: number
  readonly closedJobs: number
  readonly dueInvoices: number
  readonly paidInvoices: number
  /** Of each invoice. */
  readonly lines: number
}
export interface Customer {
  readonly customerId: string
  readonly contactId: string
  readonly cookie: string
  readonly firstInvoice: string
  /** Where a mailed link to it leads. */
  readonly invoiceLink: string
}

const day = 86_400_000
const wares = [
  'Navy polos, left chest',
  'Stone caps, front',
  'Charcoal hoodies, full back',
  'Canvas aprons, pocket',
  'Softshell jackets',
]
const onDay = (at: number) => new Date(at).toISOString().slice(0, 10)
const numbers = { job: 1000, invoice: 1000 }

/** A customer with this much work and money, and one contact who is signed in. */
export async function seedCustomer(shop: Shop, host: string, amounts: Amounts): Promise<Customer> {
  const { database } = shop.tenant
  const id = { customer: newId('cus'), contact: newId('con'), person: newId('per'), session: newId('ses') }
  const createdAt = Date.now() - 400 * day
  const rights = { hasAccess: true, canApprove: true, canPay: true, seesPrices: true, isPrimary: true }
  await write(database, [
    sql.insert(customers).values({ id: id.customer, name: 'Riverside Brewing Co.', linkKey: newKey(10), createdAt }),
    sql.insert(people).values({ id: id.person, email: `${newKey(8)}@customer.example`, name: 'Dana Whitfield', createdAt }),
    sql.insert(contacts).values({
      ...{ id: id.contact, customerId: id.customer, personId: id.person, name: 'Dana Whitfield', createdAt },
      ...rights,
    }),
    sql.insert(sessions).values({ ...sessionRow(id.session, host), personId: id.person, contactId: id.contact }),
  ])
  await seedJobs(shop, id.customer, amounts)
  const firstInvoice = await seedInvoices(shop, id.customer, amounts)
  const claims = { kind: 'customer' as const, session: id.session, contact: id.contact, person: id.person, customer: id.customer }
  const link = newId('lnk')
  await write(database, [
    sql.insert(itemLinks).values({
      ...{ id: link, purpose: 'invoice', subjectId: firstInvoice, contactId: id.contact },
      ...{ mailedAt: Date.now(), createdAt: Date.now() },
    }),
  ])
  const token = await makeToken(shop.tenant.keys, 'inv', shop.tenant.key, bodyOf(link), 1)
  const cookie = await cookieFor(shop, host, claims)
  return { customerId: id.customer, contactId: id.contact, cookie, firstInvoice, invoiceLink: `/view/invoice/${token}` }
}

async function seedJobs(shop: Shop, customerId: string, { openJobs, closedJobs }: Amounts) {
  const done = shop.statuses.filter(({ stage }) => stage === 'done')
  const open = shop.statuses.filter(({ stage }) => !['done', 'cancelled', 'on_hold'].includes(stage))
  const rows = Array.from({ length: openJobs + closedJobs }, (_, i) => {
    const isClosed = i >= openJobs
    const way = isClosed ? done : open
    const at = Date.now() - (i + 1) * 3_600_000
    return {
      ...{ id: newId('job'), number: ++numbers.job, customerId, title: wares[i % wares.length] ?? '', isClosed },
      ...{
        statusId: way[i % way.length]?.id ?? '',
        statusAt: at,
        pieces: 12 + (i % 90),
        dueOn: onDay(Date.now() + (i % 30) * day),
      },
      ...{ advisorId: shop.advisorId, poNumber: `PO-${i}`, createdAt: at },
    }
  })
  for (const some of inParts(rows, 500)) {
    await write(shop.tenant.database, [
      sql.insert(jobs).values(some),
      sql.insert(jobLines).values(some.flatMap((job) => lineRows(2).map((line) => ({ ...line, jobId: job.id })))),
      sql.insert(events).values(some.map((job) => createdEvent(job, shop.advisorId))),
    ])
  }
}

function createdEvent(job: { id: string; customerId: string; statusId: string; createdAt: number }, advisorId: string) {
  return {
    ...{ id: newId('evt'), kind: 'job.created', subjectId: job.id, jobId: job.id, customerId: job.customerId },
    ...{ audience: 'customer' as const, actorKind: 'staff', actorId: advisorId, actorName: 'Marcus Bell' },
    ...{ facts: { to: job.statusId }, requestId: newId('req'), at: job.createdAt },
  }
}

async function seedInvoices(shop: Shop, customerId: string, { dueInvoices, paidInvoices, lines }: Amounts): Promise<string> {
  const totalMinor = lines * 24_000
  const rows = Array.from({ length: dueInvoices + paidInvoices }, (_, i) => {
    const at = Date.now() - (i + 1) * 7_200_000
    return {
      ...{ id: newId('inv'), number: `INV-${++numbers.invoice}`, customerId, title: wares[i % wares.length] ?? '' },
      ...{ currency: 'USD', totalMinor, issuedOn: onDay(at), dueOn: onDay(Date.now() + (i % 14) * day) },
      ...{ edition: 1, sentAt: at, createdAt: at },
    }
  })
  for (const [part, some] of inParts(rows, 200).entries()) {
    const paid = some.filter((_, i) => part * 200 + i >= dueInvoices)
    const received = paid.map(({ id, sentAt }) => ({ id: newId('pay'), invoiceId: id, at: sentAt + day }))
    await write(shop.tenant.database, [
      sql.insert(invoices).values(some),
      sql.insert(invoiceLines).values(some.flatMap(({ id }) => lineRows(lines).map((line) => ({ ...line, invoiceId: id })))),
      sql.insert(ledger).values(some.map(({ id, sentAt }) => movement('invoice', totalMinor, id, undefined, sentAt))),
      ...(received.length === 0
        ? []
        : [
            sql.insert(payments).values(received.map(({ id, at }) => paymentRow(id, at))),
            sql
              .insert(ledger)
              .values(received.map(({ id, invoiceId, at }) => movement('payment', -totalMinor, invoiceId, id, at))),
          ]),
    ])
  }
  return rows[0]?.id ?? ''

  function movement(
    kind: 'invoice' | 'payment',
    amountMinor: number,
    invoiceId: string,
    paymentId: string | undefined,
    at: number,
  ) {
    return { id: newId('led'), kind, amountMinor, currency: 'USD', customerId, invoiceId, paymentId, source: newId('src'), at }
  }
  function paymentRow(id: string, at: number) {
    const state = { method: 'check' as const, state: 'succeeded' as const, amountMinor: totalMinor, currency: 'USD' }
    return { id, customerId, ...state, receivedOn: onDay(at), createdAt: at, settledAt: at }
  }
}

function lineRows(count: number) {
  return Array.from({ length: count }, (_, position) => ({
    ...{ id: newId('lin'), lineKey: newKey(10), position, name: wares[position % wares.length] ?? '', detail: 'Thread 1845' },
    ...{ quantity: 24_000, unitPriceMinor: 1_000, discountPpm: 0, taxPpm: 0 },
  }))
}
