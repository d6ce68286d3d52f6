import { createLocalJWKSet, decodeProtectedHeader, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import * as v from 'valibot'
import { normalizeEmail } from '#lib/email.ts'
import { sameText } from '#lib/token.ts'
import type { Google, Visit } from './google.ts'

/** Google gave no answer in time, or one that is none. */
export class GoogleUnavailable extends Error {}

/** Who somebody is at Google. The mailbox is theirs as Google has it; whether it is a contact's is for the shop to prove. */
export interface GoogleAccount {
  readonly issuer: string
  readonly subject: string
  readonly email: string
}

const patienceMs = 3_000
const Tokens = v.object({ id_token: v.pipe(v.string(), v.maxLength(10_000)) })
const Keys = v.object({ keys: v.array(v.looseObject({ kty: v.string() })) })

/**
 * Who came back with this code; undefined where Google refuses the code, or its ID token is not one for us, for this visit and of
 * now (OpenID Connect Core 3.1.3.7). Throws GoogleUnavailable when there is no answer in three seconds.
 */
export async function accountBehind(
  google: Google,
  { nonce, verifier, redirectUri }: Omit<Visit, 'state'>,
  code: string,
  now: number,
): Promise<GoogleAccount | undefined> {
  const client = { client_id: google.clientId, client_secret: google.clientSecret }
  const said = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri, ...client }
  const answer = await asked(google.token, { method: 'POST', body: new URLSearchParams(said) })
  if (answer.status >= 400 && answer.status < 500) return undefined
  const tokens = v.safeParse(Tokens, answer.body)
  if (!tokens.success) throw new GoogleUnavailable(`The token endpoint answered ${answer.status}`)
  return accountIn(google, tokens.output.id_token, nonce, now)
}

/** Who an ID token is about, or undefined where it must not be believed. */
export async function accountIn(google: Google, token: string, nonce: string, now: number): Promise<GoogleAccount | undefined> {
  try {
    const { kid, typ } = decodeProtectedHeader(token)
    // A key is named, never guessed at; a token of another kind is no ID token.
    if (!kid || (typ !== undefined && typ !== 'JWT')) return undefined
    const { payload } = await jwtVerify(token, createLocalJWKSet(await keysWith(google, kid, now)), {
      ...{ algorithms: ['RS256'], issuer: google.issuer, audience: google.clientId, currentDate: new Date(now) },
      ...{ requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat', 'nonce'], maxTokenAge: 600, clockTolerance: 5 },
    })
    const claims = v.parse(Claims, payload)
    const isOurs = payload.aud === google.clientId && (claims.azp === undefined || claims.azp === google.clientId)
    const email = normalizeEmail(claims.email)
    if (!isOurs || !email || !sameText(claims.nonce, nonce)) return undefined
    return { issuer: google.issuer, subject: claims.sub, email }
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof v.ValiError || error instanceof TypeError) return undefined
    throw error
  }
}

/** Only a mailbox that Google has proven counts. */
const Claims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  nonce: v.string(),
  azp: v.optional(v.string()),
  email: v.pipe(v.string(), v.maxLength(254)),
  email_verified: v.literal(true),
})

const rememberMs = 3_600_000
const retryMs = 60_000
// Google's public keys, the same for everybody: plain data, fetched anew each hour, and for a key not met before.
const known = new Map<string, { readonly keys: JSONWebKeySet; readonly at: number }>()

async function keysWith({ keys: address }: Google, kid: string, now: number): Promise<JSONWebKeySet> {
  const kept = known.get(address)
  const age = kept ? Math.abs(now - kept.at) : Number.POSITIVE_INFINITY
  if (kept && age < rememberMs && (age < retryMs || kept.keys.keys.some((key) => key.kid === kid))) return kept.keys
  const answer = await asked(address, {})
  const found = v.safeParse(Keys, answer.body)
  if (!found.success) throw new GoogleUnavailable(`The keys' address answered ${answer.status}`)
  known.set(address, { keys: found.output, at: now })
  return found.output
}

async function asked(address: string, init: RequestInit): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const response = await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    return { status: response.status, body: await response.json().catch(() => undefined) }
  } catch (cause) {
    throw new GoogleUnavailable('Google gives no answer', { cause })
  }
}
