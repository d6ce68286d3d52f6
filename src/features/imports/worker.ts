import { and, eq } from 'drizzle-orm'
import type { SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne, Refused } from '#database/write.ts'
import { newLinkKey } from '#features/customers/actions.ts'
import { personOf } from '#features/customers/contact-changes.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { newId } from '#lib/id.ts'
import { rowsOf } from './actions.ts'
import { type Entry, keyOf, type Planned, planOf } from './plan.ts'
import { findKnown, type Import, importById } from './queries.ts'
import { batchSize } from './rules.ts'
import { importRows, imports } from './schema.ts'

/** What the shop's clock does about lists of customers. No mails. */
export const importWorkers: MailBuilders = {
  'import.batch': async (ctx, payload): Promise<undefined> => {
    const [[one]] = await ctx.read([importById], { import: payload['import'] ?? '' })
    if (one?.state === 'running') await bringIn(ctx, one)
  },
}

/** Brings in the next rows and asks for the ones after them, all of it or none: a batch that comes twice finds the first one's mark. */
async function bringIn(ctx: SystemCtx, one: Import): Promise<void> {
  const rows = rowsOf(one).slice(one.done, one.done + batchSize)
  const planned = planOf(rows, one.mapping, await findKnown(ctx, rows, one.mapping), one.done)
  const { made, changes } = madeOf(ctx.now, one, planned)
  const done = one.done + rows.length
  const isLast = done >= one.total || rows.length === 0
  const mark = sql
    .update(imports)
    .set({ done, ...(isLast ? { state: 'done', finishedAt: ctx.now } : {}), version: raw`${imports.version} + 1` })
    .where(and(eq(imports.id, one.id), eq(imports.done, one.done), eq(imports.state, 'running')))
  const mails = isLast ? [] : [{ kind: 'import.batch', payload: { import: one.id } }]
  try {
    await ctx.write({ kind: 'import.went_on', subjectId: one.id, details: { done }, mails, consequences: made }, [
      [mark, exactlyOne('moved')],
      ...changes,
    ])
  } catch (error) {
    if (!(error instanceof Refused && error.reason === 'moved')) throw error
  }
}

/** The rows of customers, people, contacts and of what became of each line. */
function madeOf(now: number, one: Import, planned: readonly Planned[]) {
  const newCustomers = new Map<string, string>()
  const idsOf = ({ outcome, entry, customerId, contactId }: Planned) => {
    if (!entry || outcome === 'skipped') return { customerId: null, contactId: null }
    if (outcome === 'matched')
      return { customerId: customerId ?? newCustomers.get(keyOf(entry.customer)) ?? null, contactId: contactId ?? null }
    const customer = customerId ?? newCustomers.get(keyOf(entry.customer)) ?? newId('cus')
    if (outcome === 'customer') newCustomers.set(keyOf(entry.customer), customer)
    return { customerId: customer, contactId: newId('con') }
  }
  const all = planned.map((plan) => ({ plan, ...idsOf(plan) }))
  const fresh = all.flatMap(({ plan, customerId, contactId }) => {
    const isNew = plan.outcome === 'customer' || plan.outcome === 'contact'
    return isNew && plan.entry && customerId && contactId ? [{ ...plan, entry: plan.entry, customerId, contactId }] : []
  })
  const companies = fresh.filter(({ outcome }) => outcome === 'customer')
  const emails = [...new Map(fresh.flatMap(({ entry }) => (entry.email ? [[entry.email, entry] as const] : []))).values()]
  const lines = all.map(({ plan, customerId, contactId }) => ({
    ...{ importId: one.id, position: plan.position, outcome: plan.outcome, customerId, contactId, problem: plan.problem ?? null },
    ...{ isNewCustomer: plan.outcome === 'customer', isNewContact: plan.outcome === 'customer' || plan.outcome === 'contact' },
  }))
  const changes: Change[] = [
    ...some(companies, (them) =>
      sql.insert(customers).values(them.map(({ customerId, entry }) => customerRow(now, customerId, entry))),
    ),
    ...some(emails, (them) =>
      sql
        .insert(people)
        .values(them.map(({ email, contact }) => ({ id: newId('per'), email: email ?? '', name: contact, createdAt: now })))
        .onConflictDoNothing({ target: people.email }),
    ),
    ...some(fresh, (them) =>
      sql.insert(contacts).values(them.map((row, i) => contactRow(now, one.givesAccess, row, isFirstOf(them, i)))),
    ),
    ...some(lines, (them) => sql.insert(importRows).values(them)),
  ]
  const made = fresh.map(({ outcome, customerId, contactId, entry }) => ({
    kind: outcome === 'customer' ? 'customer.imported' : 'contact.imported',
    subjectId: outcome === 'customer' ? customerId : contactId,
    ...{ customerId, details: { customer: entry.customer, contact: entry.contact, import: one.id } },
  }))
  return { made, changes }
}

type Fresh = Planned & { readonly entry: Entry; readonly customerId: string; readonly contactId: string }

/** Whether no row before it is of the same customer. */
const isFirstOf = (rows: readonly Fresh[], i: number) =>
  rows.findIndex(({ customerId }) => customerId === rows[i]?.customerId) === i

const some = <T>(rows: T[], insert: (rows: T[]) => Change): Change[] => (rows.length > 0 ? [insert(rows)] : [])

const customerRow = (createdAt: number, id: string, { customer, isCompany, phone, address, notes }: Entry) => ({
  ...{ id, name: customer, isCompany, phone, address, notes, linkKey: newLinkKey(), createdAt },
})

/** The first contact of a new customer may do everything, as one typed by hand; others read and see prices until somebody ticks more. */
function contactRow(createdAt: number, givesAccess: boolean, row: Fresh, isFirstOfRest: boolean) {
  const { entry, outcome, customerId, contactId } = row
  const isFirst = outcome === 'customer'
  return {
    ...{ id: contactId, customerId, name: entry.contact, phone: entry.phone, createdAt },
    ...{ personId: entry.email ? personOf(entry.email) : null, hasAccess: givesAccess && entry.email !== null },
    ...{ canApprove: isFirst, canPay: isFirst, seesPrices: true },
    isPrimary: isFirst || (isFirstOfRest && hasNoPrimary(customerId)),
  }
}

const hasNoPrimary = (customerId: string) =>
  raw<boolean>`NOT EXISTS (SELECT 1 FROM contacts c WHERE c.customer_id = ${customerId} AND c.removed_at IS NULL AND c.is_primary = 1)`
