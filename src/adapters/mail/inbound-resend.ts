import * as v from 'valibot'
import { late } from '#lib/late.ts'
import { type InboundMail, largestMail, type ReadMail } from './inbound.ts'
import { MailUnavailable, mailTimeoutMs } from './mail.ts'
import type { HeaderOf } from './reports.ts'
import { isSigned } from './resend-reports.ts'

export interface ResendIn {
  readonly secrets: readonly string[]
  readonly key: string
  readonly url?: string
  readonly fetch?: typeof fetch
}

const reading = late(() => import('./inbound-raw.ts'))

const Event = v.object({
  type: v.literal('email.received'),
  data: v.object({
    email_id: v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/)),
    to: v.optional(v.array(v.string()), []),
    received_for: v.optional(v.array(v.string()), []),
  }),
})
const Received = v.object({ raw: v.object({ download_url: v.pipe(v.string(), v.url()) }) })

/**
 * A mail that Resend announces: its webhook names it, its API says where it lies as it came, and there it is read. Throws
 * MailUnavailable where either gives no answer, so that Resend announces it again.
 */
export async function readResendMail(body: string, header: HeaderOf, settings: ResendIn, now: number): Promise<ReadMail> {
  if (!(await isSigned(body, header, settings.secrets, now))) return 'forged'
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Event), body)
  if (!read.success) return 'other'
  const { email_id, to, received_for } = read.output.data
  return fetchMail(settings, email_id, [...received_for, ...to])
}

async function fetchMail(
  { key, url, fetch: request = fetch }: ResendIn,
  id: string,
  to: readonly string[],
): Promise<InboundMail> {
  const base = (url ?? 'https://api.resend.com').replace(/\/$/, '')
  const about = await bytesAt(request, `${base}/emails/receiving/${id}`, { authorization: `Bearer ${key}` })
  const found = v.safeParse(v.pipe(v.string(), v.parseJson(), Received), new TextDecoder().decode(about))
  if (!found.success) throw new MailUnavailable('Resend did not say where the mail lies')
  // Signed for itself: our key does not go along.
  const raw = await bytesAt(request, found.output.raw.download_url, {})
  const { readRaw } = await reading()
  return readRaw(raw, 'amazonses.com', to)
}

async function bytesAt(request: typeof fetch, url: string, headers: Record<string, string>): Promise<ArrayBuffer> {
  const response = await answerOf(request, url, headers)
  if (!response.ok) throw new MailUnavailable(`Resend answered ${response.status}`)
  if (Number(response.headers.get('content-length') ?? 0) > largestMail) throw new MailUnavailable('The mail is too large')
  return response.arrayBuffer()
}

async function answerOf(request: typeof fetch, url: string, headers: Record<string, string>): Promise<Response> {
  try {
    return await request(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(mailTimeoutMs) })
  } catch {
    throw new MailUnavailable('Resend could not be reached')
  }
}
