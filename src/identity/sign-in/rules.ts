import type { challenges } from '../schema.ts'

export type Challenge = typeof challenges.$inferSelect
export type Door = 'customer' | 'staff'

/** ASVS 6.5.5: a mailed secret lives at most 10 minutes. */
export const challengeMs = 10 * 60_000
/** Wrong codes a challenge survives. Only mailed challenges can be redeemed, 10 a day: 50 guesses at 10^8 codes. */
export const triesAllowed = 5
/** Live challenges one mailbox may have at a time. */
export const liveAllowed = 5
/** An invitation may be pressed for 30 days; it only mails a code. */
export const invitationMs = 30 * 86_400_000

/** Whether a challenge can still let somebody in. */
export function isOpen(challenge: Challenge, now: number): boolean {
  return !challenge.usedAt && !challenge.voidedAt && challenge.expiresAt > now && challenge.tries < triesAllowed
}

/** Only addresses below our own base may follow a sign-in. */
export function safeNext(next: string | undefined, base: string): string | undefined {
  if (!next || next.length > 500 || /[\\\s]|[^\x20-\x7e]/.test(next)) return undefined
  const isBelow = next === base || next.startsWith(`${base}/`) || next.startsWith(`${base}?`)
  if (!isBelow || next.includes('//') || next.startsWith(`${base}/sign-in`)) return undefined
  // Where a browser would go with it: dots lead up, however they are written.
  const { pathname } = new URL(next, 'https://shop.invalid')
  return pathname === base || pathname.startsWith(`${base}/`) ? next : undefined
}

/** Eight digits as people type them: spaces and dashes do not matter. */
export function tidyCode(text: string): string {
  return text.replace(/[\s\-–—.·]/g, '')
}

/** Whether somebody typed a code at all. */
export function isWholeCode(text: string): boolean {
  return /^\d{8}$/.test(tidyCode(text))
}
