import { and, eq, inArray, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { outbox } from '#features/activity/schema.ts'
import { appointments } from '#features/appointments/schema.ts'
import { approvalRequests, spendingLimits } from '#features/approvals/schema.ts'
import { assetReadings, ownerships } from '#features/assets/schema.ts'
import { deliveries, tasks } from '#features/deliveries/schema.ts'
import { estimates } from '#features/estimates/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { threads } from '#features/messages/schema.ts'
import { handovers } from '#features/passports/schema.ts'
import { endAutopay } from '#features/payments/saved.ts'
import { payments, savedMethods } from '#features/payments/schema.ts'
import { requestDrafts, requests } from '#features/requests/schema.ts'
import { warranties } from '#features/warranties/schema.ts'
import { itemLinks } from '#identity/schema.ts'
import { Version } from '#lib/fields.ts'
import { isAt, newLinkKey, nextVersion } from './actions.ts'
import { ensurePrimary } from './contact-actions.ts'
import { endSessionsOf } from './contact-changes.ts'
import type { Customer } from './queries.ts'
import { contacts, customers, oldLinkKeys } from './schema.ts'

export const MergeCustomer = v.object({
  into: v.pipe(v.string('Choose the customer that stays'), v.maxLength(60)),
  version: Version,
  intoVersion: Version,
})
export type MergeCustomer = v.InferOutput<typeof MergeCustomer>

/**
 * Makes two records of one customer into one: contacts, jobs, invoices and payments go to the survivor, and so does the old link.
 * Autopay ends for both. Ledger and events stay as written. Throws conflict for itself, an archived one, or when either changed meanwhile.
 */
export async function mergeCustomer(ctx: StaffCtx, loser: Customer, survivor: Customer | undefined, input: MergeCustomer) {
  if (!survivor) throw notFound('Customer')
  if (loser.mergedIntoId === survivor.id) return
  assertMergeable(loser, survivor)
  const from = loser.id
  const to = survivor.id
  const details = { customer: loser.name, mergedId: from, notes: loser.notes }
  await ctx.write({ kind: 'customer.merged', subjectId: from, customerId: to, details }, [
    putAway(ctx.now, loser, input),
    absorb(loser, survivor, input),
    leadOn(loser, to),
    endSessionsOf(ctx.now, from),
    ...joinContacts(ctx.now, from, to),
    sql.update(jobs).set({ customerId: to }).where(eq(jobs.customerId, from)),
    sql.update(invoices).set({ customerId: to }).where(eq(invoices.customerId, from)),
    sql.update(estimates).set({ customerId: to }).where(eq(estimates.customerId, from)),
    sql.update(approvalRequests).set({ customerId: to }).where(eq(approvalRequests.customerId, from)),
    sql.update(appointments).set({ customerId: to }).where(eq(appointments.customerId, from)),
    sql.update(requests).set({ customerId: to }).where(eq(requests.customerId, from)),
    sql.update(threads).set({ customerId: to }).where(eq(threads.customerId, from)),
    sql.update(spendingLimits).set({ customerId: to }).where(eq(spendingLimits.customerId, from)),
    sql.update(payments).set({ customerId: to }).where(eq(payments.customerId, from)),
    // Whoever agreed to autopay agreed for one of the two, not for the invoices of the other.
    endAutopay(ctx.now, inArray(savedMethods.customerId, [from, to])),
    sql.update(savedMethods).set({ customerId: to }).where(eq(savedMethods.customerId, from)),
    sql.update(deliveries).set({ customerId: to }).where(eq(deliveries.customerId, from)),
    sql.update(tasks).set({ customerId: to }).where(eq(tasks.customerId, from)),
    ...moveOwned(from, to),
    sql
      .update(outbox)
      .set({ customerId: to })
      .where(and(eq(outbox.customerId, from), isNull(outbox.sentAt))),
  ])
}

/** What they owned, with what was read of it and stands good for it; whoever has a code for it takes it over from the survivor. */
function moveOwned(from: string, to: string): Change[] {
  return [
    sql.update(ownerships).set({ customerId: to }).where(eq(ownerships.customerId, from)),
    sql.update(assetReadings).set({ customerId: to }).where(eq(assetReadings.customerId, from)),
    sql.update(warranties).set({ customerId: to }).where(eq(warranties.customerId, from)),
    sql.update(handovers).set({ customerId: to }).where(eq(handovers.customerId, from)),
  ]
}

/** Says why these two cannot be merged, if they cannot. */
export function assertMergeable(loser: Customer, survivor: Customer) {
  if (loser.id === survivor.id) throw conflict('A customer cannot be merged into itself. Choose another one.')
  if (loser.archivedAt) throw conflict(`${loser.name} is archived. Restore it first, then merge.`)
  if (survivor.archivedAt) throw conflict(`${survivor.name} is archived. Choose a customer that is active.`)
}

function putAway(now: number, loser: Customer, input: MergeCustomer): Change {
  const archive = sql
    .update(customers)
    .set({ archivedAt: now, mergedIntoId: input.into, linkKey: newLinkKey(), version: nextVersion })
    .where(and(isAt(loser.id, input.version), isNull(customers.archivedAt)))
  return [archive, exactlyOne('stale')]
}

/** What the survivor lacks, it takes over; notes of both are kept. */
function absorb(loser: Customer, survivor: Customer, input: MergeCustomer): Change {
  const notes = [survivor.notes, loser.notes].filter(Boolean).join('\n\n')
  const take = sql
    .update(customers)
    .set({ phone: survivor.phone ?? loser.phone, address: survivor.address ?? loser.address, notes, version: nextVersion })
    .where(and(isAt(survivor.id, input.intoVersion), isNull(customers.archivedAt)))
  return [take, exactlyOne('stale')]
}

/** The loser's link, and those of customers merged into it before, lead to the survivor. */
function leadOn(loser: Customer, to: string): Change {
  return [
    sql.update(oldLinkKeys).set({ customerId: to }).where(eq(oldLinkKeys.customerId, loser.id)),
    sql.insert(oldLinkKeys).values({ linkKey: loser.linkKey, customerId: to }),
    sql.update(customers).set({ mergedIntoId: to }).where(eq(customers.mergedIntoId, loser.id)),
  ]
}

/** Somebody listed at both is one contact afterwards, with the ticks of either and the item links of both; the others move over. */
function joinContacts(now: number, from: string, to: string): Change[] {
  const twin = raw`(SELECT t.id FROM contacts t WHERE t.customer_id = ${to} AND t.removed_at IS NULL AND t.person_id = contacts.person_id)`
  const lost = raw`SELECT l.person_id FROM contacts l WHERE l.customer_id = ${from} AND l.removed_at IS NULL AND l.person_id IS NOT NULL`
  const either = (column: string) =>
    raw<boolean>`max(${raw.raw(column)}, (SELECT l.${raw.raw(column)} FROM contacts l
      WHERE l.customer_id = ${from} AND l.removed_at IS NULL AND l.person_id = contacts.person_id))`
  const gain = sql
    .update(contacts)
    .set({
      hasAccess: either('has_access'),
      canApprove: either('can_approve'),
      canPay: either('can_pay'),
      seesPrices: either('sees_prices'),
      canInvite: either('can_invite'),
      version: raw`${contacts.version} + 1`,
    })
    .where(and(eq(contacts.customerId, to), isNull(contacts.removedAt), raw`${contacts.personId} IN (${lost})`))
  const theirs = sql
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.customerId, from), isNull(contacts.removedAt)))
  const twinOf = (table: string) => {
    const its = raw.raw(`${table}.contact_id`)
    return raw<string>`coalesce((SELECT t.id FROM contacts t JOIN contacts l ON l.person_id = t.person_id
      WHERE l.id = ${its} AND t.customer_id = ${to} AND t.removed_at IS NULL), ${its})`
  }
  const collapse = sql
    .update(contacts)
    .set({ removedAt: now, hasAccess: false, isPrimary: false, version: raw`${contacts.version} + 1` })
    .where(and(eq(contacts.customerId, from), isNull(contacts.removedAt), raw`EXISTS ${twin}`))
  const move = sql
    .update(contacts)
    .set({ customerId: to, isPrimary: false, version: raw`${contacts.version} + 1` })
    .where(and(eq(contacts.customerId, from), isNull(contacts.removedAt)))
  return [
    gain,
    sql
      .update(itemLinks)
      .set({ contactId: twinOf('item_links') })
      .where(inArray(itemLinks.contactId, theirs)),
    sql
      .update(deliveries)
      .set({ contactId: twinOf('deliveries') })
      .where(inArray(deliveries.contactId, theirs)),
    sql
      .update(tasks)
      .set({ contactId: twinOf('tasks') })
      .where(inArray(tasks.contactId, theirs)),
    sql
      .update(savedMethods)
      .set({ contactId: twinOf('saved_methods') })
      .where(inArray(savedMethods.contactId, theirs)),
    sql
      .update(requests)
      .set({ contactId: twinOf('requests') })
      .where(inArray(requests.contactId, theirs)),
    sql
      .update(requestDrafts)
      .set({ contactId: twinOf('request_drafts') })
      .where(inArray(requestDrafts.contactId, theirs)),
    collapse,
    move,
    ensurePrimary(to),
  ]
}
