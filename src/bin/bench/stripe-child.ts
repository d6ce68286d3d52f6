import { createStripeDouble } from '#local/stripe/server.ts'

/** The Stripe double in a process of its own, so that it shares no event loop with the driver. It posts no events: the bench does. */
const [webhookSecret = ''] = process.argv.slice(2)
const server = createStripeDouble({ webhookSecret, control: true })
process.send?.(await server.listen(0))
process.once('disconnect', () => process.exit(0))
