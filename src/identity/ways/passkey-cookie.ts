import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '#context.ts'
import { newSecret } from '#lib/token.ts'
import { offerMs } from '../factors/rules.ts'
import { cookieOf } from '../session.ts'

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const
const nameOf = (tenant: Tenant) => `${cookieOf(tenant)}-passkey`

/** The secret of the browser that asked what to show a passkey for: what is answered counts in that browser alone. */
export function askedHere(c: Context, tenant: Tenant): string | undefined {
  return /^[\w-]{43}$/.exec(getCookie(c, nameOf(tenant)) ?? '')?.[0]
}

/** The same, left in the browser anew: two of its tabs share one. */
export function keepAsking(c: Context, tenant: Tenant): string {
  const secret = askedHere(c, tenant) ?? newSecret()
  setCookie(c, nameOf(tenant), secret, { ...options, maxAge: offerMs / 1000 })
  return secret
}
