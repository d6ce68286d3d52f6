import * as v from 'valibot'
import { type Faults, suffer } from '#local/faults.ts'
import { type Answer, type Incoming, json, parseJson, type Reply } from '#local/http.ts'
import { type Address, parseAddress, splitAddresses } from './address.ts'
import { type Draft, keepMail, type Mailbox } from './mails.ts'

const Email = v.object({
  From: v.string(),
  To: v.string(),
  Cc: v.optional(v.string(), ''),
  Bcc: v.optional(v.string(), ''),
  ReplyTo: v.optional(v.string(), ''),
  Subject: v.optional(v.string(), ''),
  HtmlBody: v.optional(v.string(), ''),
  TextBody: v.optional(v.string(), ''),
  Tag: v.optional(v.string()),
  Attachments: v.optional(
    v.array(v.object({ Name: v.string(), Content: v.pipe(v.string(), v.base64()), ContentType: v.string() })),
    [],
  ),
  Headers: v.optional(v.array(v.object({ Name: v.string(), Value: v.string() })), []),
})

const badToken = 10
const badEmail = 300
const badJson = 402

/** Takes mail as Postmark's `POST /email` does. */
export async function answerPostmark(mailbox: Mailbox, faults: Faults, { header, body }: Incoming): Promise<Answer> {
  if (!header('x-postmark-server-token'))
    return problem(401, badToken, 'No Account or Server API tokens were supplied in the HTTP headers.')
  return suffer(faults.take('/email'), failed, () => accept(mailbox, body))
}

function accept(mailbox: Mailbox, body: string): Reply {
  const value = parseJson(body)
  if (value === undefined) return problem(422, badJson, 'The request body is not valid JSON.')
  const parsed = v.safeParse(Email, value)
  if (!parsed.success) return problem(422, badEmail, v.summarize(parsed.issues))
  const draft = read(parsed.output)
  if (typeof draft === 'string') return problem(422, badEmail, draft)
  const { MessageID, Date: SubmittedAt } = keepMail(mailbox, draft)
  return json({ To: parsed.output.To, SubmittedAt, MessageID: MessageID.split('@')[0], ErrorCode: 0, Message: 'OK' })
}

function read(email: v.InferOutput<typeof Email>): Draft | string {
  const From = parseAddress(email.From)
  const [To, Cc, Bcc, ReplyTo] = [email.To, email.Cc, email.Bcc, email.ReplyTo].map(addresses)
  if (!From) return `Invalid 'From' address: '${email.From}'.`
  if (!To?.length || !Cc || !Bcc || !ReplyTo) return `Invalid 'To' address: '${email.To}'.`
  if (!email.HtmlBody && !email.TextBody) return 'Provide either HtmlBody or TextBody, or both.'
  const headers = Object.fromEntries(email.Headers.map(({ Name, Value }) => [Name, Value]))
  return {
    From,
    To,
    Cc,
    Bcc,
    ReplyTo,
    Subject: email.Subject,
    HTML: email.HtmlBody,
    Text: email.TextBody,
    headers,
    attachments: email.Attachments.map(({ Name, Content, ContentType }) => ({ name: Name, type: ContentType, content: Content })),
    Tags: email.Tag ? [email.Tag] : [],
  }
}

function addresses(list: string): Address[] | undefined {
  const read = splitAddresses(list).map(parseAddress)
  return read.every((one) => one !== undefined) ? read : undefined
}

const failed = (status: number) => problem(status, status === 429 ? 429 : 100, 'The mailbox was told to answer so.')

const problem = (status: number, ErrorCode: number, Message: string) => json({ ErrorCode, Message }, status)
