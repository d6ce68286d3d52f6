import { and, eq, isNull } from 'drizzle-orm'
import { PaymentsRefused } from '#adapters/stripe.ts'
import type { CustomerCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { notFound } from '#errors.ts'
import { methodForCustomer } from './saved-queries.ts'
import { savedMethods } from './schema.ts'

/**
 * Forgets a way to pay, here first and then at Stripe, so that whatever happens between it is charged no more. Gives what it was.
 * Throws PaymentsUnavailable where Stripe gave no answer: pressing again finishes it.
 */
export async function removeMethod(ctx: CustomerCtx, id: string): Promise<string> {
  const [[method]] = await ctx.read([methodForCustomer], { method: id })
  if (!method) throw notFound('Way to pay')
  if (method.removedAt === null)
    await ctx.write(
      { kind: 'method.removed', subjectId: id, customerId: ctx.customerId, audience: 'customer', facts: { label: method.label } },
      [
        sql
          .update(savedMethods)
          .set({ removedAt: ctx.now, autopayAt: null })
          .where(and(eq(savedMethods.id, id), isNull(savedMethods.removedAt))),
      ],
    )
  try {
    await ctx.deps.payments.detach(method.account, method.stripeMethod)
  } catch (error) {
    // Stripe does not know it any more, or us: then there is nothing left to forget.
    if (!(error instanceof PaymentsRefused)) throw error
  }
  return method.label
}
