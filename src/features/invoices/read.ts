import type { ReaderCtx, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { deliveriesOfId } from '#features/deliveries/queries.ts'
import { disputesOfInvoice } from '#features/payments/alarm-queries.ts'
import { creditOfInvoice, payersOfInvoice } from '#features/payments/credit-queries.ts'
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
] as const
const forLink = [invoiceForLink, linesForLink, movementsForLink, adjustmentsForLink, attemptsForLink, saidForLink] as const

/** What a reader may see of an invoice: sent, their own, and only for those who see prices or pay. */
export async function getInvoiceForReader(ctx: ReaderCtx, id = '') {
  const queries = ctx.audience === 'link' ? forLink : forCustomer
  const [[invoice], lines, movements, adjustments, attempts, said] = await ctx.read(queries, { id })
  if (!invoice || !readsInvoices(ctx.viewer)) throw notFound('Invoice')
  return { invoice, lines, movements, adjustments, attempts, said }
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
      payersOfInvoice,
    ],
    { id },
  )
  if (!invoice) throw notFound('Invoice')
  const parts = {
    ...{ movements, adjustments, history, editions, credits, disputes, said, payers },
    ...{ nextReminderAt: next?.at ?? null, deliveries: sent },
  }
  return { invoice, lines, attempts, recipients: mailable(ctx, recipients), ...parts }
}
export type InvoiceRecord = Awaited<ReturnType<typeof getInvoiceRecord>>
