import type { Checkout, Cost, Dispute, Refund } from '#adapters/stripe.ts'
import type { Profile } from '#features/settings/rules.ts'
import { exponentOf, parseMoney } from '#lib/money.ts'

export type PaymentMethod = 'stripe' | 'cash' | 'check' | 'transfer' | 'other'
/** Those a shop records by hand. */
export const outsideMethods = ['cash', 'check', 'transfer', 'other'] as const satisfies readonly PaymentMethod[]

export type LedgerKind =
  | 'invoice'
  | 'void'
  | 'revision'
  | 'payment'
  | 'refund'
  | 'credit'
  /** Paid on an estimate before there is an invoice: the customer's credit until it is applied. */
  | 'deposit'
  /** Credit that pays an invoice: two rows that sum to nothing, one without an invoice and one with. */
  | 'applied'
  | 'credit_note'
  | 'late_fee'
  /** Taken back by the payer's bank, and given again where the shop won. */
  | 'dispute'
  | 'dispute_won'

export type RefundState = 'asked' | 'done' | 'failed'
export type DisputeState = 'open' | 'sent' | 'won' | 'lost'

export type PaymentState = 'open' | 'processing' | 'succeeded' | 'failed' | 'expired'

/** A checkout lasts this long; Stripe allows 30 minutes to 24 hours. */
export const checkoutMs = 60 * 60_000
/** Stripe's shortest, with a minute to get there: an attempt whose session was never made can be taken up again until then. */
export const resumableMs = 31 * 60_000

/** Stripe takes amounts of up to eight digits. */
export const mostOnlineMinor = 99_999_999

// Where it is not 50 of the minor unit (Stripe, "Minimum and maximum charge amounts", by settlement currency).
const leastMinorOf: Readonly<Record<string, number>> = {
  ...{ AED: 200, BGN: 100, CZK: 1_500, DKK: 250, GBP: 30, HKD: 400, HUF: 17_500, MXN: 1_000, MYR: 200, NOK: 300 },
  ...{ PLN: 200, RON: 200, SEK: 300, THB: 1_000 },
}

/** The least that Stripe charges in a currency, in its minor unit. */
export const leastOnline = (currency: string): number => leastMinorOf[currency] ?? 50

type Till = Pick<Profile, 'stripeState' | 'stripeAccount' | 'currency'>

/** Whether the shop takes cards, for an amount where one is given. Of three decimals Stripe takes two: the last must be 0. */
export function takesOnline({ stripeState, stripeAccount, currency }: Till, minor = 0): boolean {
  const isWhole = exponentOf(currency) < 3 || minor % 10 === 0
  const isPayable = minor === 0 || (minor >= leastOnline(currency) && minor <= mostOnlineMinor && isWhole)
  return stripeState === 'ready' && stripeAccount !== null && isPayable
}

interface Owing {
  readonly balanceMinor: number
  readonly currency: string
}
interface PartialRule {
  readonly takesPartial: boolean
  readonly leastMinor: number
}

/** The least that may be paid of an invoice where less than all is taken; undefined where it is all or nothing. In minor units. */
export function partialOf(
  { balanceMinor, currency }: Owing,
  { takesPartial, leastMinor }: PartialRule,
): { leastMinor: number } | undefined {
  const least = Math.max(leastMinor, leastOnline(currency))
  return takesPartial && least < balanceMinor ? { leastMinor: least } : undefined
}

export type WrongAmount = 'none' | 'all' | 'little' | 'much' | 'crumb'

/** How much a payer who typed an amount pays, or what is wrong with it. What stays is never too little to be paid by itself. */
export function typedAmount(
  text: string,
  owing: Owing,
  rule: PartialRule,
): { readonly minor: number } | { readonly wrong: WrongAmount } {
  const minor = parseMoney(text, owing.currency)
  const partial = partialOf(owing, rule)
  if (minor === owing.balanceMinor) return { minor }
  if (!partial) return { wrong: 'all' }
  if (!minor) return { wrong: 'none' }
  if (minor < partial.leastMinor) return { wrong: 'little' }
  if (minor > owing.balanceMinor) return { wrong: 'much' }
  return owing.balanceMinor - minor < leastOnline(owing.currency) ? { wrong: 'crumb' } : { minor }
}

/** Stripe's page takes a hundred lines; so many invoices in one payment are plenty. */
export const mostTogether = 50

export type WrongBundle = 'none' | 'currencies' | 'many' | 'much'

/** What invoices come to that are paid at once, in minor units, or why they cannot be. */
export function bundleOf(
  due: readonly Owing[],
): { readonly currency: string; readonly totalMinor: number } | { readonly wrong: WrongBundle } {
  const [first] = due
  if (!first) return { wrong: 'none' }
  if (due.some(({ currency }) => currency !== first.currency)) return { wrong: 'currencies' }
  if (due.length > mostTogether) return { wrong: 'many' }
  const totalMinor = due.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
  return totalMinor > mostOnlineMinor ? { wrong: 'much' } : { currency: first.currency, totalMinor }
}

/** Whether this reader is led to pay: a button that leads nowhere is worse than none. Staff looking on pay for nobody. */
export function paysOnline(shop: Till, viewer: { readonly canPay: boolean }, isPreview: boolean, minor = 0): boolean {
  return viewer.canPay && !isPreview && takesOnline(shop, minor)
}

/** What we know of a payment. */
export interface KnownPayment {
  readonly id: string
  readonly state: PaymentState
  readonly account: string | null
  readonly checkoutSession: string | null
  readonly amountMinor: number
  readonly currency: string
  /** What its rows in the ledger that are refunds, or their return, came from. */
  readonly refundSources: readonly string[]
  /** Whether we know what it cost. */
  readonly hasCost: boolean
  /** Refunds we asked for that were not answered yet: our rows' ids. */
  readonly askedRefunds: readonly string[]
  readonly disputes: readonly KnownDispute[]
}

