import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import { apiError } from './errors.ts'
import { isObject, type Json } from './json.ts'

export type Right = 'none' | 'read' | 'write'
export type Guard = (authorization: string | undefined, namespace: string) => Right

const leewaySeconds = 60

/**
 * Checks bearer tokens against a key: Ed25519 as PEM (several allowed) or base64url like sqld, or `hs256:<secret>`.
 * The claims are sqld's: `id` and `a`, or `p`, and `exp` in seconds. Throws at once when the key is none of these.
 */
export function createGuard(key: string): Guard {
  const checks = key.startsWith('hs256:') ? [hmacCheck(key.slice(6))] : publicKeys(key).map(edCheck)
  const known = new Map<string, Json>()

  function claimsOf(token: string): Json {
    const seen = known.get(token)
    if (seen) return seen
    const claims = checks.map((check) => readToken(token, check)).find((each) => each !== undefined)
    if (!claims) throw unauthorized('The JWT is invalid')
    if (known.size >= 1000) known.clear()
    known.set(token, claims)
    return claims
  }

  return (authorization, namespace) => {
    if (authorization === undefined) throw unauthorized('Expected authorization header but none given')
    const [, scheme = '', token] = /^(\S+) (\S+)$/.exec(authorization) ?? []
    if (token === undefined) throw unauthorized("Auth string does not conform to '<scheme> <token>' form")
    if (scheme.toLowerCase() !== 'bearer') {
      throw unauthorized('The authentication scheme in the `Authorization` HTTP header is not supported')
    }
    const claims = claimsOf(token)
    const { exp } = claims
    if (typeof exp === 'number' && exp + leewaySeconds < Date.now() / 1000) throw unauthorized('The JWT has expired')
    return rightOf(claims, namespace)
  }
}

interface Check {
  readonly alg: string
  readonly isSigned: (data: Buffer, signature: Buffer) => boolean
}

function readToken(token: string, { alg, isSigned }: Check): Json | undefined {
  const [header = '', payload = '', signature = '', rest] = token.split('.')
  if (rest !== undefined || decode(header)?.['alg'] !== alg) return undefined
  return isSigned(Buffer.from(`${header}.${payload}`), Buffer.from(signature, 'base64url')) ? decode(payload) : undefined
}

function decode(part: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function edCheck(key: KeyObject): Check {
  return { alg: 'EdDSA', isSigned: (data, signature) => verify(null, data, key, signature) }
}

function hmacCheck(secret: string): Check {
  return {
    alg: 'HS256',
    isSigned(data, signature) {
      const expected = createHmac('sha256', secret).update(data).digest()
      return signature.length === expected.length && timingSafeEqual(signature, expected)
    },
  }
}

function publicKeys(key: string): KeyObject[] {
  const pems = key.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g)
  if (pems) return pems.map((pem) => createPublicKey(pem))
  if (/^[\w-]{43}$/.test(key)) return [createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' })]
  throw new Error('The JWT key must be a PEM public key, an Ed25519 public key in base64url, or hs256:<secret>')
}

function rightOf(claims: Json, namespace: string): Right {
  const { id, a, p } = claims
  if (isObject(p)) {
    if (scopeHolds(p['rw'], namespace)) return 'write'
    return scopeHolds(p['ro'], namespace) ? 'read' : 'none'
  }
  if (typeof id === 'string' && id !== namespace) return 'none'
  return a === 'ro' ? 'read' : 'write'
}

function scopeHolds(scope: unknown, namespace: string): boolean {
  const names = isObject(scope) ? scope['ns'] : undefined
  return Array.isArray(names) && names.includes(namespace)
}

function unauthorized(why: string) {
  return apiError(401, `Unauthorized: \`${why}\``)
}
