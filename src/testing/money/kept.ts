import { isAskable } from '#features/payments/charge.ts'
import { hear } from './steps.ts'
import type { AtStripe, ModelMethod, ModelPayment, World } from './world.ts'

/** How a request to Stripe fares: it never comes there, its answer is lost, or it comes there a while later. */
export type Fate = 'answered' | 'lost' | 'unheard' | 'late'
export const fateOf = (amount: number): Fate => (['lost', 'unheard', 'late'] as const)[amount % 8] ?? 'answered'

const answers: Readonly<Record<ModelMethod['behaves'], Pick<AtStripe, 'checkout' | 'mustAsk'>>> = {
  good: { checkout: { state: 'complete', isPaid: true, hasFailed: false } },
  bank: { checkout: { state: 'complete', isPaid: false, hasFailed: false } },
  refused: { checkout: { state: 'complete', isPaid: false, hasFailed: true } },
  asks: { checkout: { state: 'complete', isPaid: false, hasFailed: true }, mustAsk: true },
}
const rememberedMs = 24 * 3_600_000

/** What was on its way to Stripe comes there. */
export function arrive(world: World): void {
  for (const payment of world.underWay.splice(0)) reach(world, payment)
}

/** Stripe charges what was kept once under a key, as long as it remembers the key. */
function reach(world: World, { id, savedMethodId }: ModelPayment): void {
  const made = world.stripe.get(id)
  if (made && world.now - (made.askedAt ?? 0) < rememberedMs) return
  if (made) throw new Error(`${id} is charged twice`)
  const behaves = methodOf(world, savedMethodId)?.behaves ?? 'refused'
  world.stripe.set(id, { ...answers[behaves], askedAt: world.now, refunds: [], disputes: [] })
  world.messages.push(id)
}

export const methodOf = (world: World, id: string | null) => world.kept.find((method) => method.id === id)

/** What became of a charge, by what the product asks and finds: charge.ts, with no database below. */
export function finish(world: World, payment: ModelPayment, fate: Fate): 'silent' | 'under way' | 'over' | 'refused' | 'asks' {
  if (payment.state !== 'open') return payment.state === 'failed' || payment.state === 'expired' ? 'over' : 'under way'
  const { removedAt = 0, autopayAt = null } = methodOf(world, payment.savedMethodId) ?? {}
  const isAgreed = payment.isByItself ? autopayAt !== null && removedAt === null : true
  const mayAsk = isAskable({ createdAt: payment.createdAt, removedAt, isAgreed }, world.now)
  if (mayAsk && (!isAgreed || removedAt !== null)) throw new Error(`${payment.id} is charged though nobody agrees`)
  if (mayAsk && fate === 'late') world.underWay.push(payment)
  if (mayAsk && (fate === 'unheard' || fate === 'answered')) reach(world, payment)
  if (fate !== 'answered') return 'silent'
  const made = world.stripe.get(payment.id)
  if (!made) {
    payment.state = isAgreed ? 'failed' : 'expired'
    return isAgreed ? 'refused' : 'over'
  }
  hear(world, payment.id)
  if (!made.checkout.hasFailed) return 'under way'
  return made.mustAsk ? 'asks' : 'refused'
}
