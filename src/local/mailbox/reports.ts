import { createHmac, randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { type Answer, type Incoming, json, seeOther, text } from '#local/http.ts'
import { page } from '#local/page.ts'
import { findMail, type Mail, type Mailbox } from './mails.ts'

/** Where the product takes what became of a mail, and the secret that signs it. */
export interface Reporting {
  readonly webhookUrl?: string
  readonly webhookSecret?: string
}

export const reportKinds = { delivered: 'email.delivered', bounced: 'email.bounced' } as const
export type ReportKind = keyof typeof reportKinds

/** Tells the product, as Resend's webhook does, what became of a mail: `POST /message/<id>/reports/<kind>`, from the page's buttons. */
export async function answerReport(mailbox: Mailbox, { webhookUrl, webhookSecret }: Reporting, url: URL): Promise<Answer> {
  const [, id = '', , kind = ''] = url.pathname.slice(1).split('/')
  const mail = findMail(mailbox, id)
  if (!mail || !isKind(kind)) return text('404 page not found\n', 404)
  if (!webhookUrl || !webhookSecret) return text('No webhook is set.\n', 409)
  const { headers, body } = reportOf(mail, kind, webhookSecret, Date.now())
  const told = await fetch(webhookUrl, { method: 'POST', headers, body }).catch(() => undefined)
  if (told?.ok) return seeOther(`/message/${mail.ID}?told=${kind}`)
  const said = told ? `It answered ${told.status}.` : 'It did not answer.'
  return page(
    'Not told',
    html`<main class="narrow"><h1>The product did not take it</h1><p>${said} <a href="/message/${mail.ID}">Back</a></p></main>`,
    502,
  )
}

/** The same report to be sent by a test: `GET /_control/reports/<id>/<kind>?at=<ms>`. */
export function controlReport(mailbox: Mailbox, { webhookSecret = '' }: Reporting, { url }: Incoming): Answer {
  const [, , id = '', kind = ''] = url.pathname.slice(1).split('/')
  const mail = findMail(mailbox, id)
  if (!mail || !isKind(kind)) return text('404 page not found\n', 404)
  return json(reportOf(mail, kind, webhookSecret, Number(url.searchParams.get('at')) || Date.now()))
}

const isKind = (kind: string): kind is ReportKind => kind in reportKinds

function reportOf(mail: Mail, kind: ReportKind, secret: string, now: number) {
  const bounce = { message: 'The mailbox does not exist', subType: 'General', type: 'Permanent' }
  const event = {
    type: reportKinds[kind],
    created_at: new Date(now).toISOString(),
    data: {
      email_id: mail.MessageID.split('@')[0],
      from: mail.From.Address,
      to: mail.To.map(({ Address }) => Address),
      subject: mail.Subject,
      tags: Object.fromEntries(mail.Tags.map((tag) => [tag.slice(0, tag.indexOf(':')), tag.slice(tag.indexOf(':') + 1)])),
      ...(kind === 'bounced' ? { bounce } : {}),
    },
  }
  const body = JSON.stringify(event)
  const [id, at] = [`msg_${randomUUID()}`, String(Math.floor(now / 1000))]
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  const headers = { 'content-type': 'application/json', 'svix-id': id, 'svix-timestamp': at, 'svix-signature': `v1,${signature}` }
  return { headers, body }
}
