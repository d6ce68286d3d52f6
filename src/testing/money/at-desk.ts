import type { LateFee } from '#features/invoices/billing.ts'
import { feeFor } from '#features/invoices/late-fee-actions.ts'
import { isDue, standingTotal, whyNot } from '#features/invoices/rules.ts'
import { creditTaken } from '#features/payments/credit.ts'
import { dueByNow, rescaled } from '#features/payments/instalment-rules.ts'
import { parsePlan } from '#features/payments/plan-form.ts'
import { appliedShares, keptShares, settlementShares } from '#features/payments/shares.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { planAnew } from './by-itself.ts'
import { chased, creditsFor, payersOf, standing } from './look.ts'
import { add, attemptsOn, balanceOf, book, currency, endAttempts, type ModelInvoice, type World } from './world.ts'

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
    invoice.steps = invoice.steps.length > 0 ? rescaled(invoice.steps, standingTotal(standing(world, invoice))) : []
    if (invoice.sentAt === null) return
    if (amountMinor !== 0) book(world, [{ kind: 'revision', amountMinor, invoiceId: invoice.id, source }])
    invoice.edition++
    planAnew(world, invoice, amount % 4 > 0)
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
    const amountMinor = feeFor(fee, dueByNow({ balanceMinor: chased(world, invoice) }, invoice.steps, todayOf(world)))
    if (at.isPending || amountMinor <= 0 || world.sources.has(source)) return
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
  /** A draft is sent: what was paid with the yes to its estimate counts at once. */
  bill: (world, _invoice, amount) => {
    const drafts = [...world.invoices.values()].filter(({ sentAt }) => sentAt === null)
    const invoice = drafts[amount % Math.max(1, drafts.length)]
    if (!invoice || whyNot('send', { ...standing(world, invoice), isPending: false })) return
    Object.assign(invoice, { sentAt: world.now, edition: 1, dueOn: invoice.dueOn ?? addDays(todayOf(world), amount % 15) })
    book(world, [{ kind: 'invoice', amountMinor: invoice.totalMinor, invoiceId: invoice.id, source: invoice.id }])
    const deposits = creditsFor(world, invoice).filter(({ isDeposit }) => isDeposit)
    applyCredits(world, invoice, deposits)
    planAnew(world, invoice, amount % 6 > 0)
  },
  /** Sets how it is paid: in even parts, in two on days that follow each other, or at once again. */
  plan: (world, invoice, amount) => {
    const at = standing(world, invoice)
    if (at.voidedAt !== null || (at.sentAt !== null && !isDue(at))) return
    const sum = { totalMinor: standingTotal(at), currency, locale: 'en-US' }
    const form = parsePlan({ version: '1', ...typedPlan(todayOf(world), sum.totalMinor, amount) }, {}, sum)
    if (!form.ok) return
    const { steps } = form.value
    invoice.dueOn = (steps.at(-1) ?? invoice.steps.at(-1))?.dueOn ?? invoice.dueOn
    invoice.steps = steps
    // Whoever agreed to be charged is always told.
    if (invoice.sentAt !== null) planAnew(world, invoice, true)
  },
} satisfies Record<string, (world: World, invoice: ModelInvoice, amount: number) => void>

const todayOf = (world: World) => dayOf(world.now, 'UTC')

/** The form of a plan: every fifth takes it back. */
function typedPlan(todayOn: string, totalMinor: number, amount: number): Record<string, unknown> {
  const firstOn = addDays(todayOn, amount % 9)
  const every = 1 + (amount % 20)
  if (amount % 5 === 0) return { kind: 'none' }
  if (amount % 5 > 1)
    return { kind: 'split', split: amount % 2 === 0 ? 'halves' : 'thirds', percent: '', firstOn, every: String(every) }
  const firstMinor = 1 + (amount % Math.max(1, totalMinor))
  const typed = [firstMinor, totalMinor - firstMinor].map((minor) => (minor / 100).toFixed(2))
  return { kind: 'rows', 'day[]': [firstOn, addDays(firstOn, every)], 'amount[]': typed }
}

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
