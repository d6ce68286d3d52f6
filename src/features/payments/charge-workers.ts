import type { MailBuilders } from '#features/notifications/builders.ts'
import { finishCharge } from './charge.ts'

/** What the shop's clock does about charges. No mails. */
export const chargeWorkers: MailBuilders = {
  /** A charge whose answer was lost, or whose page was closed, is asked for again under its key. */
  'payment.finish': async (ctx, { payment = '' }): Promise<undefined> => {
    await finishCharge(ctx, payment)
  },
}
