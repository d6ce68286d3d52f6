import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '#context.ts'
import { cookieOf } from '#identity/session.ts'
import { isId } from '#lib/id.ts'
import { digestOf, sameText } from '#lib/token.ts'
import type { Claim } from './queries.ts'

const claimCookie = (tenant: Tenant) => `${cookieOf(tenant)}-claim`
const keptSeconds = 3_600

/** Leaves in the browser which claim it made and the secret that proves it. */
export function keepClaim(c: Context, tenant: Tenant, { id, secret }: { id: string; secret: string }): void {
  const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
  setCookie(c, claimCookie(tenant), `${id}.${secret}`, { ...options, maxAge: keptSeconds })
}

/** The claim this browser says it made. */
export function keptClaim(c: Context, tenant: Tenant): { readonly id: string; readonly secret: string } | undefined {
  const [id, secret] = (getCookie(c, claimCookie(tenant)) ?? '').split('.')
  return id && secret && isId('hcl', id) ? { id, secret } : undefined
}

/** Whether it is this browser's indeed. */
export async function isOfBrowser(claim: Claim, secret: string): Promise<boolean> {
  return sameText(await digestOf(secret), claim.browser)
}
