import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '#context.ts'
import { sameText } from '#lib/token.ts'
import { cookieOf } from '../session.ts'
import { type GoogleVisit, visitMs } from './google-visits.ts'

const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
const nameOf = (tenant: Tenant) => `${cookieOf(tenant)}-google`

/** Leaves in the browser what proves that the way to Google began here. */
export async function keepVisit(c: Context, tenant: Tenant, id: string): Promise<void> {
  setCookie(c, nameOf(tenant), `${id}.${await secretOf(tenant, id)}`, { ...options, maxAge: visitMs / 1000 })
}
const secretOf = ({ keys }: Tenant, id: string) => keys.mac('google browser', id)

/** Whether it began in this browser. */
export async function beganHere(c: Context, tenant: Tenant, { id: visit }: GoogleVisit): Promise<boolean> {
  const [id, secret = ''] = (getCookie(c, nameOf(tenant)) ?? '').split('.')
  return id === visit && sameText(secret, await secretOf(tenant, visit))
}

export function dropVisit(c: Context, tenant: Tenant): void {
  setCookie(c, nameOf(tenant), '', { ...options, maxAge: 0 })
}
