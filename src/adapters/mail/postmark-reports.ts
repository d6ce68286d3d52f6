import * as v from 'valibot'
import { sameText } from '#lib/token.ts'
import { withoutAddresses } from './post-json.ts'
import type { HeaderOf, MailReport, ReadReport } from './reports.ts'

const Report = v.object({
  RecordType: v.string(),
  MessageID: v.string(),
  Type: v.optional(v.string(), ''),
  Description: v.optional(v.string(), ''),
  DeliveredAt: v.optional(v.string()),
  BouncedAt: v.optional(v.string()),
  ReceivedAt: v.optional(v.string()),
  Metadata: v.optional(v.record(v.string(), v.string()), {}),
})
type Report = v.InferOutput<typeof Report>

// What Postmark calls a bounce and is none: it goes on trying, or a program answered.
const harmless = new Set(['Transient', 'AutoResponder', 'AddressChange', 'Subscribe', 'Unsubscribe', 'OpenRelayTest'])

/** A report of Postmark's, whose address holds the secret as the password of HTTP Basic: it signs nothing. */
export async function readPostmark(body: string, header: HeaderOf, secrets: readonly string[], now: number): Promise<ReadReport> {
  const password = passwordIn(header('authorization') ?? '')
  if (!secrets.some((secret) => sameText(password, secret))) return 'forged'
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Report), body)
  return (read.success && reportOf(read.output, now)) || 'other'
}

export function passwordIn(authorization: string): string {
  try {
    return atob(/^Basic (\S+)$/i.exec(authorization)?.[1] ?? '').replace(/^[^:]*:/, '')
  } catch {
    // No base64: nobody's password.
    return ''
  }
}

function reportOf(report: Report, now: number): MailReport | undefined {
  const { RecordType, MessageID, Type, Description, Metadata } = report
  const { shop, mail } = Metadata
  if (!shop || !mail) return undefined
  const about = { shopKey: shop, mailId: mail, providerId: MessageID, reason: null }
  switch (RecordType) {
    case 'Delivery':
      return { ...about, kind: 'delivered', at: timeOf(report.DeliveredAt, now) }
    case 'Open':
      return { ...about, kind: 'opened', at: timeOf(report.ReceivedAt, now) }
    case 'Bounce':
    case 'SpamComplaint':
      if (harmless.has(Type)) return undefined
      return { ...about, kind: 'bounced', at: timeOf(report.BouncedAt, now), reason: withoutAddresses(Description || Type) }
    default:
      return undefined
  }
}

const timeOf = (text: string | undefined, now: number) => Date.parse(text ?? '') || now
