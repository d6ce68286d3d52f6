import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { type Faults, suffer } from '#local/faults.ts'
import { type Answer, type Incoming, json, parseJson, type Reply } from '#local/http.ts'
import { type Address, parseAddress, splitAddresses } from './address.ts'
import { type Draft, keepMail, type Mailbox } from './mails.ts'

const Several = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === 'string' ? splitAddresses(value) : value)),
)
const Email = v.object({
  from: v.string(),
  to: Several,
  subject: v.string(),
  html: v.optional(v.string()),
  text: v.optional(v.string()),
  cc: v.optional(Several),
  bcc: v.optional(Several),
  reply_to: v.optional(Several),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  attachments: v.optional(
    v.array(
      v.object({
        filename: v.string(),
        content: v.pipe(v.string(), v.base64()),
        content_type: v.optional(v.string(), 'application/octet-stream'),
      }),
    ),
    [],
  ),
  tags: v.optional(v.array(v.object({ name: v.string(), value: v.string() })), []),
})

const keptMs = 24 * 3600 * 1000
const longestKey = 256
const mostRecipients = 50

/** Takes mail as Resend's `POST /emails` does: one key, one mail. */
export function createResend(mailbox: Mailbox, faults: Faults) {
  const underWay = new Set<string>()
  return async (incoming: Incoming): Promise<Answer> => {
    if (incoming.method !== 'POST') return problem(405, 'method_not_allowed', 'Method is not allowed for the requested path.')
    const token = incoming.header('authorization')?.match(/^Bearer (\S+)$/)?.[1]
    if (!token) return problem(401, 'missing_api_key', 'Missing API key in the authorization header.')
    const key = incoming.header('idempotency-key')
    if (key !== undefined && (key === '' || key.length > longestKey))
      return problem(400, 'invalid_idempotency_key', `The key must be between 1-${longestKey} chars.`)
    const name = key === undefined ? undefined : `${token}:${key}`
    if (name && underWay.has(name))
      return problem(
        409,
        'concurrent_idempotent_requests',
        'Same idempotency key used while original request is still in progress.',
      )
    if (name) underWay.add(name)
    try {
      return await suffer(faults.take('/emails'), failed, () => accept(mailbox, incoming.body, name))
    } finally {
      if (name) underWay.delete(name)
    }
  }
}

function accept(mailbox: Mailbox, body: string, key: string | undefined): Reply {
  const digest = createHash('sha256').update(body).digest('hex')
  const before = key ? mailbox.sent[key] : undefined
  if (before && before.at > Date.now() - keptMs)
    return before.digest === digest
      ? json({ id: before.id })
      : problem(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.')
  const draft = read(body)
  if ('status' in draft) return draft
  const { MessageID } = keepMail(mailbox, draft)
  const id = MessageID.split('@')[0] ?? MessageID
  if (key) mailbox.sent[key] = { id, digest, at: Date.now() }
  return json({ id })
}

function read(body: string): Draft | Reply {
  const value = parseJson(body)
  if (value === undefined) return problem(400, 'validation_error', 'The request body is not valid JSON.')
  const parsed = v.safeParse(Email, value)
  if (!parsed.success) return unreadable(parsed.issues)
  const { from, to, cc = [], bcc = [], reply_to = [], subject, html, text, headers, tags, attachments } = parsed.output
  const From = parseAddress(from)
  if (!From) return badAddress('from')
  if (html === undefined && text === undefined) return problem(422, 'missing_required_field', 'Missing `html` or `text` field.')
  if (to.length === 0) return problem(422, 'missing_required_field', 'Missing `to` field.')
  if (to.length > mostRecipients)
    return problem(422, 'validation_error', `The \`to\` field takes at most ${mostRecipients} addresses.`)
  const lists = { To: addresses(to), Cc: addresses(cc), Bcc: addresses(bcc), ReplyTo: addresses(reply_to) }
  const { To, Cc, Bcc, ReplyTo } = lists
  if (!To || !Cc || !Bcc) return badAddress('to')
  if (!ReplyTo) return badAddress('reply_to')
  return {
    From,
    To,
    Cc,
    Bcc,
    ReplyTo,
    Subject: subject,
    HTML: html ?? '',
    Text: text ?? '',
    headers,
    attachments: attachments.map(({ filename, content, content_type }) => ({ name: filename, type: content_type, content })),
    Tags: tags.map((tag) => `${tag.name}:${tag.value}`),
  }
}

function addresses(written: readonly string[]): Address[] | undefined {
  const read = written.map(parseAddress)
  return read.every((one) => one !== undefined) ? read : undefined
}

function unreadable([issue]: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Reply {
  const field = v.getDotPath(issue) ?? 'body'
  if (issue.input === undefined) return problem(422, 'missing_required_field', `Missing \`${field}\` field.`)
  return problem(422, 'validation_error', `Invalid \`${field}\` field. ${issue.message}`)
}

const badAddress = (field: string) =>
  problem(
    422,
    'validation_error',
    `Invalid \`${field}\` field. Write an address as \`email@example.com\` or \`Name <email@example.com>\`.`,
  )

function failed(status: number): Reply {
  if (status === 429) return problem(429, 'rate_limit_exceeded', 'Too many requests. The mailbox was told to answer so.')
  return problem(status, status >= 500 ? 'internal_server_error' : 'application_error', 'The mailbox was told to answer so.')
}

const problem = (statusCode: number, name: string, message: string) => json({ statusCode, name, message }, statusCode)
