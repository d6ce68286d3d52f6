import type { Context } from 'hono'
import type { SignedEvent } from '#adapters/stripe.ts'
import type { Envs } from '#context.ts'
import { invalid } from '#errors.ts'
import { receiveEvent } from '#features/payments/receive-event.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { paths } from '#paths.ts'
import { findTenantByAccount } from '#platform/tenants/stripe-accounts.ts'
import { handle } from '#routes.ts'
import { exactText } from './exact-text.ts'

/** What Stripe tells us. Believed only for its signature, and only as a hint to look. */
export const stripeWebhook = handle(
  { stripe: paths.webhooks.stripe },
  {
    async stripe(c) {
      const { deps } = c.var
      const event = await deps.payments.verifyEvent(
        await exactText(c.req.raw),
        c.req.header('stripe-signature') ?? '',
        deps.now(),
      )
      if (!event) {
        log(c, 'not from Stripe')
        throw invalid('The signature is not right')
      }
      if (event.isLive !== deps.payments.isLive) return ignored(c, event, 'other mode')
      const tenant = event.account ? await findTenantByAccount(deps, event.account) : undefined
      if (!tenant || !event.account) return ignored(c, event, 'account of no shop')
      const { requestId, host } = c.var
      const occasion = { tenant, deps, requestId, host, now: deps.now(), base: '', network: '', device: '', command: undefined }
      const outcome = await receiveEvent(systemContext(occasion, 'Stripe'), event, event.account)
      if (foreign.has(outcome)) log(c, outcome, event)
      return c.json({ received: true, outcome })
    },
  },
)

/** Signed, and about nothing that this shop asked for, or about something else than it asked for. */
const foreign = new Set(['nothing of ours', 'not ours', 'mismatch'])

type WebhookContext = Context<Envs['webhook']>

function ignored(c: WebhookContext, event: SignedEvent, reason: string) {
  log(c, reason, event)
  return c.json({ received: true, outcome: 'ignored' })
}

function log(c: WebhookContext, reason: string, event?: SignedEvent) {
  const { id, type, account } = event ?? {}
  console.warn(JSON.stringify({ level: 'warn', requestId: c.var.requestId, webhook: 'stripe', reason, id, type, account }))
}
