import { mailWebhook } from '#webhooks/mail.ts'
import { mailInWebhook } from '#webhooks/mail-in.ts'
import { stripeWebhook } from '#webhooks/stripe.ts'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

/** What Stripe and the mail providers report. Read with the first report. */
export const webhookHandlers = handle(paths.webhooks, { ...stripeWebhook, ...mailWebhook, ...mailInWebhook })

/** What Cloudflare's mail routing brings. */
export { takeEmail } from '#webhooks/mail-in.ts'
