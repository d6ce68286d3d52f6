/** What a checkout is for. Amounts in minor units. */
export interface CheckoutRequest {
  readonly account: string
  /** The payment's id: Stripe answers the same session to the same key. */
  readonly key: string
  readonly currency: string
  /** What is paid, a line for each: together the amount. */
  readonly lines: readonly { readonly label: string; readonly amountMinor: number }[]
  readonly email: string
  /** Whether what is paid with is kept for later, as the payer wished. */
  readonly keeps?: boolean | undefined
  /** Who the payer is at Stripe already; else somebody new where `keeps`. */
  readonly customer?: string | undefined
  readonly successUrl: string
  readonly cancelUrl: string
  readonly expiresAt: number
}
export interface Checkout {
  readonly id: string
  readonly url: string | undefined
  readonly state: 'open' | 'complete' | 'expired'
  readonly isPaid: boolean
  /** Complete, but the bank said no afterwards: a debit that bounced. */
  readonly hasFailed: boolean
  /** Why, as the bank says it. */
  readonly failure: string | undefined
  readonly amountMinor: number
  readonly currency: string
  readonly paymentKey: string | undefined
  readonly paymentIntent: string | undefined
  /** Whether what is paid with is kept for later. */
  readonly keeps: boolean
  /** What was kept, and for whom; known once it was paid. */
  readonly kept: Kept | undefined
  readonly isLive: boolean
}
/** Something to pay with that Stripe keeps. */
export interface Kept {
  readonly customer: string
  readonly method: string
}
/** A charge of what was kept, while nobody is there to be asked. Amount in minor units. */
export interface KeptCharge {
  readonly account: string
  /** The payment's id: asked again under it, Stripe gives the same answer for at least 24 hours. */
  readonly key: string
  readonly kept: Kept
  readonly amountMinor: number
  readonly currency: string
  readonly label: string
}
/** A charge without a page, in the shape of a checkout that was completed at once: it is named by its intent. */
export interface Intent extends Checkout {
  /** The bank wants to ask the method's owner, who is not there. */
  readonly mustAsk: boolean
}
export interface Refund {
  readonly id: string
  /** Our own row of it, where we asked for it. */
  readonly key: string | undefined
  readonly amountMinor: number
  readonly state: 'done' | 'pending' | 'failed'
}
export interface RefundRequest {
  readonly account: string
  /** Our row's id: asked again under it, Stripe gives the same refund. */
  readonly key: string
  readonly paymentIntent: string
  readonly amountMinor: number
}
/** A payer's bank asks the money back. Amount in minor units. */
export interface Dispute {
  readonly id: string
  readonly amountMinor: number
  readonly currency: string
  readonly reason: string
  readonly state: 'open' | 'sent' | 'won' | 'lost'
  /** A bank that only asks has taken nothing yet. */
  readonly isWithdrawn: boolean
  readonly evidenceDueAt: number | undefined
  readonly openedAt: number
}
/** What speaks for the charge, by the names of Stripe's fields. */
export type Evidence = Readonly<
  Partial<
    Record<
      | ('customer_name' | 'customer_email_address' | 'product_description' | 'service_date' | 'shipping_carrier')
      | ('shipping_tracking_number' | 'uncategorized_text' | 'access_activity_log'),
      string
    >
  >
>
export interface Charge {
  readonly id: string
  readonly paymentIntent: string
  /** "Visa ending 4242". */
  readonly instrument: string
  readonly amountMinor: number
  readonly currency: string
  readonly refunds: readonly Refund[]
  readonly disputes: readonly Dispute[]
  /** What is kept of it, and when Stripe releases the rest; undefined while Stripe has not said. */
  readonly cost: Cost | undefined
}
export interface Cost {
  /** Everything that is kept, the platform's part with it, in minor units. */
  readonly feeMinor: number
  readonly applicationFeeMinor: number
  readonly availableAt: number
}
export interface ConnectedAccount {
  readonly id: string
  readonly canCharge: boolean
  readonly isSubmitted: boolean
}
export interface SignedEvent {
  readonly id: string
  readonly type: string
  readonly account: string | undefined
  readonly objectId: string
  /** The payment intent that a charge or a refund belongs to. */
  readonly paymentIntent: string | undefined
  readonly isLive: boolean
  readonly createdAt: number
}

/**
 * The payment provider, in our terms. Every call throws PaymentsUnavailable without an answer, PaymentsRefused with a no, and
 * KeySpent when its key was used before for something else.
 */
export interface Payments {
  createAccount(
    key: string,
    shop: { readonly name: string; readonly email: string; readonly country?: string },
  ): Promise<ConnectedAccount>
  accountLink(account: string, urls: { readonly back: string; readonly again: string }): Promise<string>
  getAccount(account: string): Promise<ConnectedAccount>
  createCheckout(request: CheckoutRequest): Promise<Checkout>
  getCheckout(account: string, id: string): Promise<Checkout>
  /** The checkout a payment intent belongs to, or undefined. */
  findCheckout(account: string, paymentIntent: string): Promise<Checkout | undefined>
  expireCheckout(account: string, id: string): Promise<Checkout>
  /** Charges what was kept. A no of the bank is an answer, `hasFailed`; so is that it wants to ask its owner, `mustAsk`. */
  chargeKept(charge: KeptCharge): Promise<Intent>
  /** The charge of what was kept that this payment stands for, among the customer's last hundred, or undefined. */
  findIntent(account: string, customer: string, paymentKey: string): Promise<Intent | undefined>
  getIntent(account: string, id: string): Promise<Intent>
  /** Has Stripe forget what was kept; it is fine where it is gone. */
  detach(account: string, method: string): Promise<void>
  getCharge(account: string, paymentIntent: string): Promise<Charge>
  refund(request: RefundRequest): Promise<Refund>
  /** Sends what speaks for a disputed charge to the bank, which takes it once. */
  submitEvidence(account: string, dispute: string, evidence: Evidence): Promise<void>
  /** The event in these bytes, if one of our secrets signed exactly them within 300 s (Stripe's own tolerance); else undefined. */
  verifyEvent(body: string, signature: string, now: number): Promise<SignedEvent | undefined>
  readonly isLive: boolean
  /** Where forms may lead a person, to pay or to set up payments: origins for the page's policy, parted by spaces. */
  readonly checkoutOrigin: string
}
export class PaymentsUnavailable extends Error {}
export class PaymentsRefused extends Error {}
export class KeySpent extends PaymentsRefused {}
