import { extraHeaders, headerText, mailAddress, mailbox } from './headers.ts'
import { type Attachment, type MailSender, MailUnavailable, type OutgoingMail } from './mail.ts'
import { failureOf, postJson, withoutAddresses } from './post-json.ts'

export interface PostmarkSettings {
  readonly provider: 'postmark'
  readonly token: string
  readonly url?: string
  readonly fetch?: typeof fetch
}

// Postmark's API error codes that speak of the account or the sender, not of this mail; it answers 422 to these too.
const accountCodes: readonly unknown[] = [10, 100, 400, 401, 405, 412, 413, 429]

/** Sends through Postmark. It knows no idempotency key; ours travels as metadata, so that its events can be matched. */
export function createPostmarkSender(settings: PostmarkSettings): MailSender {
  const request = settings.fetch ?? fetch
  const url = `${(settings.url ?? 'https://api.postmarkapp.com').replace(/\/$/, '')}/email`

  return {
    async send(mail) {
      const answer = await postJson(request, url, { 'x-postmark-server-token': settings.token }, messageOf(mail))
      const { ErrorCode: code, Message: said, MessageID: id } = answer.body
      if (accountCodes.includes(code))
        throw new MailUnavailable(`Postmark answered ${code}: ${withoutAddresses(String(said))}`, answer.retryAfterMs)
      if (!answer.ok) throw failureOf(answer, `${code ?? ''} ${said ?? ''}`)
      return { providerId: typeof id === 'string' ? id : undefined }
    },
  }
}

function messageOf(mail: OutgoingMail) {
  return {
    From: mailbox(mail.from.name, mail.from.address),
    To: mailAddress(mail.to),
    ...(mail.replyTo === undefined ? {} : { ReplyTo: mailAddress(mail.replyTo) }),
    Subject: headerText(mail.subject),
    HtmlBody: mail.html,
    TextBody: mail.text,
    MessageStream: 'outbound',
    TrackOpens: false,
    TrackLinks: 'None',
    Headers: Object.entries(extraHeaders(mail.headers)).map(([Name, Value]) => ({ Name, Value })),
    Metadata: { key: mail.key.slice(0, 80), ...mail.origin },
    ...(mail.tag === undefined ? {} : { Tag: headerText(mail.tag) }),
    ...(mail.attachments === undefined ? {} : { Attachments: mail.attachments.map(attached) }),
  }
}

const attached = ({ name, type, bytes }: Attachment) => ({ Name: name, Content: bytes.toBase64(), ContentType: type })
