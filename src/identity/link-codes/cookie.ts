import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '#context.ts'
import { digestOf, sameText } from '#lib/token.ts'
import { cookieOf } from '../session.ts'
import { challengeMs } from '../sign-in/rules.ts'
import type { LinkProof } from './queries.ts'

const codeCookie = (tenant: Tenant) => `${cookieOf(tenant)}-code`

/** Leaves in the browser which code it asked for and the secret that proves it. */
export function keepProof(c: Context, tenant: Tenant, { id, secret }: { id: string; secret: string }): void {
  const options = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
  setCookie(c, codeCookie(tenant), `${id}.${secret}`, { ...options, maxAge: challengeMs / 1000 })
}

/** The code among these that this browser asked for, if it did. */
export async function keptProof(c: Context, tenant: Tenant, proofs: readonly LinkProof[]): Promise<LinkProof | undefined> {
  const [id, secret] = (getCookie(c, codeCookie(tenant)) ?? '').split('.')
  const proof = proofs.find((one) => one.id === id)
  return proof && secret && sameText(await digestOf(secret), proof.browser) ? proof : undefined
}
