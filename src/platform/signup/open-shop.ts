import { and, eq, isNull } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { sql } from '#database/sql.ts'
import { exactlyOne, Refused, write } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { claimCommand, record } from '#features/activity/actions.ts'
import { staffSessions } from '#features/team/schema.ts'
import { type SessionClaims, staffSessionMs } from '#identity/session.ts'
import { bodyOf, newId, newKey } from '#lib/id.ts'
import { provisionShop } from '#platform/provisioning/actions.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { act, type Occasion } from './actions.ts'
import { findHalfMade, listFreeSlugs } from './queries.ts'
import { type OpenShop, otherSlugs, type Signup } from './rules.ts'
import { signups } from './schema.ts'

export type Opened =
  | { readonly ok: true; readonly tenant: Tenant; readonly claims: SessionClaims }
  | { readonly ok: false; readonly message: string }

/**
 * Makes the shop of a proven mailbox and signs its owner in. The shop's key is noted first, so that the same form, or another
 * try tomorrow, goes on with the same shop. Throws too_many past 20 shops a day from one network.
 */
export async function openShop(
  on: Occasion,
  signup: Signup,
  input: OpenShop,
  host: string,
  timeZone: string | undefined,
): Promise<Opened> {
  const { deps } = on
  const key = signup.shopKey ?? (await beginShop(on, signup))
  const { slug, name, trade, ownerName } = input
  const made = await provisionShop(deps, {
    key,
    slug,
    name,
    trade,
    ownerName,
    email: signup.email,
    ...(timeZone ? { timeZone } : {}),
  })
  if (!made.ok) return { ok: false, message: await takenMessage(on, input) }
  const session = await signOwnerIn(on, made.tenant, made.ownerId, host)
  await finish(on, signup, key)
  return { ok: true, tenant: made.tenant, claims: { kind: 'staff', session, contact: '', person: made.ownerId, customer: '' } }
}

/** Notes that the shop stands, and mails where its desk is: once, however many tabs got here. */
async function finish(on: Occasion, { id, finishedAt }: Signup, key: string): Promise<void> {
  if (finishedAt !== null) return
  const note = sql
    .update(signups)
    .set({ finishedAt: on.deps.now() })
    .where(and(eq(signups.id, id), isNull(signups.finishedAt)))
  const mails = [{ kind: 'desk', payload: { signup: id, shop: key } }]
  try {
    await act({ ...on, command: undefined }, { kind: 'sign_up.finished', subjectId: id, details: { shop: key }, mails }, [
      [note, exactlyOne('finished')],
    ])
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'finished') throw error
  }
}

async function beginShop(on: Occasion, signup: Signup): Promise<string> {
  const { deps, network } = on
  const hasRoom = await takeTurn(deps, [{ key: `shops:${network}`, max: 20, windowMs: 86_400_000 }])
  if (!hasRoom) throw tooMany('Many shops were opened from your network today. Try again tomorrow.')
  const key = (await findHalfMade(deps, signup.email)) ?? newKey(8)
  const note = sql.update(signups).set({ shopKey: key }).where(eq(signups.id, signup.id))
  await act({ ...on, command: undefined }, { kind: 'sign_up.named', subjectId: signup.id, details: { shop: key } }, [
    [note, exactlyOne('stale')],
  ])
  return key
}

async function takenMessage({ deps }: Occasion, { slug, trade }: OpenShop): Promise<string> {
  const [free] = await listFreeSlugs(deps, otherSlugs(slug, trade))
  const hint = free ? ` ${free} is free.` : ''
  return `Another shop has the address ${slug}.${hint}`
}

async function signOwnerIn(
  { deps, command, requestId }: Occasion,
  tenant: Tenant,
  ownerId: string,
  host: string,
): Promise<string> {
  const now = deps.now()
  const id = command ? `ses_${bodyOf(command.id)}` : newId('ses')
  const happening = { eventId: newId('evt'), actor: { kind: 'staff' as const, id: ownerId, name: 'Owner' }, requestId, now }
  const session = {
    id,
    staffId: ownerId,
    host,
    device: 'The browser you signed up with',
    createdAt: now,
    provedAt: now,
    seenAt: now,
  }
  await write(tenant.database, [
    claimCommand(`${ownerId} session.started ${command?.id ?? newId('cmd')}`, happening, command?.digest),
    sql.insert(staffSessions).values({ ...session, expiresAt: now + staffSessionMs.idle }),
    ...record({ kind: 'session.started', subjectId: id }, happening),
  ])
  return id
}
