import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '#context.ts'
import { isId } from '#lib/id.ts'
import { digestOf, sameText } from '#lib/token.ts'
import { cookieOf, customerSessionMs, type SessionClaims, signSession, staffSessionMs } from '../session.ts'
import { type Challenge, challengeMs } from './rules.ts'

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
const doorCookie = (tenant: Tenant) => `${cookieOf(tenant)}-door`
const knownCookie = (tenant: Tenant) => `${cookieOf(tenant)}-known`

/** Leaves in the browser which challenge it started and the secret that proves it. */
export function keepChallenge(c: Context, tenant: Tenant, challenge: { id: string; secret: string }): void {
  setCookie(c, doorCookie(tenant), `${challenge.id}.${challenge.secret}`, { ...options, maxAge: (challengeMs / 1000) * 6 })
}

/** The challenge this browser started, if it started one. */
export function keptChallenge(c: Context, tenant: Tenant): { readonly id: string; readonly secret: string } | undefined {
  const [id, secret] = (getCookie(c, doorCookie(tenant)) ?? '').split('.')
  return id && secret && isId('chl', id) ? { id, secret } : undefined
}

/** Whether this browser is the one the challenge was started in. */
export async function startedHere(c: Context, tenant: Tenant, challenge: Challenge): Promise<boolean> {
  const kept = keptChallenge(c, tenant)
  return kept?.id === challenge.id && sameText(await digestOf(kept.secret), challenge.browser)
}

/** Signs the browser in, and remembers that this mailbox was proven on it. */
export async function keepSession(
  c: Context,
  tenant: Tenant,
  host: string,
  claims: SessionClaims,
  email: string,
  now: number,
): Promise<void> {
  await keepClaims(c, tenant, host, claims, now)
  await keepKnown(c, tenant, email)
  setCookie(c, doorCookie(tenant), '', { ...options, maxAge: 0 })
}

/** Remembers that this mailbox was proven on this browser. */
export async function keepKnown(c: Context, tenant: Tenant, email: string): Promise<void> {
  setCookie(c, knownCookie(tenant), await tenant.keys.mac('known device', email), {
    ...options,
    maxAge: customerSessionMs.whole / 1000,
  })
}

/** What the browser claims from now on. */
export async function keepClaims(c: Context, tenant: Tenant, host: string, claims: SessionClaims, now: number): Promise<void> {
  const whole = claims.kind === 'customer' ? customerSessionMs.whole : staffSessionMs.whole
  setCookie(c, cookieOf(tenant), await signSession(tenant, host, claims, now), { ...options, maxAge: whole / 1000 })
}

/** Whether this mailbox was proven on this browser before. */
export async function isKnownDevice(c: Context, tenant: Tenant, email: string): Promise<boolean> {
  const kept = getCookie(c, knownCookie(tenant))
  return kept !== undefined && sameText(kept, await tenant.keys.mac('known device', email))
}

export function dropSession(c: Context, tenant: Tenant): void {
  setCookie(c, cookieOf(tenant), '', { ...options, maxAge: 0 })
}
