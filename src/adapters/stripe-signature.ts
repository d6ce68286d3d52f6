import type Stripe from 'stripe'
import type { SignedEvent } from './stripe.ts'

const toleranceSeconds = 300

/** The event in a body that this secret signed within 300 s of `now` (ms), Stripe's own tolerance; else undefined. */
export async function verifyEvent(
  stripe: Stripe,
  body: string,
  signature: string,
  secret: string,
  now: number,
): Promise<SignedEvent | undefined> {
  try {
    const event = await stripe.webhooks.constructEventAsync(body, signature, secret, toleranceSeconds, undefined, now)
    // The SDK refuses what is old; a time that has not come is as wrong.
    if (Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]) > now / 1000 + toleranceSeconds) return undefined
    const object = event.data.object
    const intent = 'payment_intent' in object ? object.payment_intent : undefined
    return {
      id: event.id,
      type: event.type,
      // Signed or not, what is no text names no account.
      account: typeof event.account === 'string' ? event.account : undefined,
      objectId: 'id' in object && typeof object.id === 'string' ? object.id : '',
      paymentIntent: typeof intent === 'string' ? intent : intent?.id,
      isLive: event.livemode,
      createdAt: event.created * 1000,
    }
  } catch {
    // Unsigned, signed by somebody else, altered or old: all of it is "not from Stripe".
    return undefined
  }
}
