import { largestMail } from '#adapters/mail/inbound.ts'
import { readRaw } from '#adapters/mail/inbound-raw.ts'
import { MailUnavailable } from '#adapters/mail/mail.ts'
import type { Deps } from '#env.ts'
import { invalid, notFound, unavailable } from '#errors.ts'
import { receiveReply } from '#features/inbound/actions.ts'
import { newId } from '#lib/id.ts'
import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { exactText } from './exact-text.ts'

/** Mails that answer ours, as the provider brings them. Believed for its secret alone. */
export const mailInWebhook = handle(
  { mailIn: paths.webhooks.mailIn },
  {
    async mailIn(c) {
      const { deps, requestId, host } = c.var
      const { mailIn } = deps
      const provider = c.req.param('provider')
      if (provider !== mailIn.provider) throw notFound('page')
      const text = await exactText(c.req.raw)
      const mail = await mailIn.read(text, (name) => c.req.header(name), deps.now()).catch(late)
      if (mail === 'forged') {
        console.warn(JSON.stringify({ level: 'warn', requestId, webhook: 'mail in', reason: `not from ${provider}` }))
        throw invalid('The signature is not right')
      }
      if (mail === 'other') return c.json({ received: true, outcome: 'ignored' })
      return c.json({ received: true, outcome: await receiveReply({ deps, requestId, host }, mail) })
    },
  },
)

/** It lies somewhere that cannot be reached: the provider tells of it again. */
function late(error: unknown): never {
  if (error instanceof MailUnavailable) throw unavailable('The mail could not be fetched. Bring it again.', error)
  throw error
}

type Email = Pick<ForwardableEmailMessage, 'to' | 'raw' | 'rawSize' | 'setReject'>

/** A mail that Cloudflare routes to us, whose results it wrote itself. What goes to nobody, or is too large, its sender hears of. */
export async function takeEmail(deps: Deps, email: Email): Promise<void> {
  if (email.rawSize > largestMail) return email.setReject('This mail is too large. Send at most 20 MB.')
  const raw = await new Response(email.raw).arrayBuffer()
  const mail = await readRaw(raw, 'mx.cloudflare.net', [email.to]).catch(() => undefined)
  if (!mail) return email.setReject('This mail could not be read.')
  const outcome = await receiveReply({ deps, requestId: newId('req'), host: '' }, mail)
  if (outcome === 'unknown address') email.setReject('There is no such address.')
}
