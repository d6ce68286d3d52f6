import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { events } from '#features/activity/schema.ts'
import { portalIsOff } from '#features/settings/rules.ts'
import { unaskedLimit } from '#identity/open-context.ts'
import { List } from '#lib/fields.ts'
import { turnsLeft } from '#platform/tenants/limits.ts'
import { invitationMail, noteLinkSent } from './contact-changes.ts'
import { lastSeen } from './queries.ts'
import { portalStateOf } from './rules.ts'
import { contacts, customers, people } from './schema.ts'

const most = 100
export const InviteMany = v.object({
  customers: v.pipe(List(v.pipe(v.string(), v.maxLength(60)), most), v.minLength(1, 'Tick the customers to invite first')),
})

/** Why somebody was not invited. */
export const skips = ['archived', 'nobody', 'no email', 'access off', 'invited', 'active', 'limit'] as const
/** Of whom: reports of before do not know. */
const customerId = v.optional(v.string())
const Report = v.object({
  invited: v.array(v.object({ customerId, customer: v.string(), contact: v.string(), email: v.string() })),
  skipped: v.array(v.object({ customerId, customer: v.string(), contact: v.string(), why: v.picklist(skips) })),
})
export type Report = v.InferOutput<typeof Report>
type Skip = Report['skipped'][number]

const listed = raw`(SELECT value FROM json_each(${raw.placeholder('ids')}))`
const theirContacts = sql
  .select({
    customerId: customers.id,
    customerName: customers.name,
    archivedAt: customers.archivedAt,
    id: contacts.id,
    name: contacts.name,
    email: people.email,
    hasAccess: contacts.hasAccess,
    invitedAt: contacts.invitedAt,
    seenAt: lastSeen,
  })
  .from(customers)
  .leftJoin(contacts, and(eq(contacts.customerId, customers.id), isNull(contacts.removedAt)))
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(raw`${customers.id} IN ${listed}`)
  .orderBy(raw`${customers.name} COLLATE NOCASE`, customers.id, raw`${contacts.isPrimary} DESC`, contacts.createdAt)
type Row = Awaited<ReturnType<typeof theirContacts.execute>>[number]

/**
 * Invites everybody with access at these customers who was not invited yet, as far as the day's mails reach, in one write; says of
 * whoever was left out why. Returns the id of its report. Throws conflict while the portal is off.
 */
export async function inviteMany(ctx: StaffCtx, ids: readonly string[]): Promise<string> {
  const rows = await ctx.read([theirContacts], { ids: JSON.stringify(ids) }).then(([found]) => found)
  if (!ctx.shop.isPortalOn) throw conflict(portalIsOff)
  const left = await turnsLeft(ctx.deps, unaskedLimit(ctx.tenant))
  const asked = rows.map((row) => ({ row, why: whyNot(row) }))
  const waiting = asked.flatMap(({ row, why }) =>
    why === undefined && row.id && row.email ? [{ ...row, id: row.id, email: row.email }] : [],
  )
  const invited = waiting.slice(0, left)
  const late = waiting.slice(left).map((row) => skipOf(row, 'limit'))
  const skipped = [...asked.flatMap(({ row, why }) => (why ? [skipOf(row, why)] : [])), ...late]
  const report: Report = {
    invited: invited.map(({ customerId, customerName, name, email }) => ({
      customerId,
      customer: customerName,
      contact: name ?? '',
      email,
    })),
    skipped,
  }
  const id = ctx.newId('ivs')
  await ctx.write(
    {
      ...{ kind: 'invitations.sent', subjectId: id, details: report },
      mails: invited.map(({ customerId, id: contact }) => invitationMail(customerId, contact)),
      consequences: invited.map(({ customerId, id: contact, name }) => ({
        ...{ kind: 'link.sent', subjectId: contact, customerId, details: { contact: name } },
      })),
    },
    invited.length > 0
      ? [[inviteAll(ctx.now, invited), assert(raw`changes() = ${invited.length}`, 'stale')], noteLinkSent(ctx.now)]
      : [],
  )
  return id
}

function inviteAll(now: number, invited: readonly { readonly id: string }[]) {
  const those = inArray(
    contacts.id,
    invited.map(({ id }) => id),
  )
  return sql
    .update(contacts)
    .set({ invitedAt: now, invitation: raw`${contacts.invitation} + 1` })
    .where(and(those, eq(contacts.hasAccess, true), isNotNull(contacts.personId), isNull(contacts.removedAt)))
}

function whyNot(row: Row): Skip['why'] | undefined {
  if (row.archivedAt !== null) return 'archived'
  if (row.id === null) return 'nobody'
  if (!row.hasAccess) return row.email ? 'access off' : 'no email'
  const state = portalStateOf({ email: row.email, hasAccess: row.hasAccess, invitedAt: row.invitedAt, seenAt: row.seenAt })
  return state === 'active' || state === 'invited' || state === 'no email' ? state : undefined
}

const skipOf = (
  { customerId, customerName, name }: Pick<Row, 'customerId' | 'customerName' | 'name'>,
  why: Skip['why'],
): Skip => ({
  ...{ customerId, customer: customerName, contact: name ?? '', why },
})

const reportById = sql
  .select({ details: events.details, at: events.at })
  .from(events)
  .where(and(eq(events.subjectId, raw.placeholder('report')), eq(events.kind, 'invitations.sent')))
  .limit(1)

/** What became of one round of invitations. */
export async function getReport(ctx: StaffCtx, id: string): Promise<Report> {
  const [[row]] = await ctx.read([reportById], { report: id })
  const report = v.safeParse(Report, row?.details)
  if (!report.success) throw notFound('Report')
  return report.output
}
