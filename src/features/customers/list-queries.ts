import { and, asc, eq } from 'drizzle-orm'
import type { BaseCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { countDue } from '#features/invoices/counters.ts'
import { pageOf, pageSize, patternsOf } from './rules.ts'
import { contacts, customers, people } from './schema.ts'

export type Shelf = 'active' | 'archived'
export const portalFilters = ['', 'waiting', 'invited', 'active'] as const
export type PortalFilter = (typeof portalFilters)[number]

const like = raw.placeholder('like')
const digits = raw.placeholder('digits')
const digitsOf = (column: string) =>
  raw.raw(`${[' ', '-', '(', ')', '.', '+', '/'].reduce((text, sign) => `replace(${text}, '${sign}', '')`, column)}`)

// Merged ones are no customers any more: their record leads to the survivor.
const isOnShelf = raw`customers.merged_into_id IS NULL AND (customers.archived_at IS NOT NULL) = ${raw.placeholder('isArchived')}`
const isMatch = raw`(customers.name LIKE ${like} ESCAPE '\\' OR ${digitsOf('customers.phone')} LIKE ${digits} OR EXISTS (
  SELECT 1 FROM contacts c LEFT JOIN people p ON p.id = c.person_id
  WHERE c.customer_id = customers.id AND c.removed_at IS NULL
    AND (c.name LIKE ${like} ESCAPE '\\' OR p.email LIKE ${like} ESCAPE '\\' OR ${digitsOf('c.phone')} LIKE ${digits})))`
const firstContact = raw`(SELECT c.id FROM contacts c WHERE c.customer_id = customers.id AND c.removed_at IS NULL ORDER BY c.is_primary DESC, c.created_at, c.id LIMIT 1)`

const letIn = raw`FROM contacts c WHERE c.customer_id = customers.id AND c.removed_at IS NULL AND c.has_access = 1 AND c.person_id IS NOT NULL`
const latestSeen = raw<
  number | null
>`(SELECT nullif(max(max(coalesce(c.seen_at, 0), coalesce((SELECT max(s.seen_at) FROM sessions s
  WHERE s.contact_id = c.id AND s.person_id = c.person_id), 0))), 0) ${letIn})`
const latestInvited = raw<number | null>`(SELECT max(c.invited_at) ${letIn})`
const isLetInThere = raw<boolean>`EXISTS (SELECT 1 ${letIn})`.mapWith(Boolean)
/** How far the customer's people have come into the portal, for a list that shows only some. */
const isThere = raw`CASE ${raw.placeholder('portal')} WHEN '' THEN 1
  WHEN 'active' THEN ${latestSeen} IS NOT NULL
  WHEN 'invited' THEN ${latestSeen} IS NULL AND ${latestInvited} IS NOT NULL
  ELSE ${isLetInThere} AND ${latestSeen} IS NULL AND ${latestInvited} IS NULL END`

const customersFound = sql
  .select({
    id: customers.id,
    name: customers.name,
    phone: raw<string | null>`coalesce(customers.phone, contacts.phone)`,
    contactName: contacts.name,
    email: people.email,
    seenAt: latestSeen,
    invitedAt: latestInvited,
    hasAccess: isLetInThere,
    activeJobs: raw<number>`(SELECT count(*) FROM jobs j WHERE j.customer_id = customers.id AND j.is_closed = 0)`,
    openInvoices: countDue(customers.id),
    openMinor: raw<number>`(SELECT coalesce(sum(i.balance_minor), 0) FROM invoices i
      WHERE i.customer_id = customers.id AND i.balance_minor > 0 AND i.voided_at IS NULL AND i.sent_at IS NOT NULL)`,
  })
  .from(customers)
  .leftJoin(contacts, eq(contacts.id, firstContact))
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(and(isOnShelf, isMatch, isThere, raw`customers.id <> ${raw.placeholder('without')}`))
  .orderBy(raw`customers.name COLLATE NOCASE`, asc(customers.id))
  .limit(raw.placeholder('limit'))
  .offset(raw.placeholder('offset'))
export type CustomerFound = Awaited<ReturnType<typeof customersFound.execute>>[number]

const countFound = sql
  .select({ of: raw<number>`count(*)` })
  .from(customers)
  .where(and(isOnShelf, isMatch, isThere))
const countAll = sql.select({ of: raw<number>`count(*)` }).from(customers).where(raw`customers.merged_into_id IS NULL`)

export interface ListQuery {
  readonly search: string
  readonly shelf: Shelf
  /** Only those that came so far. */
  readonly portal: PortalFilter
  readonly page: string | undefined
}

/** One page of 50, how many match, and whether the shop has any customer at all. */
export async function listCustomers(ctx: BaseCtx, { search, shelf, portal, page }: ListQuery) {
  const asked = pageOf(page, Number.MAX_SAFE_INTEGER).page
  const values = {
    ...patternsOf(search),
    isArchived: shelf === 'archived' ? 1 : 0,
    portal,
    without: '',
    limit: pageSize,
    offset: (asked - 1) * pageSize,
  }
  const [rows, [found], [all]] = await ctx.read([customersFound, countFound, countAll], values)
  const total = found?.of ?? 0
  return { rows, total, hasAny: (all?.of ?? 0) > 0, ...pageOf(page, total) }
}

const mostSurvivors = 20
/** Whom a customer may be merged into: active ones that match, without itself. */
export const survivorsFound = customersFound
export const survivorValues = (search: string, without: string) => ({
  ...patternsOf(search),
  isArchived: 0,
  portal: '',
  without,
  limit: mostSurvivors,
  offset: 0,
})
