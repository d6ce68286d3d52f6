import type { MailIn } from './inbound.ts'
import { readPostmarkMail } from './inbound-postmark.ts'
import { readResendMail } from './inbound-resend.ts'

export interface MailInSettings {
  readonly provider: string
  readonly domain: string | undefined
  readonly secrets: readonly string[]
  readonly key: string
  readonly url?: string
  readonly fetch?: typeof fetch
}

/** Reads the mails that this provider brings, believed for one of these secrets; without a domain or a secret nothing is read. */
export function createMailIn({ provider, domain, secrets, ...rest }: MailInSettings): MailIn {
  const known = secrets.filter((secret) => secret !== '')
  const none = () => Promise.resolve('forged' as const)
  if (!domain) return { provider: undefined, domain: undefined, read: none }
  // Cloudflare hands mail to the Worker itself.
  if (provider === 'cloudflare') return { provider: undefined, domain, read: none }
  if ((provider !== 'postmark' && provider !== 'resend') || known.length === 0)
    return { provider: undefined, domain: undefined, read: none }
  return {
    ...{ provider, domain },
    async read(body, header, now) {
      if (provider === 'postmark') return readPostmarkMail(body, header, known)
      return readResendMail(body, header, { ...rest, secrets: known }, now)
    },
  }
}
