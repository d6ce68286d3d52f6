import { jwtVerify, SignJWT } from 'jose'
import type { Tenant } from '#context.ts'

/** What a cookie claims. It only claims: the row is checked in the same round trip as the page. */
export interface SessionClaims {
  readonly kind: 'customer' | 'staff'
  readonly session: string
  /** Contact and customer, or the staff member. */
  readonly contact: string
  readonly person: string
  readonly customer: string
}

const issuer = 'nameplate'
export const customerSessionMs = { idle: 90 * 86_400_000, whole: 400 * 86_400_000 }
export const staffSessionMs = { idle: 8 * 3_600_000, whole: 7 * 86_400_000 }

/** The one cookie of a shop on a host. `__Host-` keeps sibling hosts from planting it; the key keeps shops apart. */
export const cookieOf = (tenant: Tenant) => `__Host-${tenant.key}`

/** Signs a session for one shop and one host; it lasts as long as a session may in all. */
export async function signSession(tenant: Tenant, host: string, claims: SessionClaims, now: number): Promise<string> {
  const whole = claims.kind === 'customer' ? customerSessionMs.whole : staffSessionMs.whole
  return new SignJWT({ ...claims, host })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(tenant.key)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor((now + whole) / 1000))
    .sign(await tenant.keys.jwtKey())
}

// Checking the same signature again tells nothing new; whether the session still lives is read each time.
const verified = new Map<string, { readonly claims: SessionClaims; readonly until: number }>()

/** The claims of a cookie made for this shop, this host and this audience, or undefined. */
export async function verifySession(
  tenant: Tenant,
  host: string,
  kind: SessionClaims['kind'],
  token: string,
  now: number,
): Promise<SessionClaims | undefined> {
  const place = `${tenant.key} ${host} ${kind} ${token}`
  const known = verified.get(place)
  if (known) return known.until > now ? known.claims : undefined
  try {
    const options = { issuer, audience: tenant.key, algorithms: ['HS256'], currentDate: new Date(now) }
    const { payload } = await jwtVerify(token, await tenant.keys.jwtKey(), options)
    if (payload['host'] !== host || payload['kind'] !== kind) return undefined
    const claims: SessionClaims = {
      kind,
      session: String(payload['session']),
      contact: String(payload['contact']),
      person: String(payload['person']),
      customer: String(payload['customer']),
    }
    if (verified.size >= 5_000) verified.clear()
    verified.set(place, { claims, until: (payload.exp ?? 0) * 1000 })
    return claims
  } catch {
    // Forged, foreign, expired or malformed: to the visitor all of it is "not signed in".
    return undefined
  }
}
