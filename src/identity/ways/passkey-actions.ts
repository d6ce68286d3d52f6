import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, once, Refused } from '#database/write.ts'
import { Line } from '#lib/fields.ts'
import { madePasskey } from '../ceremony.ts'
import { passkeys } from '../schema.ts'
import { changedMail } from './mail.ts'
import { ceremonyFor, isProvenStill } from './proof.ts'
import type { Passkey } from './queries.ts'
import { waysWords as words } from './words.ts'

/** Passkeys one person may have. */
const mostPasskeys = 10

const Name = Line(() => words.passkey.noName, 60)
export const AddPasskey = v.object({ label: Name, passkey: v.pipe(v.string(), v.maxLength(20_000)) })
export type AddPasskey = v.InferOutput<typeof AddPasskey>

/** Keeps a passkey that the browser just made for this host. Tells why where it does not count. */
export async function addPasskey(
  ctx: CustomerCtx,
  { label, passkey }: AddPasskey,
): Promise<'added' | 'refused' | 'full' | 'known'> {
  const made = await madePasskey(ceremonyFor(ctx, 'add'), passkey)
  if (!made) return 'refused'
  const id = ctx.newId('pky')
  const { personId, host, now } = ctx
  const insert = sql.insert(passkeys).values({ id, personId, host, name: label, ...made, createdAt: now })
  const hasRoom = raw`(SELECT count(*) FROM passkeys WHERE person_id = ${personId} AND removed_at IS NULL) < ${mostPasskeys}`
  const mails = [changedMail(ctx, personId, 'passkey_added', { name: label })]
  try {
    await ctx.write({ kind: 'passkey.added', ...about(ctx, id, label), mails }, [
      isProvenStill(ctx),
      assert(hasRoom, 'full'),
      once(insert, 'known'),
    ])
    return 'added'
  } catch (error) {
    const reason = error instanceof Refused ? error.reason : undefined
    if (reason === 'full' || reason === 'known') return reason
    throw error
  }
}

export const RenamePasskey = v.object({ label: Name })
export type RenamePasskey = v.InferOutput<typeof RenamePasskey>

/** Calls a passkey otherwise. */
export async function renamePasskey(ctx: CustomerCtx, { id }: Passkey, { label }: RenamePasskey): Promise<void> {
  await ctx.write({ kind: 'passkey.renamed', ...about(ctx, id, label) }, [
    sql
      .update(passkeys)
      .set({ name: label })
      .where(and(eq(passkeys.id, id), eq(passkeys.personId, ctx.personId), isNull(passkeys.removedAt))),
    exactlyOne('stale'),
  ])
}

/** Ends a passkey, on this host and for ever. One that is gone stays gone. */
export async function removePasskey(ctx: CustomerCtx, { id, name, removedAt }: Passkey): Promise<void> {
  if (removedAt !== null) return
  const mails = [changedMail(ctx, ctx.personId, 'passkey_removed', { name })]
  await ctx.write({ kind: 'passkey.removed', ...about(ctx, id, name), mails }, [
    isProvenStill(ctx),
    sql
      .update(passkeys)
      .set({ removedAt: ctx.now })
      .where(and(eq(passkeys.id, id), eq(passkeys.personId, ctx.personId), isNull(passkeys.removedAt))),
    exactlyOne('stale'),
  ])
}

const about = ({ customerId }: CustomerCtx, subjectId: string, name: string) => ({ subjectId, customerId, details: { name } })

/** Why a passkey was not added, in a sentence. */
export const whyNot = (outcome: 'refused' | 'full' | 'known') => words.passkey[outcome]
