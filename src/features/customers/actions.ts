import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { endAutopay } from '#features/payments/saved.ts'
import { savedMethods } from '#features/payments/schema.ts'
import { Line, MaybeEmail, MaybeLine, MaybePhone, Text, Ticked, Version } from '#lib/fields.ts'
import { newId, newKey } from '#lib/id.ts'
import { endSessionsOf, ensurePerson, invitationMail, noteLinkSent, personOf } from './contact-changes.ts'
import type { Customer } from './queries.ts'
import { contacts, customers } from './schema.ts'

const details = {
  kind: v.picklist(['company', 'person'], 'Choose company or person'),
  name: Line('Type the name of the company or person'),
  phone: MaybePhone,
  address: Text(400),
  notes: Text(),
  taxExemption: MaybeLine(120),
}
export const CreateCustomer = v.object({ ...details, contactName: MaybeLine(120), email: MaybeEmail, invite: Ticked })
export type CreateCustomer = v.InferOutput<typeof CreateCustomer>
export const UpdateCustomer = v.object({ ...details, version: Version })
export type UpdateCustomer = v.InferOutput<typeof UpdateCustomer>
export const Versioned = v.object({ version: Version })

const linkKeyLength = 10

/** A fresh label for a private link. */
export const newLinkKey = () => newKey(linkKeyLength)

/**
 * Saves a customer with its permanent private link and first contact; mails that contact only when asked to and the portal is on.
 * Call after a read. Twice is the same as once.
 */
export async function createCustomer(ctx: StaffCtx, input: CreateCustomer) {
  const { now } = ctx
  const id = ctx.newId('cus')
  const contactId = newId('con')
  const { email } = input
  const isInvited = input.invite === true && email !== null && ctx.shop.isPortalOn
  const contactName = input.contactName ?? input.name
  const row = {
    name: input.name,
    isCompany: input.kind === 'company',
    phone: input.phone,
    address: input.address || null,
    notes: input.notes,
    taxExemption: input.taxExemption,
  }
  const insertCustomer = sql.insert(customers).values({ id, ...row, linkKey: newLinkKey(), createdAt: now })
  const insertContact = sql.insert(contacts).values({
    id: contactId,
    customerId: id,
    personId: email ? personOf(email) : null,
    name: contactName,
    phone: input.phone,
    hasAccess: email !== null,
    canApprove: true,
    canPay: true,
    seesPrices: true,
    isPrimary: true,
    invitedAt: isInvited ? now : null,
    invitation: isInvited ? 1 : 0,
    createdAt: now,
  })
  await ctx.write(
    {
      kind: 'customer.created',
      subjectId: id,
      customerId: id,
      details: { customer: input.name, contact: contactName },
      mails: isInvited ? [invitationMail(id, contactId)] : [],
    },
    [
      insertCustomer,
      ...(email ? [ensurePerson(now, email, contactName)] : []),
      insertContact,
      ...(isInvited ? [noteLinkSent(now)] : []),
    ],
  )
  return { id, isInvited }
}

/** Changes a customer's own details as the form saw them. Throws conflict when somebody was faster. */
export async function updateCustomer(ctx: StaffCtx, id: string, input: UpdateCustomer) {
  const changed = {
    name: input.name,
    isCompany: input.kind === 'company',
    phone: input.phone,
    address: input.address || null,
    notes: input.notes,
    taxExemption: input.taxExemption,
  }
  await ctx.write({ kind: 'customer.updated', subjectId: id, customerId: id, details: { name: input.name } }, [
    [
      sql
        .update(customers)
        .set({ ...changed, version: nextVersion })
        .where(isAt(id, input.version)),
      exactlyOne('stale'),
    ],
  ])
}

/** Puts a customer away: out of the list of customers, its contacts signed out, their autopay ended. Its work and invoices stay in theirs. */
export async function archiveCustomer(ctx: StaffCtx, customer: Customer, version: number) {
  const archive = sql
    .update(customers)
    .set({ archivedAt: ctx.now, version: nextVersion })
    .where(and(isAt(customer.id, version), isNull(customers.archivedAt)))
  await ctx.write({ kind: 'customer.archived', subjectId: customer.id, customerId: customer.id }, [
    [archive, exactlyOne('stale')],
    endSessionsOf(ctx.now, customer.id),
    endAutopay(ctx.now, eq(savedMethods.customerId, customer.id)),
  ])
}

/** Brings an archived customer back, with its link and its contacts' access; one that was merged stays merged. */
export async function restoreCustomer(ctx: StaffCtx, customer: Customer, version: number) {
  const restore = sql
    .update(customers)
    .set({ archivedAt: null, version: nextVersion })
    .where(and(isAt(customer.id, version), isNotNull(customers.archivedAt), isNull(customers.mergedIntoId)))
  await ctx.write({ kind: 'customer.restored', subjectId: customer.id, customerId: customer.id }, [
    [restore, exactlyOne('stale')],
  ])
}

export const nextVersion = raw`${customers.version} + 1`
export const isAt = (id: string, version: number) => and(eq(customers.id, id), eq(customers.version, version))
