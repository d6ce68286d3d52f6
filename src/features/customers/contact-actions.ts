import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne, Refused } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { endAutopay, forgetMethods } from '#features/payments/saved.ts'
import { savedMethods } from '#features/payments/schema.ts'
import { Line, MaybeEmail, MaybePhone, Ticked, Version } from '#lib/fields.ts'
import {
  assertNotListed,
  endAccess,
  endWays,
  ensurePerson,
  invitationMail,
  invite,
  listedAlready,
  noteLinkSent,
  personOf,
} from './contact-changes.ts'
import type { Contact, Customer } from './queries.ts'
import { contacts } from './schema.ts'
import { noEmail } from './words.ts'

const fields = {
  name: Line('Type the name of the contact', 120),
  email: MaybeEmail,
  phone: MaybePhone,
  canApprove: Ticked,
  canPay: Ticked,
  seesPrices: Ticked,
  canInvite: Ticked,
}
export const AddContact = v.object({ ...fields, access: Ticked })
export type AddContact = v.InferOutput<typeof AddContact>
export const UpdateContact = v.object({ ...fields, version: Version })
export type UpdateContact = v.InferOutput<typeof UpdateContact>
export const SetAccess = v.object({ access: Ticked, version: Version })
export type SetAccess = v.InferOutput<typeof SetAccess>

/** What a form refuses beside its email field. */
export type Saved<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

/** Adds a contact; with access and an email the invitation goes out with it. */
export async function addContact(ctx: StaffCtx, customer: Customer, input: AddContact): Promise<Saved<{ isInvited: boolean }>> {
  if (customer.archivedAt) throw conflict('This customer is archived. Restore it first, then add the contact.')
  const { now } = ctx
  const id = ctx.newId('con')
  const { email } = input
  const hasAccess = input.access === true && email !== null
  // Access can be given while the portal is off; the link to it goes once it is on.
  const isInvited = hasAccess && ctx.shop.isPortalOn
  const insert = sql.insert(contacts).values({
    id,
    customerId: customer.id,
    personId: email ? personOf(email) : null,
    ...rightsOf(input),
    name: input.name,
    phone: input.phone,
    hasAccess,
    isPrimary: isFirst(customer.id),
    invitedAt: isInvited ? now : null,
    invitation: isInvited ? 1 : 0,
    createdAt: now,
  })
  const person = email ? [assertNotListed(customer.id, id, email), ensurePerson(now, email, input.name)] : []
  return saved({ isInvited }, () =>
    ctx.write(
      {
        kind: 'contact.added',
        subjectId: id,
        customerId: customer.id,
        details: { contact: input.name },
        mails: isInvited ? [invitationMail(customer.id, id)] : [],
      },
      [person.flat(), insert, ...(isInvited ? [noteLinkSent(now)] : [])],
    ),
  )
}

/**
 * Changes a contact. Another email is another person: whoever held the old one is signed out, old links stop, and what they kept to
 * pay with is forgotten.
 */
export async function updateContact(ctx: StaffCtx, contact: Contact, input: UpdateContact): Promise<Saved<{ isMoved: boolean }>> {
  const { email } = input
  const isMoved = email !== contact.email
  const update = sql
    .update(contacts)
    .set({ name: input.name, phone: input.phone, ...rightsOf(input), ...(isMoved ? movedTo(email) : {}), version: nextVersion })
    .where(isAt(contact.id, input.version))
  const move: Change[] = isMoved
    ? [endAccess(ctx.now, contact.id), forgetMethods(ctx.now, isKeptBy(contact.id)), endWays(ctx.now, contact.personId)]
    : []
  const person: Change[] =
    isMoved && email ? [assertNotListed(contact.customerId, contact.id, email), ensurePerson(ctx.now, email, input.name)] : []
  const details = { contact: input.name, ...(isMoved ? { emailBefore: contact.email, emailAfter: email } : {}) }
  return saved({ isMoved: isMoved && contact.email !== null }, () =>
    ctx.write({ kind: 'contact.updated', subjectId: contact.id, customerId: contact.customerId, details }, [
      ...person,
      [update, exactlyOne('stale')],
      ...move,
    ]),
  )
}

/** The new mailbox has seen nothing and holds no invitation; without one there is no access. */
function movedTo(email: string | null) {
  const fresh = { invitedAt: null, seenAt: null, invitation: raw`${contacts.invitation} + 1` }
  return email ? { ...fresh, personId: personOf(email) } : { ...fresh, personId: null, hasAccess: false }
}

