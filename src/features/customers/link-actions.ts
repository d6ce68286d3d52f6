import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { portalIsOff } from '#features/settings/rules.ts'
import { profile } from '#features/settings/schema.ts'
import { isAt, newLinkKey, nextVersion } from './actions.ts'
import { invitationMail, invite } from './contact-changes.ts'
import type { Contact, Customer } from './queries.ts'
import { customers, oldLinkKeys } from './schema.ts'
import { noEmail } from './words.ts'

export const SendLink = v.object({ contact: v.pipe(v.string('Choose whom to send it to'), v.maxLength(60)) })
export type SendLink = v.InferOutput<typeof SendLink>

/** Mails one contact the permanent link with a one-press sign-in. Invitations mailed before stop working. */
export async function sendPortalLink(ctx: StaffCtx, customer: Customer, contacts: readonly Contact[], input: SendLink) {
  const contact = contacts.find(({ id }) => id === input.contact)
  if (!contact) throw notFound('Contact')
  if (customer.archivedAt) throw conflict('This customer is archived. Restore it first, then send the link.')
  if (!ctx.shop.isPortalOn) throw conflict(portalIsOff)
  if (!contact.email) throw conflict(`${noEmail}. Add an email to ${contact.name} first, then send the link.`)
  if (!contact.hasAccess) throw conflict(`${contact.name} has no access. Tick it first: that sends the link too.`)
  const details = { contact: contact.name }
  const mails = [invitationMail(customer.id, contact.id)]
  await ctx.write({ kind: 'link.sent', subjectId: contact.id, customerId: customer.id, details, mails }, [
    invite(ctx.now, contact.id),
  ])
}

/** Remembers that the shop took a link along, which is one of its setup steps. */
export async function noteLinkCopied(ctx: StaffCtx, customer: Customer) {
  const first = sql.update(profile).set({ linkCopiedAt: raw`coalesce(${profile.linkCopiedAt}, ${ctx.now})` })
  await ctx.write({ kind: 'link.copied', subjectId: customer.id, customerId: customer.id }, [first])
}

/** A new private link: the old one, and every one that led here since a merge, stops at once. Whoever is signed in stays in. */
export async function regenerateLink(ctx: StaffCtx, customer: Customer, version: number) {
  if (customer.archivedAt) throw conflict('This customer is archived. Restore it first, then make a new link.')
  const renew = sql
    .update(customers)
    .set({ linkKey: newLinkKey(), version: nextVersion })
    .where(and(isAt(customer.id, version), isNull(customers.archivedAt)))
  await ctx.write({ kind: 'link.regenerated', subjectId: customer.id, customerId: customer.id }, [
    [renew, exactlyOne('stale')],
    sql.delete(oldLinkKeys).where(eq(oldLinkKeys.customerId, customer.id)),
  ])
}
