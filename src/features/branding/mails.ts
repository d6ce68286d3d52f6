import type { CustomerCtx, Mail } from '#context.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'
import { sayPauseMs } from '#features/messages/thread.ts'

/** The mails that tell the shop of a change; each takes the place of the one that still waits, so that a burst is one mail. */
export function tellsShop(ctx: CustomerCtx, customerId: string, advisorEmail: string | undefined): Mail[] {
  return shopAddresses(ctx, advisorEmail).map((to) => {
    const topic = `brand.changed:${customerId}:${to}`
    return { kind: 'brand.changed', topic, payload: { customer: customerId, to, topic }, dueAt: ctx.now + sayPauseMs, customerId }
  })
}
