import { wait } from '#lib/wait.ts'
import { KeySpent, PaymentsRefused, PaymentsUnavailable } from './stripe.ts'

const pausesMs = [120, 380]

/** Throws what the provider’s failures are in our terms. Tries again after what passes by itself, never after a timeout: then the 3 s are used up. */
export async function answered<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call()
    } catch (cause) {
      if (cause instanceof PaymentsRefused) throw cause
      const { status, type, isTimeout } = troubleOf(cause)
      const isPassing = !isTimeout && (status === undefined || status >= 500 || status === 409 || status === 429)
      const pause = pausesMs[attempt]
      if (isPassing && pause !== undefined) {
        await wait(pause)
        continue
      }
      if (isPassing || isTimeout) throw new PaymentsUnavailable('Stripe gave no answer', { cause })
      const message = cause instanceof Error ? cause.message : 'Stripe refused'
      throw type === 'StripeIdempotencyError' ? new KeySpent(message, { cause }) : new PaymentsRefused(message, { cause })
    }
  }
}

function troubleOf(cause: unknown): { status: number | undefined; type: unknown; isTimeout: boolean } {
  if (typeof cause !== 'object' || cause === null) return { status: undefined, type: undefined, isTimeout: false }
  const status = 'statusCode' in cause && typeof cause.statusCode === 'number' ? cause.statusCode : undefined
  const detail = 'detail' in cause ? cause.detail : undefined
  const isTimeout = typeof detail === 'object' && detail !== null && 'code' in detail && detail.code === 'ETIMEDOUT'
  return { status, type: 'type' in cause ? cause.type : undefined, isTimeout }
}
