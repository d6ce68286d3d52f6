import { displayName, extraHeaders, headerText, mailAddress } from './headers.ts'
import { type Attachment, MailRefused, type MailSender, MailUnavailable, type OutgoingMail } from './mail.ts'
import { withoutAddresses } from './post-json.ts'
import { withinTimeout } from './within.ts'

export interface CloudflareSettings {
  readonly provider: 'cloudflare'
  readonly binding: { send(mail: EmailMessageBuilder): Promise<EmailSendResult> }
}

// Codes of the `send_email` binding that speak of this one mail; limits, domains and faults may pass.
const final =
  /^E_(VALIDATION_ERROR|FIELD_MISSING|TOO_MANY_RECIPIENTS|RECIPIENT_NOT_ALLOWED|RECIPIENT_SUPPRESSED|CONTENT_TOO_LARGE|HEADER_\w+)$/

/** Sends through Cloudflare's `send_email` binding, which writes Message-ID itself and knows no idempotency key. */
export function createCloudflareSender(settings: CloudflareSettings): MailSender {
  return {
    async send(mail) {
      const message = messageOf(mail)
      try {
        const { messageId } = await withinTimeout(settings.binding.send(message))
        return { providerId: messageId }
      } catch (error) {
        throw failureOf(error)
      }
    },
  }
}

function messageOf(mail: OutgoingMail): EmailMessageBuilder {
  const name = displayName(mail.from.name)
  const email = mailAddress(mail.from.address)
  const { 'Message-ID': _, ...headers } = extraHeaders(mail.headers)
  return {
    from: name === '' ? email : { name, email },
    to: mailAddress(mail.to),
    ...(mail.replyTo === undefined ? {} : { replyTo: mailAddress(mail.replyTo) }),
    subject: headerText(mail.subject),
    html: mail.html,
    text: mail.text,
    headers,
    ...(mail.attachments === undefined ? {} : { attachments: mail.attachments.map(attached) }),
  }
}

function attached({ name, type, bytes }: Attachment): EmailAttachment {
  return { disposition: 'attachment', filename: name, type, content: bytes }
}

function failureOf(error: unknown): MailRefused | MailUnavailable {
  if (error instanceof MailUnavailable) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = `Cloudflare did not take the mail: ${withoutAddresses(`${code} ${error instanceof Error ? error.message : ''}`)}`
  return final.test(code) ? new MailRefused(reason) : new MailUnavailable(reason)
}
