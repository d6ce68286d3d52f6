import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { forbidden, notFound, tooMany } from '#errors.ts'
import { itemLinks } from '#identity/schema.ts'
import { Line, MaybeEmail } from '#lib/fields.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { type Forward, forwardForCustomer, type Sent } from './forward-queries.ts'
import { forwardWords as words } from './forward-words.ts'

const dayMs = 86_400_000

/** Who gets one item, what they may do with it, and for how many days. */
export const PassOn = v.object({
  name: Line(() => words.wrong.name, 120),
  email: MaybeEmail,
  may: v.pipe(
    v.optional(v.string(), ''),
    v.picklist(['view', 'approve'], () => words.wrong.may),
  ),
  days: v.pipe(
    v.string(() => words.wrong.days),
    v.regex(/^([1-9]|[12]\d|30)$/, () => words.wrong.days),
    v.transform(Number),
  ),
})
export type PassOn = v.InferOutput<typeof PassOn>

/**
 * Makes a link to one item for somebody else: it carries its maker's rights, as they are when it is opened, and no more. Gives its
 * id. Throws forbidden for somebody who may not approve, too_many past 20 a day.
 */
export async function passOn(ctx: CustomerCtx, sent: Sent, input: PassOn): Promise<string> {
  const { viewer, now, tenant, contactId } = ctx
  if (!viewer.canApprove) throw forbidden(words.approversOnly)
  const hasRoom = await takeTurn(ctx.deps, [{ key: `forward:${tenant.key}:${contactId}`, max: 20, windowMs: dayMs }])
  if (!hasRoom) throw tooMany(words.tooMany)
  const id = ctx.newId('lnk')
  const row = {
    ...{ id, purpose: sent.kind === 'proof' ? ('proof' as const) : ('work' as const), subjectId: sent.subjectId, contactId },
    ...{ forwardedTo: input.name, forwardedEmail: input.email, mayDecide: input.may === 'approve' },
    ...{ mailedAt: now, expiresAt: now + input.days * dayMs, createdAt: now },
  }
  const action = {
    ...{ kind: 'link.passed_on', subjectId: id, customerId: ctx.customerId, jobId: sent.jobId ?? undefined },
    facts: { title: sent.title, to: input.name, may: input.may },
    mails: input.email ? [{ kind: 'forward.sent', payload: { link: id }, customerId: ctx.customerId }] : [],
  }
  await ctx.write(action, [mayPassOn(ctx, sent), sql.insert(itemLinks).values(row)])
  return id
}

/** The right may end, and the item be taken back, while the button is pressed. */
const mayPassOn = ({ contactId, customerId }: CustomerCtx, { id }: Sent) =>
  assert(
    raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${contactId} AND c.can_approve = 1) AND EXISTS (SELECT 1 FROM
      approval_requests r WHERE r.id = ${id} AND r.customer_id = ${customerId} AND r.state NOT IN ('draft', 'withdrawn'))`,
    words.approversOnly,
  )

/** Ends a link that this contact made: it opens nothing from now on. Twice is the same as once. */
export async function takeBack(ctx: CustomerCtx, id: string): Promise<Forward> {
  const [[forward]] = await ctx.read([forwardForCustomer], { id })
  if (!forward) throw notFound('link')
  if (forward.revokedAt !== null) return forward
  const end = sql
    .update(itemLinks)
    .set({ revokedAt: ctx.now })
    .where(and(eq(itemLinks.id, id), eq(itemLinks.contactId, ctx.contactId), isNull(itemLinks.revokedAt)))
  await ctx.write({ kind: 'link.taken_back', subjectId: id, customerId: ctx.customerId, facts: { to: forward.forwardedTo } }, [
    end,
  ])
  return forward
}
