import { and, eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, type Guard, Refused } from '#database/write.ts'
import { conflict, tooMany } from '#errors.ts'
import { removeContact } from '#features/customers/contact-actions.ts'
import {
  assertNotListed,
  ensurePerson,
  invitationMail,
  listedAlready,
  noteLinkSent,
  personOf,
} from '#features/customers/contact-changes.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import { changesOf } from '#features/profile/rules.ts'
import { shopMails } from '#features/profile/told.ts'
import { Email, Line, MaybePhone, Text, Ticked, Version } from '#lib/fields.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import type { Colleague, Company } from './queries.ts'
import { type AccountSettings, handedOn, mayRemove } from './rules.ts'
import { peopleWords as words } from './words.ts'

export const inviteColleague = () =>
  v.object({
    ...{ name: Line(words.wrong.name, 120), email: Email, phone: MaybePhone },
    ...{ canApprove: Ticked, canPay: Ticked, seesPrices: Ticked },
  })
type InviteColleague = v.InferOutput<ReturnType<typeof inviteColleague>>
export const changeCompany = () =>
  v.object({ name: Line(words.wrong.company), phone: MaybePhone, address: Text(400), version: Version })
type ChangeCompany = v.InferOutput<ReturnType<typeof changeCompany>>
export const Versioned = v.object({ version: Version })

/** That the shop allows it, and that the actor may, when it is written. */
const allowed = ({ contactId }: CustomerCtx, what: keyof AccountSettings): Guard =>
  assert(
    raw`EXISTS (SELECT 1 FROM contacts c, profile f WHERE c.id = ${contactId} AND (c.can_invite = 1 OR c.is_primary = 1)
      AND json_extract(f.accounts, ${`$.${what}`}) = 1)`,
    'not allowed',
  )

/** Brings in a colleague, who is mailed at once, with no more rights than one's own. Throws too_many past ten on one day. */
export async function addColleague(ctx: CustomerCtx, input: InviteColleague): Promise<'invited' | 'listed'> {
  const { now, customerId, viewer, tenant } = ctx
  const day = { max: 10, windowMs: 86_400_000 }
  if (!(await takeTurn(ctx.deps, [{ key: `colleagues:${tenant.key}:${customerId}`, ...day }]))) throw tooMany(words.wrong.tooMany)
  const id = ctx.newId('con')
  const { email, name, phone } = input
  const rights = handedOn(input, viewer)
  const insert = sql.insert(contacts).values({
    ...{ id, customerId, personId: personOf(email), name, phone, ...rights, hasAccess: true, isPrimary: false },
    ...{ invitedAt: now, invitation: 1, createdAt: now },
  })
  const isNotWider = raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${ctx.contactId} AND c.can_approve >= ${Number(rights.canApprove)}
    AND c.can_pay >= ${Number(rights.canPay)} AND max(c.sees_prices, c.can_pay) >= ${Number(rights.seesPrices)})`
  const action = { kind: 'contact.invited', subjectId: id, customerId, details: { contact: name } }
  try {
    await ctx.write({ ...action, mails: [invitationMail(customerId, id)] }, [
      allowed(ctx, 'mayInvite'),
      assert(isNotWider, 'stale'),
      assertNotListed(customerId, id, email),
      ensurePerson(now, email, name),
      insert,
      noteLinkSent(now),
    ])
    return 'invited'
  } catch (error) {
    if (error instanceof Refused && error.reason === listedAlready) return 'listed'
    throw allowedOr(error)
  }
}

/** Takes a colleague off: they are out at once, everywhere. */
export async function removeColleague(ctx: CustomerCtx, colleague: Colleague, version: number): Promise<void> {
  if (!mayRemove(colleague, ctx.viewer)) throw conflict(words.wrong.notRemovable)
  try {
    await removeContact(ctx, colleague, version, [allowed(ctx, 'mayInvite'), assert(isNoWiderThan(ctx, colleague.id), 'stale')])
  } catch (error) {
    throw allowedOr(error)
  }
}

/** The same as `mayRemove`, when it is written: whoever asks may have been narrowed since they looked. */
const isNoWiderThan = ({ contactId }: CustomerCtx, colleague: string) =>
  raw`EXISTS (SELECT 1 FROM contacts c, contacts o WHERE c.id = ${contactId} AND o.id = ${colleague} AND o.is_primary = 0
    AND c.can_approve >= o.can_approve AND c.can_pay >= o.can_pay AND c.sees_prices >= o.sees_prices)`

/** Changes what the company is called and where it is reached; the shop is told. Refused as 'stale' where it was changed meanwhile. */
export async function updateCompany(ctx: CustomerCtx, now: Company, input: ChangeCompany): Promise<void> {
  const { customerId } = ctx
  const after = { name: input.name, phone: input.phone, address: input.address || null }
  const changes = changesOf(
    { company: now.name, companyPhone: now.phone, address: now.address },
    { company: after.name, companyPhone: after.phone, address: after.address },
  )
  if (Object.keys(changes).length === 0) return
  const action = { kind: 'company.changed', subjectId: customerId, customerId, details: { changes }, mails: shopMails(ctx) }
  const update = sql
    .update(customers)
    .set({ ...after, version: raw`${customers.version} + 1` })
    .where(and(eq(customers.id, customerId), eq(customers.version, input.version)))
  try {
    await ctx.write(action, [allowed(ctx, 'mayEdit'), [update, exactlyOne('stale')]])
  } catch (error) {
    throw allowedOr(error)
  }
}

const allowedOr = (error: unknown) =>
  error instanceof Refused && error.reason === 'not allowed' ? conflict(words.wrong.notAllowed) : error
