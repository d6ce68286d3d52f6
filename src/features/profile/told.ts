import type { CustomerCtx, Mail } from '#context.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'

/** Tells the shop what the customer changes in the same write. */
export function shopMails(ctx: CustomerCtx): Mail[] {
  const { customerId, now } = ctx
  return shopAddresses(ctx, null).map((to) => ({
    ...{ kind: 'profile.told', customerId },
    payload: { customer: customerId, at: String(now), to },
  }))
}
