import type { LateFee } from '#features/invoices/billing.ts'
import { feeFor } from '#features/invoices/late-fee-actions.ts'
import { isDue, standingTotal, whyNot } from '#features/invoices/rules.ts'
import { creditTaken } from '#features/payments/credit.ts'
import { appliedShares, keptShares, settlementShares } from '#features/payments/shares.ts'
import { creditsFor, payersOf, standing } from './look.ts'
import { add, attemptsOn, balanceOf, book, endAttempts, type ModelInvoice, type World } from './world.ts'

const fee: LateFee = { kind: 'percent', amountMinor: 0, ppm: 15_000, afterDays: 7 }

/** What the shop does to one invoice. */
export const atDesk = {
  cash: (world, invoice, amount) => {
    if (whyNot('receive', standing(world, invoice)) || !endAttempts(world, attemptsOn(world, [invoice.id]))) return
    const parts = [{ invoiceId: invoice.id, amountMinor: amount, seenMinor: amount }]
    const payment = add(world, parts, { isOutside: true, state: 'succeeded' })
    const owed = { ...parts[0], invoiceId: invoice.id, amountMinor: amount, balanceMinor: balanceOf(world, invoice.id) }
    book(world, settlementShares(payment.id, [{ ...owed, voidedAt: invoice.voidedAt }]), payment.id)
  },
  edit: (world, invoice, amount) => {
    if (whyNot('edit', standing(world, invoice)) || !endAttempts(world, attemptsOn(world, [invoice.id]))) return
    const amountMinor = amount - invoice.totalMinor
    invoice.totalMinor = amount
    const source = `${invoice.id}:${++world.made}`
    if (invoice.sentAt !== null && amountMinor !== 0)
      book(world, [{ kind: 'revision', amountMinor, invoiceId: invoice.id, source }])
  },
  void: (world, invoice) => {
    if (whyNot('void', standing(world, invoice)) || !endAttempts(world, attemptsOn(world, [invoice.id]))) return
    const amountMinor = -balanceOf(world, invoice.id)
    book(world, [{ kind: 'void', amountMinor, invoiceId: invoice.id, source: `${invoice.id}:void` }])
    invoice.voidedAt = 2
  },
  credit: (world, invoice, amount) => {
    const at = standing(world, invoice)
    if (whyNot('credit', at) || amount > standingTotal(at)) return
    if (!endAttempts(world, attemptsOn(world, [invoice.id]))) return
    takeOff(world, 'credit_note', invoice.id, `crn_${++world.made}`, amount)
  },
  fee: (world, invoice) => {
    const at = standing(world, invoice)
    const source = `${invoice.id}:late_fee`
    const amountMinor = feeFor(fee, at.balanceMinor)
    if (!isDue(at) || at.isPending || amountMinor <= 0 || world.sources.has(source)) return
    book(world, [{ kind: 'late_fee', amountMinor, invoiceId: invoice.id, source }])
  },
  waive: (world, invoice) => {
    const at = standing(world, invoice)
    if (whyNot('waive', { ...at, isPending: false })) return
    takeOff(world, 'late_fee', invoice.id, `${invoice.id}:late_fee:back`, at.feeMinor ?? 0)
  },
  apply: (world, invoice) => {
    const at = standing(world, invoice)
    if (whyNot('pay', { ...at, isPending: false }) || at.isPending) return
    if (creditsFor(world, invoice).length === 0 || !endAttempts(world, attemptsOn(world, [invoice.id]))) return
    applyCredits(world, invoice, creditsFor(world, invoice))
  },
  /** The draft that an estimate became is sent: what was paid with the yes counts at once. */
  bill: (world) => {
    const invoice = world.invoices.get('inv_4')
    if (!invoice || whyNot('send', { ...standing(world, invoice), isPending: false })) return
    invoice.sentAt = 1
    book(world, [{ kind: 'invoice', amountMinor: invoice.totalMinor, invoiceId: invoice.id, source: invoice.id }])
    const deposits = creditsFor(world, invoice).filter(({ isDeposit }) => isDeposit)
    applyCredits(world, invoice, deposits)
  },
} satisfies Record<string, (world: World, invoice: ModelInvoice, amount: number) => void>

function takeOff(world: World, kind: 'credit_note' | 'late_fee', id: string, source: string, amountMinor: number) {
  const invoice = { id, balanceMinor: balanceOf(world, id) }
  const kept = keptShares(invoice, source, amountMinor, payersOf(world, id))
  book(world, [{ kind, amountMinor: -amountMinor, invoiceId: id, source }])
  for (const share of kept) book(world, [share], share.paymentId)
}

function applyCredits(world: World, invoice: ModelInvoice, credits: ReturnType<typeof creditsFor>) {
  for (const { credit, minor } of creditTaken(balanceOf(world, invoice.id), credits))
    book(world, appliedShares(invoice.id, credit.paymentId, `apl_${++world.made}`, minor), credit.paymentId, credit.estimateId)
}
