import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { shownName } from '#features/settings/rules.ts'
import { passwords } from '../schema.ts'
import { endOthers } from '../sessions/actions.ts'
import { changedMail } from './mail.ts'
import { type Weakness, weaknessOf } from './password-rules.ts'
import { isProvenStill } from './proof.ts'
import { myHash } from './queries.ts'
import { hashOf, isPassword } from './scrypt.ts'

/** Its name keeps it out of what a command remembers of its form: that digest is quick to compute. */
export const SetPassword = v.object({ proof_password: v.pipe(v.string(), v.maxLength(1_000)) })
export type SetPassword = v.InferOutput<typeof SetPassword>

/**
 * Sets the password of whoever is signed in and ends their other sessions. Tells what is wrong with a weak one, and 'sent before'
 * where the same form set another one already.
 */
export async function setPassword(
  ctx: CustomerCtx,
  { proof_password: password }: SetPassword,
  hasOne: boolean,
): Promise<'set' | 'sent before' | Weakness> {
  const { viewer, shop, personId, now } = ctx
  const own = [viewer.email, viewer.contactName, viewer.customerName, shop.name, shownName(shop)]
  const weakness = await weaknessOf(password, own)
  if (weakness) return weakness
  const hash = await hashOf(password)
  const set = sql
    .insert(passwords)
    .values({ personId, hash, changedAt: now })
    .onConflictDoUpdate({ target: passwords.personId, set: { hash, changedAt: now } })
  const mails = [changedMail(ctx, personId, hasOne ? 'password_changed' : 'password_set')]
  // Whoever came in with the old one is out, and so is what they have open.
  const consequences = [{ kind: 'session.others_ended', subjectId: personId }]
  const action = { kind: 'password.set', ...about(ctx), mails, consequences }
  const outcome = await ctx.write(action, [isProvenStill(ctx), set, endOthers(ctx)])
  if (outcome === 'done') return 'set'
  const [[kept]] = await ctx.read([myHash])
  return (await isPassword(password, kept?.hash)) ? 'set' : 'sent before'
}

/** Removes the password. Without one nothing happens. */
export async function removePassword(ctx: CustomerCtx, hasOne: boolean): Promise<void> {
  if (!hasOne) return
  const mails = [changedMail(ctx, ctx.personId, 'password_removed')]
  await ctx.write({ kind: 'password.removed', ...about(ctx), mails }, [
    isProvenStill(ctx),
    sql.delete(passwords).where(eq(passwords.personId, ctx.personId)),
  ])
}

const about = ({ personId, customerId }: CustomerCtx) => ({ subjectId: personId, customerId })
