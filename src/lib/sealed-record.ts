import serialize from 'canonicalize'
import { base64url } from 'jose'

/** Anything JSON can say with integers and texts. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** The one way to write a value down: keys sorted, no white space (RFC 8785). */
export function canonicalJson(value: Json): string {
  const text = serialize(value)
  if (text === undefined) throw new TypeError('Only JSON values can be written down')
  return text
}

/** SHA-256 of bytes, or of a text as UTF-8, in hex. */
export async function sha256Of(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

export const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What comes before the first record. */
export const noRecord = '0'.repeat(64)

/** Signs for one shop. */
export interface Signer {
  readonly keyId: string
  /** The 32 bytes of the public half, base64url. */
  readonly publicKey: string
  sign(bytes: Uint8Array): Promise<string>
}

/** One record as it is kept and handed out: the hash covers the body, the signature covers the hash. */
export interface SealedRecord {
  readonly body: string
  readonly sha256: string
  /** Ed25519 (RFC 8032) over the hash's text, base64url. */
  readonly signature: string
  readonly keyId: string
}

/** Closes a record: nothing in it can change afterwards without being found. */
export async function seal(body: Json, signer: Signer): Promise<SealedRecord> {
  const text = canonicalJson(body)
  const sha256 = await sha256Of(text)
  return { body: text, sha256, signature: await signer.sign(new TextEncoder().encode(sha256)), keyId: signer.keyId }
}

/** The digest a body keeps of its payload: salted, so that erasing both leaves nothing that a guess could be tested against. */
export function payloadDigest(payload: string, salt: string): Promise<string> {
  return sha256Of(`${salt}.${payload}`)
}

export type Fault = 'body does not match its hash' | 'signature is not the shop’s' | 'signed with an unknown key'

/** Whether hash and signature of one record hold; `keyOf` gives a public key, base64url, by its id. */
export async function faultOf(record: SealedRecord, keyOf: (keyId: string) => string | undefined): Promise<Fault | undefined> {
  if ((await sha256Of(record.body)) !== record.sha256) return 'body does not match its hash'
  const publicKey = keyOf(record.keyId)
  if (!publicKey) return 'signed with an unknown key'
  const key = await crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify'])
  const hash = new TextEncoder().encode(record.sha256)
  const holds = await crypto.subtle.verify('Ed25519', key, bytesOf(record.signature), hash)
  return holds ? undefined : 'signature is not the shop’s'
}

/** Bytes of a base64url text, in a buffer of their own; none when it is no base64url. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(base64url.decode(text))
  } catch {
    // What is not base64url is no key and no signature, and no bytes never verify.
    return new Uint8Array()
  }
}

/** What a chained body says of its place. */
export interface Place {
  readonly sequence: number
  readonly previous: string
}
export interface ChainFault {
  /** The record's number in the chain, as far as it can be told. */
  readonly sequence: number
  readonly fault: Fault | 'a record is missing, or out of its order' | 'it does not follow the record before it'
}

/**
 * Looks for records that were changed, removed, swapped or put in another order: every fault, first to last; none for a whole
 * chain. A chain cut off at its end still follows, so compare its last hash with one that was handed out.
 */
export async function faultsOfChain(
  records: readonly SealedRecord[],
  keyOf: (keyId: string) => string | undefined,
): Promise<ChainFault[]> {
  const faults: ChainFault[] = []
  let previous = noRecord
  let expected = 1
  for (const record of records) {
    const place = placeOf(record.body)
    const fault = await faultOf(record, keyOf)
    if (fault) faults.push({ sequence: place.sequence, fault })
    if (place.sequence !== expected) faults.push({ sequence: expected, fault: 'a record is missing, or out of its order' })
    else if (place.previous !== previous) faults.push({ sequence: expected, fault: 'it does not follow the record before it' })
    previous = record.sha256
    expected = place.sequence + 1
  }
  return faults
}

function placeOf(body: string): Place {
  const read: unknown = parsed(body)
  const { sequence, previous } = (typeof read === 'object' && read !== null ? read : {}) as Partial<Record<string, unknown>>
  return { sequence: typeof sequence === 'number' ? sequence : 0, previous: typeof previous === 'string' ? previous : '' }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A body that is no JSON has no place in any chain.
    return undefined
  }
}
