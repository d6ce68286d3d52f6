import { and, eq, ne, type SQL } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { raw, sql, theContact, thePerson } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import type { Account } from './queries.ts'

const theId = raw.placeholder('asked')
const readsInvoices = raw`(${contacts.seesPrices} OR ${contacts.canPay})`
const asked = raw`SELECT r.customer_id FROM approval_requests r WHERE r.subject_id = ${theId} AND r.state <> 'draft'`

/** Whose something is, by the first word of its id, as far as contact `contacts` is shown it: nothing of a draft. */
const owners: Readonly<Record<string, SQL>> = {
  cus: raw`SELECT k.id FROM customers k WHERE k.id = ${theId}`,
  job: raw`SELECT j.customer_id FROM jobs j WHERE j.id = ${theId}`,
  est: raw`${asked} AND r.kind = 'estimate' AND ${readsInvoices}`,
  inv: raw`SELECT i.customer_id FROM invoices i WHERE i.id = ${theId} AND i.sent_at IS NOT NULL AND ${readsInvoices}`,
  prf: raw`${asked} AND r.kind = 'proof'`,
  lim: raw`${asked} AND r.kind = 'limit' AND ${contacts.seesPrices}`,
  apl: raw`SELECT a.customer_id FROM approvals a WHERE a.id = ${theId} AND a.kind <> 'override'`,
  req: raw`SELECT r.customer_id FROM requests r WHERE r.id = ${theId}`,
  apt: raw`SELECT a.customer_id FROM appointments a WHERE a.id = ${theId}`,
  ast: raw`SELECT a.owner_id FROM assets a WHERE a.id = ${theId} AND a.archived_at IS NULL`,
}

const placeOf = (owner: SQL) =>
  sql
    .select({ id: contacts.id, customerId: contacts.customerId, name: customers.name })
    .from(contacts)
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .where(and(eq(contacts.personId, thePerson), ne(contacts.id, theContact), isLetIn, eq(contacts.customerId, raw`(${owner})`)))
    .limit(1)
const places = new Map(Object.entries(owners).map(([kind, owner]) => [kind, placeOf(owner)]))

/**
 * Where this very person has what an address names, if it is another of their customers; undefined for all else, with the same one
 * read whether it belongs to strangers or never was.
 */
export async function findElsewhere(ctx: CustomerCtx, path: string): Promise<Account | undefined> {
  if (ctx.viewer.others.length === 0) return undefined
  const [id = '', kind = ''] = /\b([a-z]{3})_[0-9a-f]{32}\b/.exec(path) ?? []
  const place = places.get(kind)
  if (!place) return undefined
  const [[account]] = await ctx.read([place], { asked: id })
  return account
}
