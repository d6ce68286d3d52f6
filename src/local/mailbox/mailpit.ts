import * as v from 'valibot'
import { type Answer, type Incoming, json, parseJson, text } from '#local/http.ts'
import { findMail, headersOf, type Mail, type Mailbox, sourceOf } from './mails.ts'

const usual = 50
const snippetLength = 250

const Deletion = v.object({ IDs: v.optional(v.array(v.string()), []) })

/** Mailpit's JSON, as far as reading, searching and emptying the mailbox needs it. */
export function answerMailpit(mailbox: Mailbox, { method, url, body }: Incoming): Answer {
  const [area = '', id = '', form = '', part = ''] = url.pathname.slice('/api/v1/'.length).split('/')
  if (area === 'messages' && method === 'DELETE') return deleteMails(mailbox, body)
  if (method !== 'GET') return text('405 method not allowed\n', 405)
  if (area === 'messages') return json(listed(mailbox, mailbox.mails, url.searchParams))
  if (area === 'search')
    return json(listed(mailbox, search(mailbox.mails, url.searchParams.get('query') ?? ''), url.searchParams))
  const mail = area === 'message' ? findMail(mailbox, id) : undefined
  if (!mail) return text('404 page not found\n', 404)
  if (form === 'raw') return text(sourceOf(mail))
  if (form === 'part') return attachment(mail, part)
  if (form === 'headers') return json(Object.fromEntries(headersOf(mail).map(([name, value]) => [name, [value]])))
  return json(whole(mail))
}

/** The mails for which each word holds: `to:`, `from:`, `subject:` (quoted where it has spaces), or anywhere. */
function search(mails: readonly Mail[], query: string): Mail[] {
  const terms = [...query.matchAll(/(?:(to|from|subject):)?(?:"([^"]*)"|(\S+))/gi)]
  return mails.filter((mail) =>
    terms.every(([, where = '', quoted, word]) =>
      places(mail, where.toLowerCase()).includes((quoted ?? word ?? '').toLowerCase()),
    ),
  )
}

function places(mail: Mail, where: string): string {
  const names = (list: Mail['To']) => list.map(({ Name, Address }) => `${Name} ${Address}`).join(' ')
  const found: Record<string, string> = {
    to: names([...mail.To, ...mail.Cc, ...mail.Bcc]),
    from: names([mail.From]),
    subject: mail.Subject,
  }
  return (found[where] ?? `${found['to']} ${found['from']} ${mail.Subject} ${mail.Text}`).toLowerCase()
}

function listed(mailbox: Mailbox, mails: readonly Mail[], query: URLSearchParams) {
  const start = wholeNumber(query.get('start'), 0)
  const page = mails.slice(start, start + wholeNumber(query.get('limit'), usual))
  return {
    total: mailbox.mails.length,
    unread: mailbox.mails.length,
    count: page.length,
    messages_count: mails.length,
    messages_unread: mails.length,
    start,
    tags: [],
    messages: page.map(summary),
  }
}

function wholeNumber(written: string | null, otherwise: number): number {
  return written !== null && /^\d+$/.test(written) ? Number(written) : otherwise
}

function summary(mail: Mail) {
  const { ID, MessageID, From, To, Cc, Bcc, ReplyTo, Subject, Tags } = mail
  const Snippet = mail.Text.replace(/\s+/g, ' ').trim().slice(0, snippetLength)
  return {
    ID,
    MessageID,
    Read: false,
    From,
    To,
    Cc,
    Bcc,
    ReplyTo,
    Subject,
    Created: mail.Date,
    Username: '',
    Tags,
    Size: size(mail),
    Attachments: mail.attachments?.length ?? 0,
    Snippet,
  }
}

function whole(mail: Mail) {
  const { ID, MessageID, From, To, Cc, Bcc, ReplyTo, Subject, Tags, Text, HTML } = mail
  const ListUnsubscribe = {
    Header: mail.headers['List-Unsubscribe'] ?? '',
    Links: [],
    Errors: '',
    HeaderPost: mail.headers['List-Unsubscribe-Post'] ?? '',
  }
  return {
    ID,
    MessageID,
    From,
    To,
    Cc,
    Bcc,
    ReplyTo,
    ReturnPath: From.Address,
    Subject,
    ListUnsubscribe,
    Date: mail.Date,
    Tags,
    Username: '',
    Text,
    HTML,
    Size: size(mail),
    Inline: [],
    Attachments: (mail.attachments ?? []).map(({ name, type, content }, i) => ({
      ...{ PartID: String(i + 2), FileName: name, ContentType: type, ContentID: '' },
      Size: Buffer.from(content, 'base64').length,
    })),
  }
}

/** The bytes of one attachment; the texts of the mail are part 1. */
function attachment(mail: Mail, part: string): Answer {
  const found = mail.attachments?.[Number(part) - 2]
  if (!found) return text('404 page not found\n', 404)
  return { status: 200, headers: { 'content-type': found.type }, body: Buffer.from(found.content, 'base64') }
}

const size = (mail: Mail) => Buffer.byteLength(sourceOf(mail))

function deleteMails(mailbox: Mailbox, body: string): Answer {
  const parsed = v.safeParse(Deletion, body ? parseJson(body) : {})
  if (!parsed.success) return text('400 bad request\n', 400)
  const { IDs } = parsed.output
  mailbox.mails = IDs.length === 0 ? [] : mailbox.mails.filter((mail) => !IDs.includes(mail.ID))
  return text('ok')
}
