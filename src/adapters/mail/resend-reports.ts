import * as v from 'valibot'
import { sameText } from '#lib/token.ts'
import { withoutAddresses } from './post-json.ts'
import type { HeaderOf, MailReport, ReadReport } from './reports.ts'

const toleranceSeconds = 300

const Tags = v.union([
  v.record(v.string(), v.string()),
  // As older events have them.
  v.pipe(
    v.array(v.object({ name: v.string(), value: v.string() })),
    v.transform((all) => Object.fromEntries(all.map(({ name, value }) => [name, value]))),
  ),
])
const Event = v.object({
  type: v.string(),
  created_at: v.optional(v.string(), ''),
  data: v.object({
    email_id: v.string(),
    tags: v.optional(Tags, {}),
    bounce: v.optional(v.object({ message: v.optional(v.string(), '') })),
    failed: v.optional(v.object({ reason: v.optional(v.string(), '') })),
  }),
})

/** A report of Resend's, signed as Standard Webhooks (Svix). */
export async function readResend(body: string, header: HeaderOf, secrets: readonly string[], now: number): Promise<ReadReport> {
  if (!(await isSigned(body, header, secrets, now))) return 'forged'
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Event), body)
  return (read.success && reportOf(read.output, now)) || 'other'
}

/** Whether one of these secrets signed it: HMAC-SHA256 over id, time and body, at most 300 s old. */
export async function isSigned(body: string, header: HeaderOf, secrets: readonly string[], now: number): Promise<boolean> {
  const [id, at, signatures] = [header('svix-id'), header('svix-timestamp'), header('svix-signature')]
  if (!id || !at || !signatures || !/^\d{1,12}$/.test(at)) return false
  if (Math.abs(Number(at) - now / 1000) > toleranceSeconds) return false
  const right = await Promise.all(secrets.map((secret) => signatureOf(secret, `${id}.${at}.${body}`)))
  const given = signatures.split(' ').map((one) => one.replace(/^v1,/, ''))
  return right.some((one) => given.some((other) => sameText(one, other)))
}

/** In base64, as the header has it behind `v1,`. */
export async function signatureOf(secret: string, text: string): Promise<string> {
  const bytes = keyBytes(secret)
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))).toBase64()
}

/** The bytes behind `whsec_`; of a secret that is no base64, its own. */
function keyBytes(secret: string): Uint8Array<ArrayBuffer> {
  const text = secret
    .replace(/^whsec_/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  try {
    return Uint8Array.from(Uint8Array.fromBase64(text))
  } catch {
    return Uint8Array.from(new TextEncoder().encode(secret))
  }
}

function reportOf({ type, created_at, data }: v.InferOutput<typeof Event>, now: number): MailReport | undefined {
  const { shop, mail } = data.tags
  if (!shop || !mail) return undefined
  const about = { shopKey: shop, mailId: mail, providerId: data.email_id, at: Date.parse(created_at) || now, reason: null }
  switch (type) {
    case 'email.delivered':
      return { ...about, kind: 'delivered' }
    case 'email.opened':
      return { ...about, kind: 'opened' }
    case 'email.bounced':
    case 'email.failed':
      return {
        ...about,
        kind: 'bounced',
        reason: withoutAddresses(data.bounce?.message || data.failed?.reason || 'No reason given'),
      }
    case 'email.complained':
      return { ...about, kind: 'bounced', reason: 'It was marked as spam' }
    default:
      return undefined
  }
}
