import type { ReaderCtx, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { deliveriesOfId } from '#features/deliveries/queries.ts'
import { disputesOfInvoice } from '#features/payments/alarm-queries.ts'
import { creditOfInvoice } from '#features/payments/credit-queries.ts'
import {
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
import { editionsOfInvoice, historyOfInvoice, recipientsOfInvoice } from './staff-queries.ts'

const forCustomer = [invoiceForCustomer, linesForCustomer, movementsForCustomer, attemptsForCustomer] as const
const forLink = [invoiceForLink, linesForLink, movementsForLink, attemptsForLink] as const

/** What a reader may see of an invoice: sent, their own, and only for those who see prices or pay. */
export async function getInvoiceForReader(ctx: ReaderCtx, id = '') {
  const [[invoice], lines, movements, attempts] = await ctx.read(ctx.audience === 'link' ? forLink : forCustomer, { id })
  if (!invoice || !readsInvoices(ctx.viewer)) throw notFound('Invoice')
  return { invoice, lines, movements, attempts }
}

/** Who is mailed: nobody while the portal is off, where the link in the mail would lead to a page that says so. */
export const mailable = <T>({ shop }: StaffCtx, recipients: readonly T[]): readonly T[] => (shop.isPortalOn ? recipients : [])

/** Everything the shop's page of an invoice shows. */
export async function getInvoiceRecord(ctx: StaffCtx, id: string) {
  const [[invoice], lines, attempts, recipients, movements, history, editions, sent, credits, disputes] = await ctx.read(
    [
      invoiceById,
      linesOfInvoice,
      attemptsOfInvoice,
      recipientsOfInvoice,
      movementsOfInvoice,
      historyOfInvoice,
      editionsOfInvoice,
      deliveriesOfId,
      creditOfInvoice,
      disputesOfInvoice,
    ],
    { id },
  )
  if (!invoice) throw notFound('Invoice')
  const parts = { movements, history, editions, deliveries: sent, credits, disputes }
  return { invoice, lines, attempts, recipients: mailable(ctx, recipients), ...parts }
}
export type InvoiceRecord = Awaited<ReturnType<typeof getInvoiceRecord>>
