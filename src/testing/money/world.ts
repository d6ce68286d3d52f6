import type { Checkout, Dispute, Refund } from '#adapters/stripe.ts'
import { isCharging } from '#features/payments/attempts.ts'
import type { Planned } from '#features/payments/autopay.ts'
import type { Instalment } from '#features/payments/instalment-rules.ts'
import type { AskedRefund, DisputeRow } from '#features/payments/queries.ts'
import type { PaymentState } from '#features/payments/rules.ts'
import type { Share } from '#features/payments/shares.ts'

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
  /** What the customer had us keep to pay with. */
  readonly kept: ModelMethod[]
  /** What the clock does at its hour. */
  readonly jobs: Job[]
  /** Charges of what was kept that were asked for, and have not come to Stripe yet. */
  readonly underWay: ModelPayment[]
  now: number
  made: number
}

export interface ModelInvoice {
  readonly id: string
  totalMinor: number
  sentAt: number | null
  voidedAt: number | null
  readonly estimateId: string | null
  dueOn: string | null
  edition: number
  /** The plan to pay it. */
  steps: readonly Instalment[]
  /** When its customer was last told what is charged by itself, and when. */
  toldAt: number
}
export interface ModelMethod {
  readonly id: string
  /** What its bank says when it is charged; a debit is decided days later. */
  behaves: 'good' | 'refused' | 'asks' | 'bank'
  autopayAt: number | null
  removedAt: number | null
}
export interface Job {
  dueAt: number
  readonly topic: string
  /** What is charged by itself, or a charge whose answer was lost. */
  readonly does: Planned | { readonly finish: string }
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
  /** Of what was kept; then it has no page. */
  readonly savedMethodId: string | null
  readonly isByItself: boolean
  readonly createdAt: number
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
  /** Where it charged what was kept: when it was asked to, and whether the bank wants to see its owner. */
  readonly askedAt?: number
  readonly mustAsk?: boolean
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export interface Row extends Share {
  readonly payment: string | null
  readonly estimate: string | null
}

export const account = 'acct_shop'
export const currency = 'USD'
const begins = Date.UTC(2030, 3, 9, 15)

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

export function leftAtStripe(world: World, payment: ModelPayment): number {
  const gone = world.stripe.get(payment.id)?.refunds.filter(({ state }) => state !== 'failed') ?? []
  return payment.amountMinor - gone.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

export function add(world: World, parts: readonly Part[], more: Partial<ModelPayment> = {}): ModelPayment {
  const id = `pay_${++world.made}`
  const amountMinor = more.amountMinor ?? parts.reduce((sum, part) => sum + part.amountMinor, 0)
  const payment: ModelPayment = {
    ...{ id, isOutside: false, estimateId: null, parts, state: 'open', createdAt: world.now },
    ...{ checkoutSession: null, savedMethodId: null, isByItself: false, refundedMinor: 0, feeMinor: null },
    ...{ asked: [], disputes: new Map(), ...more, amountMinor },
  }
  world.payments.set(payment.id, payment)
  return payment
}

/** Closes what is open at Stripe; false when one of them was paid meanwhile, or charges what was kept. */
export function endAttempts(world: World, attempts: readonly ModelPayment[]): boolean {
  if (isCharging(attempts) || attempts.some(({ id }) => world.stripe.get(id)?.checkout.state === 'complete')) return false
  for (const attempt of attempts) {
    const now = world.stripe.get(attempt.id)
    if (now) now.checkout = { ...now.checkout, state: 'expired' }
    attempt.state = 'expired'
  }
  return true
}

/** A customer who owes three invoices, has a card kept, and will be sent another invoice and one for their estimate. */
export function makeWorld(): World {
  const world: World = {
    ...{ invoices: new Map(), payments: new Map(), stripe: new Map(), messages: [], tabs: [], made: 0 },
    ...{ ledger: [], bySource: new Map(), byInvoice: new Map(), sources: new Set(), balances: new Map() },
    ...{ kept: [{ id: 'way_1', behaves: 'good', autopayAt: null, removedAt: null }], jobs: [], underWay: [], now: begins },
  }
  const fresh = { voidedAt: null, dueOn: null, steps: [], toldAt: 0 }
  for (const [id, totalMinor] of [
    ['inv_1', 900],
    ['inv_2', 400],
    ['inv_3', 251],
  ] as const) {
    world.invoices.set(id, { ...fresh, id, totalMinor, sentAt: 1, edition: 1, estimateId: null })
    book(world, [{ kind: 'invoice', amountMinor: totalMinor, invoiceId: id, source: id }])
  }
  world.invoices.set('inv_5', { ...fresh, id: 'inv_5', totalMinor: 700, sentAt: null, edition: 0, estimateId: null })
  world.invoices.set('inv_4', { ...fresh, id: 'inv_4', totalMinor: 600, sentAt: null, edition: 0, estimateId: 'est_1' })
  return world
}