/** A tick gives access and sends the invitation; un-ticking ends every session, item link and autopay of the contact at once. */
export async function setAccess(ctx: StaffCtx, contact: Contact & { readonly archivedAt: number | null }, input: SetAccess) {
  const isGiven = input.access === true
  if (isGiven === contact.hasAccess) return
  if (isGiven && !contact.email) throw conflict(`${noEmail}. Add an email to ${contact.name} first.`)
  if (isGiven && contact.archivedAt) throw conflict('This customer is archived. Restore it first, then give access.')
  const about = { subjectId: contact.id, customerId: contact.customerId, details: { contact: contact.name } }
  const change = {
    hasAccess: isGiven,
    version: nextVersion,
    ...(isGiven ? {} : { invitation: raw`${contacts.invitation} + 1` }),
  }
  const hasPerson = isGiven ? isNotNull(contacts.personId) : undefined
  const update: Change = [
    sql
      .update(contacts)
      .set(change)
      .where(and(isAt(contact.id, input.version), hasPerson)),
    exactlyOne('stale'),
  ]
  if (!isGiven)
    return ctx.write({ kind: 'contact.access_ended', ...about }, [
      update,
      endAccess(ctx.now, contact.id),
      endWays(ctx.now, contact.personId),
      endAutopay(ctx.now, isKeptBy(contact.id)),
    ])
  if (!ctx.shop.isPortalOn) return ctx.write({ kind: 'contact.access_given', ...about }, [update])
  const mails = [invitationMail(contact.customerId, contact.id)]
  return ctx.write({ kind: 'contact.access_given', ...about, mails }, [update, invite(ctx.now, contact.id)])
}

/**
 * Takes a contact off the customer, and forgets what they kept to pay with. The longest standing of the others becomes the first
 * contact if this one was.
 */
export async function removeContact(
  ctx: StaffCtx | CustomerCtx,
  contact: Pick<Contact, 'id' | 'customerId' | 'personId' | 'name'>,
  version: number,
  guards: readonly Change[] = [],
) {
  const remove = sql
    .update(contacts)
    .set({
      removedAt: ctx.now,
      hasAccess: false,
      isPrimary: false,
      invitation: raw`${contacts.invitation} + 1`,
      version: nextVersion,
    })
    .where(isAt(contact.id, version))
  await ctx.write(
    { kind: 'contact.removed', subjectId: contact.id, customerId: contact.customerId, details: { contact: contact.name } },
    [
      ...guards,
      [remove, exactlyOne('stale')],
      endAccess(ctx.now, contact.id),
      forgetMethods(ctx.now, isKeptBy(contact.id)),
      endWays(ctx.now, contact.personId),
      ensurePrimary(contact.customerId),
    ],
  )
}

/** Whoever may pay sees what there is to pay. */
const rightsOf = ({ canApprove, canPay, seesPrices, canInvite }: AddContact | UpdateContact) => ({
  canInvite: canInvite === true,
  canApprove: canApprove === true,
  canPay: canPay === true,
  seesPrices: seesPrices === true || canPay === true,
})
const isKeptBy = (contactId: string) => eq(savedMethods.contactId, contactId)
const nextVersion = raw`${contacts.version} + 1`
const isAt = (id: string, version: number) => and(eq(contacts.id, id), eq(contacts.version, version), isNull(contacts.removedAt))
const isFirst = (customerId: string) =>
  raw<boolean>`NOT EXISTS (SELECT 1 FROM contacts c WHERE c.customer_id = ${customerId} AND c.is_primary = 1 AND c.removed_at IS NULL)`

/** Every customer with contacts has exactly one first contact. */
export function ensurePrimary(customerId: string) {
  const oldest = raw`(SELECT c.id FROM contacts c WHERE c.customer_id = ${customerId} AND c.removed_at IS NULL ORDER BY c.created_at, c.id LIMIT 1)`
  return sql
    .update(contacts)
    .set({ isPrimary: true })
    .where(and(eq(contacts.id, oldest), isFirst(customerId)))
}

async function saved<T>(value: T, write: () => Promise<unknown>): Promise<Saved<T>> {
  try {
    await write()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof Refused && error.reason === listedAlready) return { ok: false, message: listedAlready }
    throw error
  }
}