export interface KnownDispute {
  readonly id: string
  readonly state: DisputeState
  /** Whether the ledger says that the money went, and that it came back. */
  readonly isTaken: boolean
  readonly isReturned: boolean
}

/** What Stripe says of it now. */
export interface Truth {
  readonly account: string
  readonly isLive: boolean
  readonly checkout: Pick<
    Checkout,
    'id' | 'state' | 'isPaid' | 'hasFailed' | 'failure' | 'amountMinor' | 'currency' | 'isLive' | 'paymentIntent'
  > &
    Partial<Pick<Checkout, 'kept'>>
  /** Known once it is paid. */
  readonly instrument: string
  readonly charge: string | undefined
  readonly cost: Cost | undefined
  readonly refunds: readonly Refund[]
  readonly disputes: readonly Dispute[]
}

/** What keeps a checkout from being this payment's, in words for the log; undefined when it is. */
export function mismatchOf(payment: KnownPayment, { account, isLive, checkout }: Truth): string | undefined {
  if (checkout.isLive !== isLive) return 'mode'
  if (payment.account !== account) return 'account'
  if (payment.currency !== checkout.currency) return 'currency'
  if (payment.amountMinor !== checkout.amountMinor) return 'amount'
  return payment.checkoutSession === null || payment.checkoutSession === checkout.id ? undefined : 'session'
}

/** The page a payment was made on; none where what was kept was charged, which is named by its intent. */
export function pageOf({ id, paymentIntent }: Pick<Checkout, 'id' | 'paymentIntent'>): string | null {
  return id === paymentIntent ? null : id
}

export type Step =
  | { readonly does: 'settle' | 'process' | 'fail' | 'expire' | 'cost' }
  /** `key`: our own row of it, where we asked for it. */
  | { readonly does: 'refund'; readonly source: string; readonly amountMinor: number; readonly key: string | undefined }
  /** What the source before brought back. */
  | { readonly does: 'return'; readonly source: string; readonly before: string; readonly amountMinor: number }
  /** One we asked for came to nothing. */
  | { readonly does: 'refuse'; readonly key: string; readonly source: string }
  | { readonly does: 'dispute'; readonly dispute: Dispute; readonly known: KnownDispute | undefined }

/**
 * The next thing to write so that our rows say what Stripe says; undefined when they do. Looks only at what is true now, never at
 * which message told us, so every order of messages ends alike. What succeeded stays succeeded.
 */
export function nextStep(payment: KnownPayment, truth: Truth): Step | undefined {
  const { checkout, refunds, disputes, cost } = truth
  if (checkout.isPaid && payment.state !== 'succeeded') return { does: 'settle' }
  if (!checkout.isPaid && checkout.state === 'complete') {
    if (checkout.hasFailed && isUndecided(payment.state)) return { does: 'fail' }
    if (!checkout.hasFailed && payment.state === 'open') return { does: 'process' }
  }
  if (checkout.state === 'expired' && isUndecided(payment.state)) return { does: 'expire' }
  if (payment.state !== 'succeeded') return undefined
  if (cost && !payment.hasCost) return { does: 'cost' }
  const steps = [
    ...refunds.map((refund) => refundStep(payment, refund)),
    ...disputes.map((dispute) => disputeStep(payment, dispute)),
  ]
  return steps.find((step) => step !== undefined)
}

const isUndecided = (state: PaymentState) => state === 'open' || state === 'processing'

/** A refund counts once it went through, and is taken back where the bank sent it back. */
function refundStep(payment: KnownPayment, { id, amountMinor, state, key }: Refund): Step | undefined {
  const known = payment.refundSources
  if (state === 'done' && !known.includes(id)) return { does: 'refund', source: id, amountMinor, key }
  if (state !== 'failed') return undefined
  const back = `${id}:failed`
  if (known.includes(id) && !known.includes(back)) return { does: 'return', source: back, before: id, amountMinor }
  return key && payment.askedRefunds.includes(key) ? { does: 'refuse', key, source: id } : undefined
}

const order: readonly DisputeState[] = ['open', 'sent', 'lost', 'won']

/** A dispute moves on, never back to where it waits for us: an older look at it may come later. */
function disputeStep(payment: KnownPayment, dispute: Dispute): Step | undefined {
  const known = payment.disputes.find(({ id }) => id === dispute.id)
  const isNew = known === undefined || order.indexOf(dispute.state) > order.indexOf(known.state)
  const isGone = dispute.isWithdrawn && !known?.isTaken
  const isBack = dispute.state === 'won' && known?.isTaken && !known.isReturned
  return isNew || isGone || isBack ? { does: 'dispute', dispute, known } : undefined
}

/** Where Stripe's onboarding stands. */
export function stripeStateOf(account: {
  readonly canCharge: boolean
  readonly isSubmitted: boolean
}): 'ready' | 'restricted' | 'started' {
  if (account.canCharge) return 'ready'
  return account.isSubmitted ? 'restricted' : 'started'
}

export type Aftermath = 'disputed' | 'lost' | 'back' | 'partlyBack'

/** What became of a payment after it arrived, the weightiest first; undefined where it simply stands. */
export function whatCameAfter(
  payment: { readonly amountMinor: number; readonly refundedMinor: number },
  disputed: readonly { readonly state: DisputeState }[],
): Aftermath | undefined {
  if (disputed.some(({ state }) => state === 'open' || state === 'sent')) return 'disputed'
  if (disputed.some(({ state }) => state === 'lost')) return 'lost'
  if (payment.refundedMinor <= 0) return undefined
  return payment.refundedMinor < payment.amountMinor ? 'partlyBack' : 'back'
}
