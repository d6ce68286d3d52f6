import { extraHeaders, headerText, mailAddress, mailbox } from './headers.ts'
import type { Attachment, MailSender, OutgoingMail } from './mail.ts'
import { failureOf, postJson } from './post-json.ts'

export interface ResendSettings {
  readonly provider: 'resend'
  readonly key: string
  readonly url?: string
  readonly fetch?: typeof fetch
}

/** Sends through Resend, or whatever speaks like it at `url`. The mail's key is its idempotency key, which Resend honours for 24 hours. */
export function createResendSender(settings: ResendSettings): MailSender {
  const request = settings.fetch ?? fetch
  const url = `${(settings.url ?? 'https://api.resend.com').replace(/\/$/, '')}/emails`

  return {
    async send(mail) {
      const headers = { authorization: `Bearer ${settings.key}`, 'idempotency-key': encodeURIComponent(mail.key).slice(0, 256) }
      const answer = await postJson(request, url, headers, messageOf(mail))
      const { id, name, message } = answer.body
      // The key was taken before, with other words: the mail is on its way already.
      if (answer.status === 409 && name === 'invalid_idempotent_request') return { providerId: undefined }
      if (!answer.ok) throw failureOf(answer, `${name ?? ''} ${message ?? ''}`)
      return { providerId: typeof id === 'string' ? id : undefined }
    },
  }
}

function messageOf(mail: OutgoingMail) {
  return {
    from: mailbox(mail.from.name, mail.from.address),
    to: [mailAddress(mail.to)],
    ...(mail.replyTo === undefined ? {} : { reply_to: mailAddress(mail.replyTo) }),
    subject: headerText(mail.subject),
    html: mail.html,
    text: mail.text,
    headers: extraHeaders(mail.headers),
    ...tagsOf(mail),
    ...(mail.attachments === undefined ? {} : { attachments: mail.attachments.map(attached) }),
  }
}

// Resend takes letters, digits, hyphens and underscores in them.
function tagsOf({ tag, origin }: OutgoingMail) {
  const all = Object.entries({ ...(tag === undefined ? {} : { kind: tag }), ...origin })
  return all.length === 0
    ? {}
    : { tags: all.map(([name, value]) => ({ name, value: value.replaceAll(/[^\w-]/g, '_').slice(0, 256) })) }
}

const attached = ({ name, type, bytes }: Attachment) => ({ filename: name, content: bytes.toBase64(), content_type: type })
