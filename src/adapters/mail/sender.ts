import { type CloudflareSettings, createCloudflareSender } from './cloudflare.ts'
import type { MailSender } from './mail.ts'
import { createPostmarkSender, type PostmarkSettings } from './postmark.ts'
import { createResendSender, type ResendSettings } from './resend.ts'
import { createSmtpSender, type SmtpSettings } from './smtp.ts'

export type { MailSender }
export type MailSettings = ResendSettings | PostmarkSettings | SmtpSettings | CloudflareSettings

/** The sender the settings name. Throws on settings that can never send. */
export function createMailSender(settings: MailSettings): MailSender {
  switch (settings.provider) {
    case 'resend':
      return createResendSender(settings)
    case 'postmark':
      return createPostmarkSender(settings)
    case 'smtp':
      return createSmtpSender(settings)
    case 'cloudflare':
      return createCloudflareSender(settings)
    default:
      return settings satisfies never
  }
}
