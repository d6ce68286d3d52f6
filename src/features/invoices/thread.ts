import { and, asc, eq, type SQL } from 'drizzle-orm'
import type * as v from 'valibot'
import type { Mail, ReaderCtx, StaffCtx } from '#context.ts'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'
import { seenBy } from '#features/deliveries/changes.ts'
import { WithFiles } from '#features/messages/attach.ts'
import { sayWithFiles } from '#features/messages/say-with-files.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { mostMessages, saidWhole, sayPauseMs } from '#features/messages/thread.ts'
import type { Invoice } from './queries.ts'
import { invoices } from './schema.ts'
import { invoiceWords as words } from './words.ts'

/** A question about an invoice, or the shop's answer. */
export const Say = WithFiles(() => words.ask.missing)
export type Say = v.InferOutput<typeof Say>

const theId = raw.placeholder('id')

/** What was said about an invoice, oldest first, for whoever may read it. */
function saidIn(scope: SQL | undefined) {
  return sql
    .select(saidWhole)
    .from(messages)
    .innerJoin(threads, eq(threads.id, messages.threadId))
    .innerJoin(invoices, eq(invoices.id, threads.subjectId))
    .where(and(eq(threads.subjectKind, 'invoice'), scope))
    .orderBy(asc(messages.at), asc(messages.id))
    .limit(mostMessages)
}
const linked = raw`(SELECT l.subject_id FROM item_links l WHERE l.id = ${theLink} AND l.purpose = 'invoice')`
export const saidOfInvoice = saidIn(eq(invoices.id, theId))
export const saidForCustomer = saidIn(and(eq(invoices.id, theId), eq(invoices.customerId, theCustomer)))
export const saidForLink = saidIn(raw`${invoices.id} = ${linked}`)
export type Said = Awaited<ReturnType<typeof saidOfInvoice.execute>>[number]

/** Says something about an invoice; the other side is mailed: the shop, or whoever asked last. */
export async function sayAbout(ctx: ReaderCtx | StaffCtx, invoice: Invoice, said: Say): Promise<void> {
  const { id, customerId, jobId, title, number } = invoice
  const mail = (kind: string, to: string): Mail => {
    const topic = `${kind}:${id}:${to}`
    return { kind, topic, payload: { invoice: id, to, topic }, dueAt: ctx.now + sayPauseMs, customerId }
  }
  const isShop = ctx.audience === 'staff'
  await ctx.write(
    {
      ...{ kind: isShop ? 'invoice.replied' : 'invoice.asked', subjectId: id, customerId, jobId: jobId ?? undefined },
      facts: { title, number },
      details: { body: said.body.slice(0, 200) },
      mails: isShop ? [mail('invoice.replied', id)] : shopAddresses(ctx, undefined).map((to) => mail('invoice.asked', to)),
    },
    [
      ...sayWithFiles(ctx, { kind: 'invoice', id, customerId, jobId }, said, words.ask),
      // Whoever asks about an invoice has looked at it.
      ...(ctx.audience === 'staff' ? [] : seenBy(ctx, 'invoice', id)),
    ],
  )
}
