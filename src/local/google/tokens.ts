import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import * as v from 'valibot'

/** How the next tokens are made otherwise than they should be; a claim or header that is null is left out. */
export const Twist = v.object({
  /** The instant they say they were made at, ms; now unless told. */
  at: v.optional(v.number()),
  claims: v.optional(v.record(v.string(), v.any()), {}),
  header: v.optional(v.record(v.string(), v.any()), {}),
  /** What they are signed with: a key nobody published, the client's secret, nothing, or another token's signature. */
  signer: v.optional(v.picklist(['own', 'foreign', 'secret', 'nothing', 'other']), 'own'),
})
export type Twist = v.InferOutput<typeof Twist>

/** What was agreed on the way out. */
export interface Grant {
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string
  readonly nonce: string
  readonly email: string
}

interface Key {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly published: JWK
}

/** The keys of one Google, the last of which signs. */
export function createKeys() {
  const keys: Promise<Key>[] = []
  const add = () => keys.push(make(`local-${keys.length + 1}`))
  add()
  const foreign = make('foreign')
  return {
    rotate: add,
    published: async () => ({ keys: (await Promise.all(keys)).map((key) => key.published) }),
    async sign(issuer: string, grant: Grant, secret: string, twist: Twist): Promise<string> {
      const current = await keys.at(-1)
      if (!current) throw new Error('There is no key')
      const header = without({ alg: 'RS256', kid: current.kid, typ: 'JWT', ...twist.header })
      const claims = without({ ...claimsOf(issuer, grant, twist.at ?? Date.now()), ...twist.claims })
      if (twist.signer === 'nothing') return `${part(header)}.${part(claims)}.`
      const key = twist.signer === 'foreign' ? (await foreign).privateKey : current.privateKey
      const hmac = twist.signer === 'secret'
      const signed = await new SignJWT(twist.signer === 'other' ? { ...claims, sub: 'somebody else' } : claims)
        .setProtectedHeader({ ...header, alg: hmac ? 'HS256' : 'RS256' })
        .sign(hmac ? new TextEncoder().encode(secret) : key)
      // The header says what the twist wants, whatever it was signed with.
      return `${part(header)}.${part(claims)}.${signed.split('.')[2]}`
    },
  }
}
export type Keys = ReturnType<typeof createKeys>

/** Who an address is at this Google: always the same number. */
export const subjectOf = (email: string) =>
  BigInt(`0x${createHash('sha256').update(email).digest('hex').slice(0, 16)}`)
    .toString()
    .padStart(21, '1')

function claimsOf(issuer: string, { clientId, nonce, email }: Grant, at: number) {
  const now = Math.floor(at / 1000)
  return {
    ...{ iss: issuer, aud: clientId, azp: clientId, sub: subjectOf(email), email, email_verified: true },
    ...{ nonce, iat: now, exp: now + 3600 },
  }
}

async function make(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  return { kid, privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } }
}

const without = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
