import { type AtStripe, currency, leftAtStripe, type ModelPayment, type World } from './world.ts'

interface About {
  readonly id: string
  readonly payment: ModelPayment
  readonly now: AtStripe
  readonly pick: number
  readonly amount: number
}

/** What payers, banks and Stripe itself do to one payment, each told to us by messages. */
export const atStripe = {
  pay: (world, { now, id }) => {
    if (now.checkout.state === 'open') now.checkout = { ...now.checkout, state: 'complete', isPaid: true }
    world.messages.push(id, id)
  },
  debit: (world, { now, id }) => {
    if (now.checkout.state === 'open') now.checkout = { ...now.checkout, state: 'complete' }
    world.messages.push(id)
  },
  bank: (world, { now, id, amount }) => {
    if (now.checkout.state === 'complete' && !now.checkout.isPaid)
      now.checkout = { ...now.checkout, isPaid: amount % 2 === 0, hasFailed: amount % 2 === 1 }
    world.messages.push(id)
  },
  expire: (world, { now, id }) => {
    if (now.checkout.state === 'open') now.checkout = { ...now.checkout, state: 'expired' }
    world.messages.push(id)
  },
  refund: (world, { now, payment, id, amount }) => {
    if (!now.checkout.isPaid || amount > leftAtStripe(world, payment)) return
    const state = amount % 3 === 0 ? 'pending' : 'done'
    now.refunds.push({ id: `re_${++world.made}`, key: undefined, amountMinor: amount, state })
    world.messages.push(id)
  },
  clear: (world, { now, id }) => {
    for (const refund of now.refunds) if (refund.state === 'pending') refund.state = 'done'
    world.messages.push(id)
  },
  bounce: (world, { now, id, pick }) => {
    const refund = now.refunds[pick % Math.max(1, now.refunds.length)]
    if (refund) refund.state = 'failed'
    world.messages.push(id)
  },
  dispute: (world, { now, payment, id, amount }) => {
    if (!now.checkout.isPaid || now.disputes.length > 1) return
    const facts = { reason: 'fraudulent', evidenceDueAt: 2, openedAt: 1, currency, amountMinor: payment.amountMinor }
    now.disputes.push({ id: `du_${++world.made}`, state: 'open', isWithdrawn: amount % 4 > 0, ...facts })
    world.messages.push(id)
  },
  escalate: (world, { now, id }) => {
    for (const dispute of now.disputes) if (isWaiting(dispute)) dispute.isWithdrawn = true
    world.messages.push(id)
  },
  evidence: (world, { now, id }) => {
    for (const dispute of now.disputes) if (isWaiting(dispute)) dispute.state = 'sent'
    world.messages.push(id)
  },
  verdict: (world, { now, id, amount }) => {
    for (const dispute of now.disputes) if (isWaiting(dispute)) dispute.state = amount % 2 === 0 ? 'won' : 'lost'
    world.messages.push(id)
  },
} satisfies Record<string, (world: World, about: About) => void>

const isWaiting = ({ state }: { readonly state: string }) => state === 'open' || state === 'sent'
