import type Stripe from 'stripe'
import type { Checkout, ConnectedAccount, Kept, Refund } from './stripe.ts'

/** A connected account in our terms. */
export function accountOf(account: Stripe.Account): ConnectedAccount {
  return { id: account.id, canCharge: account.charges_enabled, isSubmitted: account.details_submitted }
}

/** With its intent, which knows whether a debit came to nothing. */
export const withIntent = { expand: ['payment_intent'] }

/** A checkout session in our terms. */
export function checkoutOf(session: Stripe.Checkout.Session): Checkout {
  const intent = session.payment_intent
  return {
    id: session.id,
    url: session.url ?? undefined,
    state: checkoutState(session.status),
    isPaid: session.payment_status === 'paid',
    hasFailed: session.status === 'complete' && typeof intent === 'object' && failedStates.has(intent?.status ?? ''),
    failure: typeof intent === 'object' ? intent?.last_payment_error?.message : undefined,
    amountMinor: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    paymentKey: session.client_reference_id ?? undefined,
    paymentIntent: typeof intent === 'string' ? intent : (intent?.id ?? undefined),
    keeps: session.metadata?.['keeps'] === 'yes',
    kept: keptOf(session),
    isLive: session.livemode,
  }
}

/** What was paid with, where it is kept for later. */
function keptOf({ customer, payment_intent: intent }: Stripe.Checkout.Session): Kept | undefined {
  if (!intent || typeof intent === 'string' || intent.status !== 'succeeded' || intent.setup_future_usage !== 'off_session')
    return undefined
  const who = idOf(customer)
  const method = idOf(intent.payment_method)
  return who && method ? { customer: who, method } : undefined
}

const idOf = (named: string | { readonly id: string } | null) => (typeof named === 'string' ? named : named?.id)

const failedStates = new Set(['requires_payment_method', 'canceled'])

function checkoutState(status: string | null): Checkout['state'] {
  return status === 'complete' || status === 'expired' ? status : 'open'
}

/** Whether a refund went through. */
export function refundState(status: string | null): Refund['state'] {
  if (status === 'succeeded') return 'done'
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
}
