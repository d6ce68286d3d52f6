import { readPostmark } from './postmark-reports.ts'
import { readResend } from './resend-reports.ts'

/** What a provider tells of a mail it took. */
export interface MailReport {
  readonly kind: 'delivered' | 'bounced' | 'opened'
  /** The shop and the row of its outbox, as the mail itself carried them. */
  readonly shopKey: string
  readonly mailId: string
  readonly providerId: string
  /** ms */
  readonly at: number
  /** Why it came back, short and without addresses. */
  readonly reason: string | null
}

/** Headers by their small names. */
export type HeaderOf = (name: string) => string | undefined
/** `forged`: nobody the provider's secret is known to. `other`: theirs, and nothing we need to know. */
export type ReadReport = MailReport | 'forged' | 'other'

export interface MailReports {
  /** The provider that reports, as its address names it; none reports where there is none. */
  readonly provider: string | undefined
  read(body: string, header: HeaderOf, now: number): Promise<ReadReport>
}

const readers = { postmark: readPostmark, resend: readResend }

/** Reads what the provider that sends our mail reports, signed with one of these secrets; without one nothing is believed. */
export function createMailReports(provider: string, secrets: readonly string[]): MailReports {
  const known = secrets.filter((secret) => secret !== '')
  const reader = provider === 'postmark' || provider === 'resend' ? readers[provider] : undefined
  if (!reader || known.length === 0) return { provider: undefined, read: () => Promise.resolve('forged') }
  return { provider, read: (body, header, now) => reader(body, header, known, now) }
}
