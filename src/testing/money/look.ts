import type { Standing } from '#features/invoices/rules.ts'
import type { Credit } from '#features/payments/credit-queries.ts'
import type { Payer } from '#features/payments/shares.ts'
import { attemptsOn, type ModelInvoice, sumOf, type World } from './world.ts'

/** How an invoice stands, as its queries say it. */
export function standing(world: World, invoice: ModelInvoice): Standing {
  const rows = world.byInvoice.get(invoice.id) ?? []
  const of = (...kinds: readonly string[]) => sumOf(rows.filter(({ kind }) => kinds.includes(kind)))
  return {
    ...{ totalMinor: invoice.totalMinor, sentAt: invoice.sentAt, voidedAt: invoice.voidedAt, dueOn: null },
    ...{ balanceMinor: sumOf(rows), adjustedMinor: of('late_fee', 'credit_note'), feeMinor: of('late_fee') },
    hasPayments: rows.some(({ payment, kind }) => payment !== null || kind === 'applied'),
    isPending: attemptsOn(world, [invoice.id]).some(({ state }) => state === 'processing'),
  }
}

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
