import { and, eq, isNull } from 'drizzle-orm'
import type { BaseCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { isGenuine, type Keyring, makeToken, readToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { googleVisits } from '../schema.ts'

export type GoogleVisit = typeof googleVisits.$inferSelect

/** How long somebody may be at Google, ms. */
export const visitMs = 10 * 60_000
/** How long what came back may wait for its browser, which is led on at once, ms. */
const handOverMs = 60_000

export const visitById = sql
  .select()
  .from(googleVisits)
  .where(eq(googleVisits.id, raw.placeholder('visit')))

/** The address that Google leads everybody back to: one for the platform, registered there to the letter. */
export const callbackAddress = ({ portal }: Deps) => portal.origin + href('/google', paths.google.callback)

/** What to say to Google on the way out and to check on the way back. Derived from the row: none of it is stored. */
export async function partsOf(keys: Keyring, shopKey: string, id: string, deps: Deps) {
  return {
    state: await makeToken(keys, 'ggl', shopKey, bodyOf(id), 1),
    nonce: await keys.mac('google nonce', id),
    verifier: await keys.mac('google verifier', id),
    redirectUri: callbackAddress(deps),
  }
}

interface Start {
  readonly sessionId?: string
  readonly next?: string | undefined
  readonly key?: string | undefined
}

/** Begins a way to Google and back, and gives its id. At the door each press is one of its own; who is signed in has one per form. */
export async function startVisit(ctx: BaseCtx, { sessionId, next, key }: Start): Promise<string> {
  const isAtDoor = sessionId === undefined
  const id = isAtDoor ? newId('ggv') : ctx.newId('ggv')
  const begin = sql.insert(googleVisits).values({
    ...{ id, host: ctx.host, base: ctx.base, sessionId: sessionId ?? null, linkKey: key ?? null, next: next ?? null },
    ...{ createdAt: ctx.now, expiresAt: ctx.now + visitMs },
  })
  await ctx.write({ kind: 'google.asked', subjectId: id, isRepeatable: isAtDoor }, [begin])
  return id
}

/** The row a state or a hand-over names, if this shop made that token; whether it still counts is for the caller to see. */
export async function visitOf(ctx: BaseCtx, text: string, purpose: 'ggl' | 'ggh') {
  const token = readToken(text)
  const isOurs = token?.purpose === purpose && token.shopKey === ctx.tenant.key && (await isGenuine(ctx.tenant.keys, token, 1))
  return isOurs ? `ggv_${token.row}` : undefined
}

/** Whether Google's answer may still come. */
export const isUnderWay = (visit: GoogleVisit, now: number) => visit.answeredAt === null && visit.expiresAt > now

/** Whether what came back still waits for its browser. */
export const isWaiting = (visit: GoogleVisit, now: number): visit is GoogleVisit & { readonly answeredAt: number } =>
  visit.answeredAt !== null && visit.usedAt === null && visit.answeredAt + handOverMs > now

/** Takes what came back, once: of many at once exactly one does. Refused as 'spent'. */
export function takeOver(id: string, now: number, change: { readonly challengeId?: string } = {}) {
  const take = sql
    .update(googleVisits)
    .set({ usedAt: now, ...change })
    .where(and(eq(googleVisits.id, id), isNull(googleVisits.usedAt)))
  return [take, exactlyOne('spent')] as const
}

/** Where a host of ours is served: the portal's, or the shop's own. Undefined for any other. */
export function originOf({ deps, tenant }: Pick<BaseCtx, 'deps' | 'tenant'>, host: string): string | undefined {
  if (host === deps.portal.hostname) return deps.portal.origin
  if (host !== tenant.host) return undefined
  return `${deps.portal.protocol}//${host}${deps.portal.port ? `:${deps.portal.port}` : ''}`
}
