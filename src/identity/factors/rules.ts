import type { Proof } from '#routes.ts'

/** How long what somebody showed stands for them, ms. At this age it still does. */
export const proofMs = 10 * 60_000
/** How long a key may wait to be confirmed, and a browser to be answered, ms. */
export const offerMs = 10 * 60_000
/** Ways one member may have. */
export const mostFactors = 10
export const recoveryCount = 10

/** What is known of a session and of whom it belongs to. */
export interface Proven {
  readonly provedAt: number
  readonly factorAt: number | null
  readonly hasFactor: number
}

export function isFresh(at: number | null, now: number): boolean {
  return at !== null && at >= now - proofMs
}

/** Whether this session showed lately what a route asks for. A mailbox counts as long as there is nothing better. */
export function isProven(proof: Proof, { provedAt, factorAt, hasFactor }: Proven, now: number): boolean {
  if (isFresh(factorAt, now)) return true
  return proof === 'fresh or first' && !hasFactor && isFresh(provedAt, now)
}

/** Whether somebody must first set up what they could show. */
export function lacksFactor({ factorAt, hasFactor }: Proven, now: number): boolean {
  return !hasFactor && !isFresh(factorAt, now)
}

/** Codes as people type them: spaces, dashes and capitals do not matter. */
export function tidied(text: string): string {
  return text.replace(/[\s\-–—.·]/g, '').toLowerCase()
}

/** Whether somebody typed a whole code of an authenticator. */
export function isWholeCode(text: string): boolean {
  return /^\d{6}$/.test(tidied(text))
}

const letters = '23456789abcdefghjkmnpqrstvwxyz'
const codeLength = 10

/** Whether somebody typed a whole recovery code. */
export function isWholeRecoveryCode(text: string): boolean {
  const tidy = tidied(text)
  return tidy.length === codeLength && [...tidy].every((letter) => letters.includes(letter))
}

/** A recovery code from a large number: ten letters and digits that nobody mistakes, 49 bits. */
export function recoveryCodeOf(number: bigint): string {
  const base = BigInt(letters.length)
  const drawn = Array.from({ length: codeLength }, (_, i) => letters[Number((number / base ** BigInt(i)) % base)])
  return drawn.join('')
}

/** A long text in groups of this many, to read aloud or to type. */
export function inGroups(text: string, size: number): string {
  return text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? ''
}
