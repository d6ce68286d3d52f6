import { randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import * as v from 'valibot'
import { type Answer, type Incoming, json, parseJson, seeOther, text } from '#local/http.ts'
import { page } from '#local/page.ts'
import { findMail, type Mail, type Mailbox } from './mails.ts'

/** Where the product takes mails that answer its own, and the secret it knows the provider by. */
export interface Replying {
  readonly inboundUrl?: string
  readonly inboundSecret?: string
}

const Reply = v.object({
  text: v.optional(v.string(), ''),
  html: v.optional(v.string(), ''),
  /** Who answers; whoever got the mail, unless told. */
  from: v.optional(v.string()),
  /** To which address; the mail's own, unless told. */
  to: v.optional(v.string()),
  /** Whether the sender's domain answers for it. */
  pass: v.optional(v.boolean(), true),
  messageId: v.optional(v.string()),
  /** More headers, or others. */
  headers: v.optional(v.record(v.string(), v.string()), {}),
  attachments: v.optional(v.array(v.object({ name: v.string(), content: v.string(), type: v.optional(v.string(), '') })), []),
})
type Reply = v.InferOutput<typeof Reply>

/** Answers a mail as Postmark's inbound webhook brings an answer: `POST /api/v1/message/<id>/reply` in JSON, or the form of its page. */
export async function answerReply(
  mailbox: Mailbox,
  { inboundUrl, inboundSecret }: Replying,
  incoming: Incoming,
): Promise<Answer> {
  const isApi = incoming.url.pathname.startsWith('/api/')
  const [id = ''] = incoming.url.pathname.split('/').slice(-2)
  const mail = findMail(mailbox, id)
  const reply = isApi ? v.safeParse(Reply, parseJson(incoming.body)) : v.safeParse(Reply, ofForm(incoming.body))
  if (!mail || !reply.success) return text(mail ? '400 bad request\n' : '404 page not found\n', mail ? 400 : 404)
  if (!inboundUrl || !inboundSecret) return text('No webhook is set.\n', 409)
  const { headers, body } = replyOf(mail, reply.output, inboundSecret)
  const told = await fetch(inboundUrl, { method: 'POST', headers, body }).catch(() => undefined)
  if (isApi) return json({ status: told?.status ?? 0, answer: told ? parseJson(await told.text()) : null }, told?.ok ? 200 : 502)
  if (told?.ok) return seeOther(`/message/${mail.ID}?told=replied`)
  const said = told ? `It answered ${told.status}.` : 'It did not answer.'
  return page(
    'Not told',
    html`<main class="narrow"><h1>The product did not take it</h1><p>${said} <a href="/message/${mail.ID}">Back</a></p></main>`,
    502,
  )
}

/** The same answer to be sent by a test: `POST /_control/replies/<id>`. */
export function controlReply(mailbox: Mailbox, { inboundSecret = '' }: Replying, { url, body }: Incoming): Answer {
  const mail = findMail(mailbox, url.pathname.split('/')[3] ?? '')
  const reply = v.safeParse(Reply, parseJson(body))
  if (!mail || !reply.success) return text('404 page not found\n', 404)
  return json(replyOf(mail, reply.output, inboundSecret))
}

function ofForm(body: string) {
  const form = new URLSearchParams(body)
  return { text: form.get('text') ?? '', pass: !form.has('fail') }
}

function replyOf(mail: Mail, reply: Reply, secret: string) {
  const From = reply.from ?? mail.To[0]?.Address ?? ''
  const to = reply.to ?? mail.ReplyTo[0]?.Address ?? mail.From.Address
  const sender = /<([^<>]+)>/.exec(From)?.[1] ?? From
  const spf = reply.pass
    ? `Pass (sender SPF authorized) identity=mailfrom; client-ip=127.0.0.1; envelope-from=${sender}; receiver=${to}`
    : `Fail (sender SPF not authorized) identity=mailfrom; client-ip=127.0.0.1; envelope-from=${sender}; receiver=${to}`
  const headers = {
    'X-Spam-Tests': reply.pass ? 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS' : 'SPF_FAIL',
    'Received-SPF': spf,
    'Message-ID': reply.messageId ?? `<${randomUUID()}@mailbox.localhost>`,
    'In-Reply-To': `<${mail.MessageID}>`,
    From,
    To: to,
    Subject: `Re: ${mail.Subject}`,
    ...reply.headers,
  }
  const body = JSON.stringify({
    ...{ From, To: to, OriginalRecipient: to, ToFull: [{ Email: to, Name: '', MailboxHash: '' }], Subject: headers.Subject },
    ...{ TextBody: reply.text, HtmlBody: reply.html, MessageStream: 'inbound' },
    Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    Attachments: reply.attachments.map(({ name, content, type }) => ({ Name: name, Content: content, ContentType: type })),
  })
  const authorization = `Basic ${Buffer.from(`postmark:${secret}`).toString('base64')}`
  return { headers: { 'content-type': 'application/json', authorization }, body }
}
