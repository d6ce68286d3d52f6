import type { InboundFile, InboundMail } from '#adapters/mail/inbound.ts'
import { normalizeEmail } from '#lib/email.ts'
import { allOf, type Headers, isAligned, vouchersOf } from '#lib/mail/authentication.ts'
import { plainOf } from '#lib/mail/plain.ts'
import { splitReply } from '#lib/mail/quotes.ts'

/** Why a mail waits until somebody of the shop looks at it. Closed. */
export const reviewReasons = ['sender', 'another', 'unproven', 'ended', 'closed', 'empty'] as const
export type ReviewReason = (typeof reviewReasons)[number]

/** What a mail says, as text. */
export interface Said {
  /** As the mail has it, which proves nothing. */
  readonly from: string
  readonly subject: string
  readonly body: string
  readonly quoted: string
  readonly files: readonly InboundFile[]
  /** Names of files that are too many. */
  readonly left: readonly string[]
}
export type Verdict =
  | { readonly kind: 'accepted'; readonly said: Said }
  | { readonly kind: 'review'; readonly reason: ReviewReason; readonly said: Said }
  | { readonly kind: 'dropped'; readonly why: 'automatic' | 'bounce' | 'nothing' }

/** So much of a mail is a message; what is longer is folded away behind it, and past the second nothing is kept. Characters. */
const longest = { body: 20_000, quoted: 100_000 } as const
/** So many files a mail may bring, as any message. */
export const mostFiles = 10
/** Smaller pictures inside of a text are the logos below a signature. Bytes. */
const smallestPicture = 10 * 1024

/**
 * What becomes of a mail that came to somebody's reply address: it is theirs where it comes from their one mailbox (`email`;
 * undefined once they may not answer any more) and a domain that belongs to it answers for it. Programs' mails are dropped, so that
 * no two of them ever talk to each other; whatever else is odd a person looks at. It decides on words alone: no mail decides anything.
 */
export function judge(mail: InboundMail, email: string | undefined): Verdict {
  const { headers } = mail
  if (isBounce(headers)) return { kind: 'dropped', why: 'bounce' }
  if (isAutomatic(headers)) return { kind: 'dropped', why: 'automatic' }
  const said = saidIn(mail)
  const hasWords = said.body !== '' || said.files.length > 0
  if (!hasWords && said.quoted === '') return { kind: 'dropped', why: 'nothing' }
  const reason = doubtOf(mail, email) ?? (hasWords ? undefined : 'empty')
  return reason ? { kind: 'review', reason, said } : { kind: 'accepted', said }
}

function doubtOf({ headers, stamp }: InboundMail, email: string | undefined): ReviewReason | undefined {
  const sender = senderOf(headers)
  if (sender === undefined) return 'sender'
  if (email === undefined) return 'ended'
  if (sender !== email) return 'another'
  const domain = domainOf(sender)
  return vouchersOf(headers, stamp, domain).some((voucher) => isAligned(voucher.domain, domain)) ? undefined : 'unproven'
}

/** The one mailbox in the one `From`; undefined where there are several, or none. */
export function senderOf(headers: Headers): string | undefined {
  const [from, ...more] = allOf(headers, 'from')
  if (from === undefined || more.length > 0) return undefined
  // A name in quotes may look like an address; what stands in brackets is the address.
  const bare = from.replaceAll(/"(?:[^"\\]|\\.)*"/g, ' ').replaceAll(/\([^()]*\)/g, ' ')
  const inBrackets = [...bare.matchAll(/<([^<>]*)>/g)]
  if (inBrackets.length > 1) return undefined
  const [bracket] = inBrackets
  const rest = bracket ? bare.replace(bracket[0], ' ') : bare
  if (/[,;:]/.test(rest) || (bracket && /\S@\S/.test(rest))) return undefined
  return normalizeEmail((bracket?.[1] ?? rest).trim())
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
const has = (headers: Headers, name: string, value: RegExp) => allOf(headers, name).some((one) => value.test(one.trim()))

/** What a mail server wrote because of a mail: to a null sender, or as a report (RFC 3464). */
function isBounce(headers: Headers): boolean {
  return (
    has(headers, 'return-path', /^<\s*>$/) ||
    has(headers, 'x-failed-recipients', /./) ||
    has(headers, 'content-type', /^multipart\/report\b/i) ||
    has(headers, 'from', /(?:^|<|\s)(?:mailer-daemon|postmaster)@/i)
  )
}

/** What a program wrote without a person (RFC 3834), a list passed on, or somebody's absence answered. */
function isAutomatic(headers: Headers): boolean {
  return (
    has(headers, 'auto-submitted', /^(?!no\b)\S/i) ||
    has(headers, 'precedence', /^(?:bulk|junk|list|auto_reply)\b/i) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'list-id', 'list-unsubscribe'].some((name) => has(headers, name, /./)) ||
    has(
      headers,
      'subject',
      /^(?:automatic reply|auto(?:matic)?[- ]?reply|out of (?:the )?office|respuesta autom[áa]tica|fuera de (?:la )?oficina)\b/i,
    )
  )
}

function saidIn({ headers, from, text, html, files }: InboundMail): Said {
  const { own, quoted } = splitReply(text.trim() === '' ? plainOf(html) : text)
  const kept = files.filter(({ isInline, bytes }) => !isInline || bytes.byteLength >= smallestPicture)
  const { body, rest } = shortened(own)
  return {
    from: lineOf(from, 300),
    subject: lineOf(allOf(headers, 'subject')[0] ?? '', 300),
    body,
    quoted: [rest, quoted]
      .filter((one) => one !== '')
      .join('\n\n')
      .slice(0, longest.quoted),
    files: kept.slice(0, mostFiles),
    left: kept.slice(mostFiles).map(({ name }) => lineOf(name, 120)),
  }
}

function shortened(own: string): { body: string; rest: string } {
  if (own.length <= longest.body) return { body: own, rest: '' }
  // Not in the middle of a sign that takes two.
  const cut = /[\ud800-\udbff]/.test(own[longest.body - 1] ?? '') ? longest.body - 1 : longest.body
  return { body: own.slice(0, cut), rest: own.slice(cut) }
}

const lineOf = (text: string, most: number) => [...text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()].slice(0, most).join('')

/** How one mail is known again: by its Message-ID, or by all it says where it has none. */
export function nameOf({ headers, text, html }: InboundMail): string {
  const [id] = allOf(headers, 'message-id')
  if (id?.trim()) return id.trim()
  return JSON.stringify([...['from', 'date', 'subject'].map((name) => allOf(headers, name)), text, html])
}
