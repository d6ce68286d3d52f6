import { normalizeEmail } from '#lib/email.ts'
import { MailRefused } from './mail.ts'

// Control characters end a header line; the others reorder or hide what a name says.
const unsafe = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]+/gu
const ours = /^(from|to|cc|bcc|sender|reply-to|subject|date|return-path|received|mime-version|dkim-signature|content-.*)$/i
const longestName = 100

/** Text fit for a header: one line, single spaces, nothing invisible. */
export function headerText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(unsafe, '').trim()
}

/** A name to show before the address, at most 100 characters. An address inside it is taken apart: it would pass for the sender's. */
export function displayName(text: string): string {
  const name = headerText(text).replaceAll(/\s*@\s*(?=\S+\.\S)/g, ' at ')
  return Array.from(name).slice(0, longestName).join('').trim()
}

/** The address in the form every server takes, its host in ASCII. Throws MailRefused on anything that is not one plain address. */
export function mailAddress(text: string): string {
  const address = normalizeEmail(text)
  if (address === undefined) throw new MailRefused('The address is not a valid email address')
  return address
}

/** `"Name" <address>` with the name quoted, for providers that take Unicode. */
export function mailbox(name: string, address: string): string {
  const shown = displayName(name)
  return shown === '' ? mailAddress(address) : `"${shown.replaceAll(/["\\]/g, '\\$&')}" <${mailAddress(address)}>`
}

/** The same for a raw message: ASCII quoted, anything else as RFC 2047 encoded words. */
export function rawMailbox(name: string, address: string): string {
  const shown = displayName(name)
  return isAscii(shown) ? mailbox(name, address) : `${encodedWords(shown)} <${mailAddress(address)}>`
}

/** Header text for a raw message: ASCII as it is, anything else as RFC 2047 encoded words. */
export function rawText(text: string): string {
  const line = headerText(text)
  return isAscii(line) && !line.includes('=?') ? line : encodedWords(line)
}

/** Extra headers with clean values. Throws MailRefused on a name that is none or that is not the caller's to set. */
export function extraHeaders(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  const clean: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || ours.test(name))
      throw new MailRefused(`The header ${headerText(name)} cannot be set`)
    clean[name] = headerText(value)
  }
  return clean
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

/** Words of at most 75 characters (RFC 2047), never cut inside a character, folded one to a line. */
function encodedWords(text: string): string {
  const words: string[] = []
  let part = ''
  for (const character of text) {
    if (bytesOf(part + character).length > 45) {
      words.push(part)
      part = ''
    }
    part += character
  }
  words.push(part)
  return words.map((word) => `=?UTF-8?B?${bytesOf(word).toBase64()}?=`).join('\r\n ')
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
