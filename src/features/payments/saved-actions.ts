import { eq } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { forgetMethods } from './saved.ts'
import { methodForCustomer } from './saved-queries.ts'
import { savedMethods } from './schema.ts'

/** Forgets a way to pay: here at once, so that it is charged no more, and at Stripe by the clock, until Stripe answers. */
export async function removeMethod(ctx: CustomerCtx, id: string): Promise<void> {
  const [[method]] = await ctx.read([methodForCustomer], { method: id })
  if (!method) throw notFound('Way to pay')
  if (method.removedAt !== null) return
  await ctx.write(
    { kind: 'method.removed', subjectId: id, customerId: ctx.customerId, audience: 'customer', facts: { label: method.label } },
    [forgetMethods(ctx.now, eq(savedMethods.id, id))],
  )
  await ctx.deps.clock(ctx.tenant.key).arm(ctx.now)
}
