import { randomBytes, randomUUID } from 'node:crypto'
import { type Address, writeAddress } from './address.ts'

export interface Mail {
  ID: string
  MessageID: string
  From: Address
  To: Address[]
  Cc: Address[]
  Bcc: Address[]
  ReplyTo: Address[]
  Subject: string
  Date: string
  Text: string
  HTML: string
  Tags: string[]
  headers: Record<string, string>
  attachments?: Attached[]
}

/** A file that came with a mail; `content` is base64. */
export interface Attached {
  name: string
  type: string
  content: string
}

/** What one idempotency key has brought: the mail's id and a digest of what was asked. */
interface Sent {
  id: string
  digest: string
  at: number
}

export interface Mailbox {
  /** Newest first. */
  mails: Mail[]
  sent: Record<string, Sent>
}

export type Draft = Omit<Mail, 'ID' | 'MessageID' | 'Date'>

const mostMails = 500

export function keepMail(mailbox: Mailbox, draft: Draft): Mail {
  const mail = {
    ...draft,
    ID: randomBytes(11).toString('base64url').replace(/[-_]/g, 'x'),
    MessageID: `${randomUUID()}@mailbox.localhost`,
    Date: new Date().toISOString(),
  }
  mailbox.mails.unshift(mail)
  mailbox.mails.length = Math.min(mailbox.mails.length, mostMails)
  return mail
}

/** A mail by its id, or the newest for `latest`. */
export function findMail(mailbox: Mailbox, id: string): Mail | undefined {
  return id === 'latest' ? mailbox.mails[0] : mailbox.mails.find((mail) => mail.ID === id)
}

/** Every header of the mail in the order it is written. */
export function headersOf(mail: Mail): [name: string, value: string][] {
  const list = (addresses: Address[]) => addresses.map(writeAddress).join(', ')
  const known: [string, string][] = [
    ['From', writeAddress(mail.From)],
    ['To', list(mail.To)],
    ['Cc', list(mail.Cc)],
    ['Reply-To', list(mail.ReplyTo)],
    ['Subject', mail.Subject],
    ['Date', new Date(mail.Date).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${mail.MessageID}>`],
  ]
  return [...known.filter(([, value]) => value), ...Object.entries(mail.headers)]
}

/** The whole mail as one text: headers, then its parts, then what is attached. */
export function sourceOf(mail: Mail): string {
  const boundary = `part-${mail.ID}`
  const part = (type: string, body: string) => [`--${boundary}`, `Content-Type: ${type}; charset=utf-8`, '', body, '']
  const file = ({ name, type, content }: Attached) => [
    ...[`--${boundary}`, `Content-Type: ${type}`, `Content-Disposition: attachment; filename="${name}"`],
    ...['Content-Transfer-Encoding: base64', '', content, ''],
  ]
  return [
    ...headersOf(mail).map(([name, value]) => `${name}: ${value}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/${mail.attachments?.length ? 'mixed' : 'alternative'}; boundary="${boundary}"`,
    '',
    ...(mail.Text ? part('text/plain', mail.Text) : []),
    ...(mail.HTML ? part('text/html', mail.HTML) : []),
    ...(mail.attachments ?? []).flatMap(file),
    `--${boundary}--`,
    '',
  ].join('\n')
}
