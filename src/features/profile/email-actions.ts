import { and, eq, gt, inArray, isNull, lt } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { calendarFeeds } from '#features/appointments/schema.ts'
import { contacts, people } from '#features/customers/schema.ts'
import { ProofFields } from '#identity/fresh-proof/ask.ts'
import { challenges, itemLinks, sessions } from '#identity/schema.ts'
import { endOthers } from '#identity/sessions/actions.ts'
import { challengeMs, isWholeCode, tidyCode, triesAllowed } from '#identity/sign-in/rules.ts'
import { normalizeEmail } from '#lib/email.ts'
import { newId } from '#lib/id.ts'
import { codeFor, sameText } from '#lib/token.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { boundToChange, type NewEmail } from './queries.ts'
import { changesOf } from './rules.ts'
import { shopMails } from './told.ts'
import { profileWords as words } from './words.ts'

export const askForChange = () =>
  v.object({
    ...ProofFields,
    email: v.pipe(
      v.string(words.wrong.email),
      v.transform((text) => normalizeEmail(text) ?? ''),
      v.minLength(1, words.wrong.email),
    ),
  })

const minute = 60_000

/** Mails a code to the address that somebody wants to have; an older one ends. `proven` says that they are who they were. */
export async function mailNewAddress(ctx: CustomerCtx, email: string, proven: readonly Change[]): Promise<void> {
  const { tenant, personId, sessionId, now, deps } = ctx
  const hasRoom = await takeTurn(deps, [
    { key: `email:${tenant.key}:${personId}`, max: 5, windowMs: 1440 * minute },
    { key: `email:${tenant.key}:to:${email}`, max: 3, windowMs: 1440 * minute },
  ])
  if (!hasRoom) throw tooMany(words.wrong.tooMany)
  const id = newId('chl')
  const mails = [{ kind: 'email.code', payload: { challenge: id }, customerId: ctx.customerId }]
  const older = and(
    raw`${challenges.browser} = ${boundToChange(sessionId)}`,
    isNull(challenges.usedAt),
    isNull(challenges.voidedAt),
  )
  await ctx.write({ kind: 'email.asked', subjectId: id, mails }, [
    ...proven,
    sql.update(challenges).set({ voidedAt: now }).where(older),
    sql.insert(challenges).values({
      ...{ id, audience: 'customer', email, personId, host: ctx.host, browser: boundToChange(sessionId) },
      ...{ createdAt: now, expiresAt: now + challengeMs },
    }),
  ])
}

/**
 * Gives a person the mailbox that they proved. Every other session, every mailed link, invitation and calendar address ends; the old
 * mailbox and the shop are told. A wrong code costs one of five tries; 'taken' where somebody else of this shop has that mailbox.
 */
export async function changeEmail(
  ctx: CustomerCtx,
  wanted: NewEmail | undefined,
  typed: string,
): Promise<'done' | 'wrong' | 'spent' | 'taken'> {
  if (!wanted) return 'spent'
  if (!isWholeCode(typed)) return 'wrong'
  if (!sameText(tidyCode(typed), await codeFor(ctx.tenant.keys, wanted.id, wanted.generation))) {
    await ctx.write({ kind: 'email.failed', subjectId: wanted.id, isRepeatable: true }, [
      sql
        .update(challenges)
        .set({ tries: raw`${challenges.tries} + 1` })
        .where(isAlive(wanted.id, ctx.now)),
    ])
    return wanted.tries + 1 >= triesAllowed ? 'spent' : 'wrong'
  }
  const { contactId, customerId, personId, viewer } = ctx
  const changes = changesOf({ email: viewer.email }, { email: wanted.email })
  const details = { contact: viewer.contactName, changes }
  const told = { kind: 'email.changed', payload: { to: viewer.email, person: personId }, customerId }
  try {
    await ctx.write(
      {
        ...{ kind: 'contact.email_changed', subjectId: contactId, customerId, details },
        mails: [told, ...shopMails(ctx)],
        // What is open of each of their customers ends, links as well as pages, and each record says why.
        consequences: viewer.others.map(({ id, customerId }) => ({
          ...{ kind: 'contact.email_changed', subjectId: id, customerId, details },
        })),
      },
      becoming(ctx, wanted),
    )
    return 'done'
  } catch (error) {
    if (error instanceof Refused && (error.reason === 'taken' || error.reason === 'spent')) return error.reason
    throw error
  }
}

function becoming(ctx: CustomerCtx, { id, email }: NewEmail): readonly Change[] {
  const { now, personId, sessionId } = ctx
  const theirs = sql.select({ id: contacts.id }).from(contacts).where(eq(contacts.personId, personId))
  const isFree = raw`NOT EXISTS (SELECT 1 FROM people p WHERE p.email = ${email} AND p.id <> ${personId})`
  const open = and(eq(challenges.personId, personId), isNull(challenges.usedAt), isNull(challenges.voidedAt))
  return [
    [sql.update(challenges).set({ usedAt: now }).where(isAlive(id, now)), exactlyOne('spent')],
    assert(isFree, 'taken'),
    sql.update(people).set({ email }).where(eq(people.id, personId)),
    // Codes on their way to the old mailbox let nobody in any more.
    sql.update(challenges).set({ voidedAt: now }).where(open),
    endOthers(ctx),
    sql.update(sessions).set({ provedAt: now }).where(eq(sessions.id, sessionId)),
    sql
      .update(itemLinks)
      .set({ revokedAt: now })
      .where(and(inArray(itemLinks.contactId, theirs), isNull(itemLinks.revokedAt))),
    sql
      .update(calendarFeeds)
      .set({ revokedAt: now })
      .where(and(inArray(calendarFeeds.contactId, theirs), isNull(calendarFeeds.revokedAt))),
    sql
      .update(contacts)
      .set({ invitation: raw`${contacts.invitation} + 1`, version: raw`${contacts.version} + 1` })
      .where(eq(contacts.personId, personId)),
  ]
}

const isAlive = (id: string, now: number) =>
  and(
    ...[eq(challenges.id, id), isNull(challenges.usedAt), isNull(challenges.voidedAt)],
    ...[gt(challenges.expiresAt, now), lt(challenges.tries, triesAllowed)],
  )
