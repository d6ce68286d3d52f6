import type { MailBuilders } from '#features/notifications/builders.ts'
import { finishCharge } from './charge.ts'

/** What the shop's clock does about charges and what was kept. No mails. */
export const chargeWorkers: MailBuilders = {
  /** A charge whose answer was lost, or whose page was closed, is asked for again under its key. */
  'payment.finish': async (ctx, { payment = '' }): Promise<undefined> => {
    await finishCharge(ctx, payment)
  },
  /** What was removed is forgotten at Stripe too. */
  'method.detach': async (ctx, { account = '', method = '' }): Promise<undefined> => {
    await ctx.deps.payments.detach(account, method)
  },
}
