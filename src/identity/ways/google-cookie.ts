import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '#context.ts'
import { digestOf, sameText } from '#lib/token.ts'
import { cookieOf } from '../session.ts'
import { type GoogleVisit, visitMs } from './google-visits.ts'

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
const nameOf = (tenant: Tenant) => `${cookieOf(tenant)}-google`

/** Leaves in the browser what proves that the way to Google began here. */
export function keepVisit(c: Context, tenant: Tenant, visit: { readonly id: string; readonly secret: string }): void {
  setCookie(c, nameOf(tenant), `${visit.id}.${visit.secret}`, { ...options, maxAge: visitMs / 1000 })
}

/** Whether it began in this browser. */
export async function beganHere(c: Context, tenant: Tenant, visit: GoogleVisit): Promise<boolean> {
  const [id, secret = ''] = (getCookie(c, nameOf(tenant)) ?? '').split('.')
  return id === visit.id && sameText(await digestOf(secret), visit.browser)
}

export function dropVisit(c: Context, tenant: Tenant): void {
  setCookie(c, nameOf(tenant), '', { ...options, maxAge: 0 })
}
