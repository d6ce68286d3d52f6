import type { StaffCtx } from '#context.ts'
import { shownName } from '#features/settings/rules.ts'
import * as ceremonies from '../ceremony.ts'
import type { Factor } from './queries.ts'

/** What the browser makes a passkey from, as JSON. */
export function creationOptions(ctx: StaffCtx, factors: readonly Factor[]): Promise<string> {
  const { me, shop } = ctx
  const owner = { shop: shownName(shop), id: me.id, email: me.email, name: me.name }
  return ceremonies.creationOptions(ceremonyOf(ctx, 'add'), owner, idsOf(factors))
}

/** What the browser shows a passkey for, as JSON; undefined where there is none. */
export async function requestOptions(ctx: StaffCtx, factors: readonly Factor[]): Promise<string | undefined> {
  const ids = idsOf(factors)
  return ids.length === 0 ? undefined : ceremonies.requestOptions(ceremonyOf(ctx, 'show'), ids)
}

/** The passkey a browser made for us, or undefined where its answer is not whole, not for here, or not for this session. */
export const madePasskey = (ctx: StaffCtx, text: string) => ceremonies.madePasskey(ceremonyOf(ctx, 'add'), text)

/** Which passkey a browser showed and how often it has signed, with the instant it was asked; undefined where it does not count. */
export async function shownPasskey(ctx: StaffCtx, factors: readonly Factor[], text: string) {
  const id = ceremonies.credentialIdIn(text)
  const factor = id === undefined ? undefined : factors.find(({ credentialId }) => credentialId === id)
  if (!factor?.publicKey || !factor.credentialId) return undefined
  const { credentialId, publicKey, counter } = factor
  const shown = await ceremonies.shownPasskey(ceremonyOf(ctx, 'show'), { credentialId, publicKey, counter }, text)
  return shown && { factor, ...shown }
}

const idsOf = (factors: readonly Factor[]) => factors.flatMap(({ credentialId }) => credentialId ?? [])

const ceremonyOf = ({ tenant, deps, now, sessionId }: StaffCtx, purpose: 'add' | 'show') => ({
  ...{ keys: tenant.keys, now, origin: deps.staff.origin },
  ...{ purpose, bound: sessionId },
})
