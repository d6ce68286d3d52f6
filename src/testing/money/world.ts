import type { Checkout, Dispute, Refund } from '#adapters/stripe.ts'
import { knownOf } from '#features/payments/apply.ts'
import type { AskedRefund, DisputeRow, Payment } from '#features/payments/queries.ts'
import { mismatchOf, nextStep, type PaymentState, type Step, type Truth } from '#features/payments/rules.ts'
import type { Share } from '#features/payments/shares.ts'
import { forgivenOf, sharesOf } from '#features/payments/step-shares.ts'

/** A shop’s books in memory, with one customer: what the tables hold, written by the product’s own rules. */
export interface World {
  readonly invoices: Map<string, ModelInvoice>
  readonly payments: Map<string, ModelPayment>
  readonly ledger: Row[]
  /** The ledger again, by what its sources begin with, and by invoice. */
  readonly bySource: Map<string, Row[]>
  readonly byInvoice: Map<string | null, Row[]>
  readonly sources: Set<string>
  readonly balances: Map<string, number>
  readonly stripe: Map<string, AtStripe>
  /** What Stripe told and nobody read yet: the payments it is about. */
  readonly messages: string[]
  /** Pages that somebody has open, with what they ask for. */
  readonly tabs: Part[][]
  made: number
}

export interface ModelInvoice {
  readonly id: string
  totalMinor: number
  sentAt: number | null
  voidedAt: number | null
  readonly estimateId: string | null
}
export interface Part {
  readonly invoiceId: string
  readonly amountMinor: number
  readonly seenMinor: number
}
export interface ModelPayment {
  readonly id: string
  readonly isOutside: boolean
  readonly amountMinor: number
  readonly estimateId: string | null
  readonly parts: readonly Part[]
  state: PaymentState
  checkoutSession: string | null
  refundedMinor: number
  feeMinor: number | null
  readonly asked: ModelRefund[]
  readonly disputes: Map<string, DisputeRow['state']>
}
export interface ModelRefund {
  readonly id: string
  readonly amountMinor: number
  readonly isForgiven: boolean
  state: AskedRefund['state']
  stripeRefund: string | null
}
/** What Stripe has of a payment. */
export interface AtStripe {
  checkout: Pick<Checkout, 'state' | 'isPaid' | 'hasFailed'>
  readonly refunds: Mutable<Refund>[]
  readonly disputes: Mutable<Dispute>[]
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export interface Row extends Share {
  readonly payment: string | null
  readonly estimate: string | null
}

export const account = 'acct_shop'
export const currency = 'USD'

export const sumOf = (rows: readonly { readonly amountMinor: number }[]) => rows.reduce((sum, row) => sum + row.amountMinor, 0)
/** Kept as the table's trigger keeps it. */
export const balanceOf = (world: World, id: string) => world.balances.get(id) ?? 0
/** Every row of a payment, as its sources find them. */
export const rowsOf = (world: World, id: string): readonly Row[] => world.bySource.get(id) ?? []
export const isUndecided = ({ state }: ModelPayment) => state === 'open' || state === 'processing'
export const attemptsOn = (world: World, ids: readonly string[]) =>
  [...world.payments.values()].filter(
    (payment) => isUndecided(payment) && payment.parts.some(({ invoiceId }) => ids.includes(invoiceId)),
  )

/** Throws where a row’s source stands already, as the ledger’s index does. */
export function book(world: World, shares: readonly Share[], payment: string | null = null, estimate: string | null = null) {
  for (const share of shares) {
    if (world.sources.has(share.source)) throw new Error(`${share.source} stands twice`)
    world.sources.add(share.source)
    const row = { ...share, payment, estimate }
    world.ledger.push(row)
    const [whose = ''] = share.source.split(':')
    keep(world.bySource, whose, row)
    keep(world.byInvoice, share.invoiceId, row)
    if (share.invoiceId !== null) world.balances.set(share.invoiceId, balanceOf(world, share.invoiceId) + share.amountMinor)
  }
}

function keep<K>(among: Map<K, Row[]>, key: K, row: Row) {
  const rows = among.get(key)
  if (rows) rows.push(row)
  else among.set(key, [row])
}

export function truthOf(world: World, payment: ModelPayment): Truth | undefined {
  const now = world.stripe.get(payment.id)
  if (!now) return undefined
  const { checkout, refunds, disputes } = now
  const shown = { id: payment.id, failure: undefined, amountMinor: payment.amountMinor, currency, isLive: false }
  return {
    ...{ account, isLive: false, instrument: '', charge: undefined, refunds, disputes },
    checkout: { ...checkout, ...shown, paymentIntent: undefined },
    cost: checkout.isPaid ? { feeMinor: 3, applicationFeeMinor: 0, availableAt: 1 } : undefined,
  }
}

/** One look at Stripe and one step of it; false when there is nothing to write, or what is told is not this payment’s. */
export function takeStep(world: World, payment: ModelPayment, truth = truthOf(world, payment)): boolean {
  const known = knownFrom(world, payment)
  if (!truth || mismatchOf(known, truth)) return false
  const step = nextStep(known, truth)
  if (!step) return false
  write(world, payment, step)
  note(payment, step)
  return true
}

/** Writes the rows of a step; what goes back and was forgiven is owed no more. */
export function write(world: World, payment: ModelPayment, step: Step): void {
  const parts = partsOf(world, payment)
  const shares = sharesOf({ payment, parts, rows: rowsOf(world, payment.id) }, step)
  book(world, shares, payment.id, payment.estimateId)
  const isForgiven = step.does === 'refund' && payment.asked.some((one) => one.id === step.key && one.isForgiven)
  for (const { part, amountMinor } of isForgiven ? forgivenOf(parts, shares) : []) {
    const source = `crn_${++world.made}`
    book(world, [{ kind: 'credit_note', amountMinor: -amountMinor, invoiceId: part.invoiceId, source }])
  }
}

/** The invoices of a payment, those that its credit paid among them, as they stand. */
export function partsOf(world: World, { id, parts }: ModelPayment) {
  const touched = rowsOf(world, id).flatMap(({ invoiceId }) => (invoiceId === null ? [] : [invoiceId]))
  const others = [...new Set(touched)].filter((invoiceId) => !parts.some((part) => part.invoiceId === invoiceId))
  return [...parts, ...others.map((invoiceId) => ({ invoiceId, amountMinor: 0 }))].map((part) => ({
    ...part,
    balanceMinor: balanceOf(world, part.invoiceId),
    voidedAt: world.invoices.get(part.invoiceId)?.voidedAt ?? null,
  }))
}

export function knownFrom(world: World, payment: ModelPayment) {
  const row = { ...payment, account: payment.isOutside ? null : account, currency } as unknown as Payment // Its other columns decide nothing.
  return knownOf(
    row,
    rowsOf(world, payment.id),
    payment.asked,
    [...payment.disputes].map(([id, state]) => ({ id, state })),
  )
}

/** Hears about a payment: looks at Stripe and takes steps until there is none. */
export function hear(world: World, id: string): void {
  const payment = world.payments.get(id)
  while (payment && takeStep(world, payment));
}

/** What a step says of the payment itself. */
function note(payment: ModelPayment, step: Step): void {
  switch (step.does) {
    case 'settle':
      payment.state = 'succeeded'
      return
    case 'process':
      payment.state = 'processing'
      return
    case 'fail':
    case 'expire':
      payment.state = step.does === 'fail' ? 'failed' : 'expired'
      return
    case 'cost':
      payment.feeMinor = 3
      return
    case 'refund':
      payment.refundedMinor += step.amountMinor
      for (const one of payment.asked) if (one.id === step.key) Object.assign(one, { state: 'done', stripeRefund: step.source })
      return
    case 'return':
      payment.refundedMinor -= step.amountMinor
      for (const one of payment.asked) if (one.stripeRefund === step.before) one.state = 'failed'
      return
    case 'refuse':
      for (const one of payment.asked) if (one.id === step.key) one.state = 'failed'
      return
    case 'dispute':
      payment.disputes.set(step.dispute.id, step.dispute.state)
      return
    default:
      step satisfies never
  }
}

export function leftAtStripe(world: World, payment: ModelPayment): number {
  const gone = world.stripe.get(payment.id)?.refunds.filter(({ state }) => state !== 'failed') ?? []
  return payment.amountMinor - gone.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

export function add(world: World, parts: readonly Part[], more: Partial<ModelPayment> = {}): ModelPayment {
  const id = `pay_${++world.made}`
  const amountMinor = more.amountMinor ?? parts.reduce((sum, part) => sum + part.amountMinor, 0)
  const none = { checkoutSession: null, refundedMinor: 0, feeMinor: null, asked: [], disputes: new Map() }
  const payment: ModelPayment = { id, isOutside: false, estimateId: null, parts, state: 'open', ...none, ...more, amountMinor }
  world.payments.set(id, payment)
  return payment
}

/** Closes what is open at Stripe; false when one of them was paid meanwhile. */
export function endAttempts(world: World, attempts: readonly ModelPayment[]): boolean {
  if (attempts.some(({ id }) => world.stripe.get(id)?.checkout.state === 'complete')) return false
  for (const attempt of attempts) {
    const now = world.stripe.get(attempt.id)
    if (now) now.checkout = { ...now.checkout, state: 'expired' }
    attempt.state = 'expired'
  }
  return true
}

export function makeWorld(): World {
  const world: World = {
    ...{ invoices: new Map(), payments: new Map(), stripe: new Map(), messages: [], tabs: [], made: 0 },
    ...{ ledger: [], bySource: new Map(), byInvoice: new Map(), sources: new Set(), balances: new Map() },
  }
  for (const [id, totalMinor] of [
    ['inv_1', 900],
    ['inv_2', 400],
    ['inv_3', 251],
  ] as const) {
    world.invoices.set(id, { id, totalMinor, sentAt: 1, voidedAt: null, estimateId: null })
    book(world, [{ kind: 'invoice', amountMinor: totalMinor, invoiceId: id, source: id }])
  }
  world.invoices.set('inv_4', { id: 'inv_4', totalMinor: 600, sentAt: null, voidedAt: null, estimateId: 'est_1' })
  return world
}
