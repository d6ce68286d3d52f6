import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import * as v from 'valibot'
import { subjectOf } from './subject.ts'

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

/** The keys of one Google, the last of which signs. */
export function createKeys() {
  const keys = [make()]
  const foreign = make()
  const kidOf = (at: number) => `local-${at + 1}`
  return {
    rotate: () => keys.push(make()),
    published: () => ({
      keys: keys.map(({ publicKey }, at) => ({
        // Without `alg`: who believes a token must know by itself how it may be signed.
        ...{ ...publicKey.export({ format: 'jwk' }), kid: kidOf(at), use: 'sig' },
      })),
    }),
    sign(issuer: string, grant: Grant, secret: string, twist: Twist): string {
      const header = without({ alg: 'RS256', kid: kidOf(keys.length - 1), typ: 'JWT', ...twist.header })
      const claims = without({ ...claimsOf(issuer, grant, twist.at ?? Date.now()), ...twist.claims })
      const said = `${part(header)}.${part(claims)}`
      const signed = twist.signer === 'other' ? `${part(header)}.${part({ ...claims, sub: 'somebody else' })}` : said
      const key = (twist.signer === 'foreign' ? foreign : (keys.at(-1) ?? foreign)).privateKey
      return `${said}.${signatureOf(signed, twist.signer, String(header['alg']), key, secret)}`
    },
  }
}

/** Right for what the header says of itself, so that nothing else is wrong with it. */
function signatureOf(text: string, signer: Twist['signer'], alg: string, key: KeyObject, secret: string): string {
  if (signer === 'nothing') return ''
  if (signer === 'secret') return createHmac('sha256', secret).update(text).digest('base64url')
  const padded = alg.startsWith('PS') ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}
  const hash = alg.endsWith('512') ? 'sha512' : 'sha256'
  return sign(hash, Buffer.from(text), { key, ...padded }).toString('base64url')
}

function claimsOf(issuer: string, { clientId, nonce, email }: Grant, at: number) {
  const now = Math.floor(at / 1000)
  return {
    ...{ iss: issuer, aud: clientId, azp: clientId, sub: subjectOf(email), email, email_verified: true },
    ...{ nonce, iat: now, exp: now + 3600 },
  }
}

const make = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const without = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
