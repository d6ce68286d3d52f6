import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import type { CustomerCtx, Mail } from '#context.ts'
import { sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import type { OwnMethod } from './saved-queries.ts'
import { savedMethods } from './schema.ts'

/**
 * From now on new invoices are paid with this by themselves, and with nothing else of its owner's; their mailbox was proven just
 * now, as `proof` says. Its owner is mailed. Refused('stale') where it was removed meanwhile.
 */
export async function startAutopay(ctx: CustomerCtx, method: OwnMethod, proof: readonly Change[]): Promise<void> {
  const { now, contactId, customerId } = ctx
  const { id, label } = method
  await ctx.write(
    { kind: 'autopay.started', subjectId: id, customerId, audience: 'customer', facts: { label }, mails: [tell(ctx, id, 'on')] },
    [
      ...proof,
      sql
        .update(savedMethods)
        .set({ autopayAt: null })
        .where(and(eq(savedMethods.contactId, contactId), ne(savedMethods.id, id))),
      sql
        .update(savedMethods)
        .set({ autopayAt: now })
        .where(and(eq(savedMethods.id, id), eq(savedMethods.contactId, contactId), isNull(savedMethods.removedAt))),
      exactlyOne('stale'),
    ],
  )
}

/** Nothing is paid by itself any more, what was planned neither. Its owner is mailed. */
export async function stopAutopay(ctx: CustomerCtx, { id, label, autopayAt }: OwnMethod): Promise<void> {
  const mails = autopayAt === null ? [] : [tell(ctx, id, 'off')]
  await ctx.write(
    { kind: 'autopay.stopped', subjectId: id, customerId: ctx.customerId, audience: 'customer', facts: { label }, mails },
    [
      sql
        .update(savedMethods)
        .set({ autopayAt: null })
        .where(and(eq(savedMethods.id, id), eq(savedMethods.contactId, ctx.contactId), isNotNull(savedMethods.autopayAt))),
    ],
  )
}

const tell = ({ contactId, customerId }: CustomerCtx, method: string, is: 'on' | 'off'): Mail => ({
  ...{ kind: 'autopay.changed', payload: { method, contact: contactId, is }, customerId },
})
