import { v7 } from 'uuid'

export type Id<P extends string = string> = `${P}_${string}`

/** A new id that says what it names and sorts by the time it was made: `inv_0193…` (32 hex digits of a UUID v7). Never a secret. */
export function newId<P extends string>(prefix: P): Id<P> {
  return `${prefix}_${v7().replaceAll('-', '')}`
}

/** Whether a text from outside is an id of this kind. */
export function isId<P extends string>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(`${prefix}_`) && /^[0-9a-f]{32}$/.test(text.slice(prefix.length + 1))
}

/** The part behind the prefix: 32 hex digits. */
export function bodyOf(id: string): string {
  return id.slice(id.indexOf('_') + 1)
}

/** When an id was made, ms: the first 48 bits of a UUID v7 (RFC 9562). */
export function timeOf(id: string): number {
  return Number.parseInt(bodyOf(id).slice(0, 12), 16)
}

const keyAlphabet = '23456789abcdefghjkmnpqrstvwxyz'

/** A short random label for people and addresses, without letters that look alike: 10 characters hold 49 bits. Not a credential. */
export function newKey(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length * 2))
  let key = ''
  for (const byte of bytes) {
    // Bytes past the last whole multiple would favour the first letters.
    if (byte < 240 && key.length < length) key += keyAlphabet[byte % keyAlphabet.length]
  }
  return key.length === length ? key : newKey(length)
}
