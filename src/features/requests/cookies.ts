import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '#context.ts'
import { cookieOf } from '#identity/session.ts'
import { isId } from '#lib/id.ts'
import { digestOf, sameText } from '#lib/token.ts'
import { type StrangerDraft, strangerMs } from './stranger-actions.ts'

const draftCookie = (tenant: Tenant) => `${cookieOf(tenant)}-request`

/** Leaves in the browser which draft it writes and the secret that proves it. */
export function keepDraftCookie(c: Context, tenant: Tenant, { id, secret }: { id: string; secret: string }): void {
  const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
  setCookie(c, draftCookie(tenant), `${id}.${secret}`, { ...options, maxAge: strangerMs / 1000 })
}

/** The draft this browser says it writes. */
export function keptDraft(c: Context, tenant: Tenant): { readonly id: string; readonly secret: string } | undefined {
  const [id, secret] = (getCookie(c, draftCookie(tenant)) ?? '').split('.')
  return id && secret && isId('rqd', id) ? { id, secret } : undefined
}

/** Whether it is this browser's indeed. */
export async function isOfBrowser(draft: StrangerDraft, secret: string): Promise<boolean> {
  return draft.browser !== null && sameText(await digestOf(secret), draft.browser)
}
