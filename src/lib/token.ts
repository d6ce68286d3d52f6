import { base64url } from 'jose'
import type { Signer } from './sealed-record.ts'

const utf8 = new TextEncoder()

/** Random bytes for something that must not be guessed, as base64url: 32 bytes unless told. */
export function newSecret(bytes = 32): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** SHA-256 of a text or of bytes, as base64url. */
export async function digestOf(content: string | ArrayBuffer): Promise<string> {
  const bytes = typeof content === 'string' ? utf8.encode(content) : content
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = utf8.encode(a)
  const right = utf8.encode(b)
  if (left.length !== right.length) return false
  let difference = 0
  for (let i = 0; i < left.length; i++) difference |= (left[i] ?? 0) ^ (right[i] ?? 0)
  return difference === 0
}

/** The keys of one shop, each for one purpose, derived from the platform's master key (HKDF, RFC 5869). */
export interface Keyring {
  mac(purpose: string, text: string): Promise<string>
  jwtKey(): Promise<Uint8Array>
  encrypt(text: string): Promise<string>
  decrypt(sealed: string): Promise<string>
  /** The shop's key for what must be provable to others (Ed25519, RFC 8032); `keyId` names shop and generation. */
  signer(keyId: string): Promise<Signer>
}

/** Keys for `salt` (one per shop; deleting it makes all it protected unreadable). Derived keys live as long as the keyring. */
export function createKeyring(masterKey: string, salt: string): Keyring {
  const derived = new Map<string, Promise<Uint8Array>>()
  const bytesFor = (purpose: string) => {
    const known = derived.get(purpose)
    if (known) return known
    const made = derive(masterKey, salt, purpose)
    derived.set(purpose, made)
    return made
  }
  return {
    async mac(purpose, text) {
      const key = await crypto.subtle.importKey('raw', await bytesFor(purpose), { name: 'HMAC', hash: 'SHA-256' }, false, [
        'sign',
      ])
      return base64url.encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(text))))
    },
    jwtKey: () => bytesFor('session'),
    async encrypt(text) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const key = await aesKey(await bytesFor('provider token'))
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8.encode(text)))
      return `v1.${base64url.encode(iv)}.${base64url.encode(sealed)}`
    },
    async decrypt(sealed) {
      const [version, iv, body] = sealed.split('.')
      if (version !== 'v1' || !iv || !body) throw new Error('A sealed value has an unknown form')
      const key = await aesKey(await bytesFor('provider token'))
      const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: base64url.decode(iv) }, key, base64url.decode(body))
      return new TextDecoder().decode(clear)
    },
    signer: async (keyId) => createSigner(keyId, await bytesFor(`sign ${keyId}`)),
  }
}

/** What PKCS#8 puts before the 32 bytes of an Ed25519 seed (RFC 8410). */
const seedPrefix = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]

async function createSigner(keyId: string, seed: Uint8Array): Promise<Signer> {
  const pkcs8 = new Uint8Array([...seedPrefix, ...seed])
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const { x } = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey // a JWK, because that is what was asked for
  return {
    keyId,
    publicKey: x ?? '',
    async sign(bytes) {
      return base64url.encode(new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes)))
    },
  }
}

async function derive(masterKey: string, salt: string, purpose: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', base64url.decode(masterKey), 'HKDF', false, ['deriveBits'])
  const info = utf8.encode(`v1|${purpose}`)
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: utf8.encode(salt), info }, key, 256),
  )
}

function aesKey(bytes: Uint8Array) {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** What a mailed address carries: its purpose, the shop that made it, the row it opens, and the proof that the shop made it. */
export interface LinkToken {
  readonly purpose: string
  readonly shopKey: string
  readonly row: string
  readonly mac: string
}

/** Makes `<purpose>_<shop key>_<row>_<mac>`. The same row and generation always give the same token, so nothing is stored. */
export async function makeToken(
  keys: Keyring,
  purpose: string,
  shopKey: string,
  row: string,
  generation: number,
): Promise<string> {
  return `${purpose}_${shopKey}_${row}_${await keys.mac(`link ${purpose}`, `${row}.${generation}`)}`
}

/** Splits a token; says nothing about whether it is genuine. */
export function readToken(text: string): LinkToken | undefined {
  const match = /^([a-z]{2,8})_([a-z0-9]{4,16})_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/.exec(text)
  const [, purpose, shopKey, row, mac] = match ?? []
  return purpose && shopKey && row && mac ? { purpose, shopKey, row, mac } : undefined
}

/** Whether the shop made this token for this generation of the row. */
export async function isGenuine(keys: Keyring, token: LinkToken, generation: number): Promise<boolean> {
  return sameText(token.mac, await keys.mac(`link ${token.purpose}`, `${token.row}.${generation}`))
}

/** The 8-digit code that belongs to a challenge: derived like its link, so the mail can show both and neither is stored. */
export async function codeFor(keys: Keyring, row: string, generation: number): Promise<string> {
  const bytes = base64url.decode(await keys.mac('sign-in code', `${row}.${generation}`))
  const number = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0) % 100_000_000n
  return number.toString().padStart(8, '0')
}
