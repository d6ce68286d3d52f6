import type { ReaderCtx, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { deliveriesOfId } from '#features/deliveries/queries.ts'
import { disputesOfInvoice } from '#features/payments/alarm-queries.ts'
import { autopayForCustomer, autopayForLink, autopayOfInvoice } from '#features/payments/autopay-queries.ts'
import { creditOfInvoice, payersOfInvoice } from '#features/payments/credit-queries.ts'
import { instalmentsForCustomer, instalmentsForLink, instalmentsOfInvoice } from '#features/payments/instalment-queries.ts'
import { methodsForCustomer } from '#features/payments/saved-queries.ts'
import {
  adjustmentsForCustomer,
  adjustmentsForLink,
  adjustmentsOfInvoice,
  attemptsForCustomer,
  attemptsForLink,
  attemptsOfInvoice,
  invoiceById,
  invoiceForCustomer,
  invoiceForLink,
  linesForCustomer,
  linesForLink,
  linesOfInvoice,
  movementsForCustomer,
  movementsForLink,
  movementsOfInvoice,
} from './queries.ts'
import { readsInvoices } from './rules.ts'
import { editionsOfInvoice, historyOfInvoice, nextReminder, recipientsOfInvoice } from './staff-queries.ts'
import { saidForCustomer, saidForLink, saidOfInvoice } from './thread.ts'

const forCustomer = [
  invoiceForCustomer,
  linesForCustomer,
  movementsForCustomer,
  adjustmentsForCustomer,
  attemptsForCustomer,
  saidForCustomer,
  methodsForCustomer,
  autopayForCustomer,
  instalmentsForCustomer,
] as const
const forLink = [
  invoiceForLink,
  linesForLink,
  movementsForLink,
  adjustmentsForLink,
  attemptsForLink,
  saidForLink,
  autopayForLink,
  instalmentsForLink,
] as const

/** What a reader may see of an invoice: sent, their own, and only for those who see prices or pay. */
export async function getInvoiceForReader(ctx: ReaderCtx, id = '') {
  const [[invoice], lines, movements, adjustments, attempts, said, methods, [autopay], steps] = await readParts(ctx, id)
  if (!invoice || !readsInvoices(ctx.viewer)) throw notFound('Invoice')
  return { invoice, lines, movements, adjustments, attempts, said, methods, autopay, steps }
}

/** Who came by a link has nothing kept: whoever holds the link could pay with it. */
async function readParts(ctx: ReaderCtx, id: string) {
  if (ctx.audience === 'customer') return ctx.read(forCustomer, { id })
  const [invoice, lines, movements, adjustments, attempts, said, ...rest] = await ctx.read(forLink, { id })
  return [invoice, lines, movements, adjustments, attempts, said, [], ...rest] as const
}

/** Who is mailed: nobody while the portal is off, where the link in the mail would lead to a page that says so. */
export const mailable = <T>({ shop }: StaffCtx, recipients: readonly T[]): readonly T[] => (shop.isPortalOn ? recipients : [])

/** Everything the shop's page of an invoice shows. */
export async function getInvoiceRecord(ctx: StaffCtx, id: string) {
  const [
    [invoice],
    lines,
    attempts,
    recipients,
    movements,
    adjustments,
    history,
    editions,
    [next],
    sent,
    credits,
    disputes,
    said,
    [autopay],
    steps,
    payers,
  ] = await ctx.read(
    [
      invoiceById,
      linesOfInvoice,
      attemptsOfInvoice,
      recipientsOfInvoice,
      movementsOfInvoice,
      adjustmentsOfInvoice,
      historyOfInvoice,
      editionsOfInvoice,
      nextReminder,
      deliveriesOfId,
      creditOfInvoice,
      disputesOfInvoice,
      saidOfInvoice,
      autopayOfInvoice,
      instalmentsOfInvoice,
      payersOfInvoice,
    ],
    { id },
  )
  if (!invoice) throw notFound('Invoice')
  const parts = {
    ...{ movements, adjustments, history, editions, credits, disputes, said, payers, autopay, steps },
    ...{ nextReminderAt: next?.at ?? null, deliveries: sent },
  }
  return { invoice, lines, attempts, recipients: mailable(ctx, recipients), ...parts }
}
export type InvoiceRecord = Awaited<ReturnType<typeof getInvoiceRecord>>
