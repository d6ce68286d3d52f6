import { chasedMinor, type Standing } from '#features/invoices/rules.ts'
import { isPending } from '#features/payments/attempts.ts'
import type { Credit } from '#features/payments/credit-queries.ts'
import type { Payer } from '#features/payments/shares.ts'
import { attemptsOn, type ModelInvoice, type ModelPayment, type Row, type World } from './world.ts'

/** How an invoice stands, as its queries say it. */
export function standing(world: World, invoice: ModelInvoice): Standing {
  let [balanceMinor, feeMinor, adjustedMinor, hasPayments] = [0, 0, 0, false]
  for (const { kind, amountMinor, payment } of world.byInvoice.get(invoice.id) ?? []) {
    balanceMinor += amountMinor
    if (kind === 'late_fee') feeMinor += amountMinor
    if (kind === 'late_fee' || kind === 'credit_note') adjustedMinor += amountMinor
    hasPayments ||= payment !== null || kind === 'applied'
  }
  return {
    ...{ totalMinor: invoice.totalMinor, sentAt: invoice.sentAt, voidedAt: invoice.voidedAt, dueOn: invoice.dueOn },
    ...{ balanceMinor, feeMinor, adjustedMinor, hasPayments },
    isPending: isPending(attemptsOn(world, [invoice.id])),
  }
}

/** What of it is asked for by what comes by itself. */
export function chased(world: World, invoice: ModelInvoice): number {
  const rows = world.byInvoice.get(invoice.id) ?? []
  const isPaying = ({ id, parts }: ModelPayment) =>
    parts.some(({ invoiceId }) => invoiceId === invoice.id) || rows.some(({ payment }) => payment === id)
  const isDeciding = (state: string) => state === 'open' || state === 'sent'
  const isDisputed = [...world.payments.values()].some(
    (payment) => [...payment.disputes.values()].some(isDeciding) && isPaying(payment),
  )
  return chasedMinor({ ...standing(world, invoice), goneBackMinor: goneBackMinor(rows), isDisputed })
}

/** What went back and was neither forgiven nor paid again, row by row, never below nothing. */
export function goneBackMinor(rows: readonly Row[]): number {
  return rows.reduce((gone, { kind, amountMinor }) => {
    if (kind === 'applied') return Math.max(gone + Math.min(amountMinor, 0), 0)
    return movesBack.has(kind) ? Math.max(gone + amountMinor, 0) : gone
  }, 0)
}
const movesBack = new Set(['refund', 'dispute', 'dispute_won', 'credit_note', 'payment'])

/** Credit that may pay an invoice, oldest first, as its query finds it. */
export function creditsFor(world: World, invoice: ModelInvoice): Credit[] {
  const isBilled = (estimate: string) =>
    [...world.invoices.values()].some((one) => one.estimateId === estimate && one.sentAt !== null && one.voidedAt === null)
  const groups = new Map<string, Credit & { minor: number }>()
  for (const { payment, estimate, amountMinor } of world.byInvoice.get(null) ?? []) {
    const key = `${payment} ${estimate}`
    const isDeposit = estimate !== null && estimate === invoice.estimateId
    const fresh = { paymentId: payment, estimateId: estimate, customerId: 'cus', minor: 0, isDeposit }
    const credit = groups.get(key) ?? fresh
    credit.minor -= amountMinor
    groups.set(key, credit)
  }
  return [...groups.values()].filter(
    ({ minor, estimateId, isDeposit }) => minor > 0 && (estimateId === null || isDeposit || isBilled(estimateId)),
  )
}

/** What each payment has paid of an invoice, the newest first, as their query finds it. */
export function payersOf(world: World, invoice: string): Payer[] {
  const payers = new Map<string, number>()
  for (const { payment, amountMinor } of world.byInvoice.get(invoice)?.toReversed() ?? [])
    if (payment) payers.set(payment, (payers.get(payment) ?? 0) - amountMinor)
  return [...payers].map(([paymentId, minor]) => ({ paymentId, minor })).filter(({ minor }) => minor > 0)
}

/** The one that `pick` means, counted from the newest. */
export const newest = <T>(among: readonly T[], pick: number): T | undefined =>
  among[among.length - 1 - (pick % Math.max(1, among.length))]
export const newestOf = <T>(among: ReadonlyMap<string, T>, pick: number) => newest([...among.values()], pick)
