import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isId } from '#lib/id.ts'
import { digestOf, sameText } from '#lib/token.ts'
import { namingMs, type Signup } from './rules.ts'

const name = '__Host-signup'
const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

/** Leaves in the browser which sign-up it started and the secret that proves it. */
export function keepSignup(c: Context, signup: { readonly id: string; readonly secret: string }): void {
  setCookie(c, name, `${signup.id}.${signup.secret}`, { ...options, maxAge: (namingMs / 1000) * 2 })
}

/** The id of the sign-up this browser started, if it started one. */
export function keptSignup(c: Context): string | undefined {
  return kept(c)?.id
}

/** Whether this browser is the one the sign-up belongs to. */
export async function startedHere(c: Context, signup: Signup): Promise<boolean> {
  const cookie = kept(c)
  return cookie?.id === signup.id && sameText(await digestOf(cookie.secret), signup.browser)
}

export function dropSignup(c: Context): void {
  setCookie(c, name, '', { ...options, maxAge: 0 })
}

function kept(c: Context) {
  const [id, secret] = (getCookie(c, name) ?? '').split('.')
  return id && secret && isId('sgn', id) ? { id, secret } : undefined
}
