import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import * as v from 'valibot'
import type { VisitorCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne, Refused } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { staffSessions } from '#features/team/schema.ts'
import { normalizeEmail } from '#lib/email.ts'
import { newId } from '#lib/id.ts'
import { codeFor, digestOf, newSecret, sameText } from '#lib/token.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { challenges } from '../schema.ts'
import { type SessionClaims, staffSessionMs } from '../session.ts'
import { type Tying, tying } from '../ways/tying.ts'
import { customerSessionOf, type Made, type Opening, sessionRow } from './new-session.ts'
import { findMailbox } from './queries.ts'
import { type Challenge, challengeMs, type Door, isOpen, isWholeCode, liveAllowed, tidyCode, triesAllowed } from './rules.ts'
import { signInWords as words } from './words.ts'

export const AskForCode = v.object({
  email: v.pipe(
    v.string(() => words.missing),
    v.transform((text) => normalizeEmail(text) ?? ''),
    v.minLength(1, () => words.wholeEmail),
  ),
  next: v.optional(v.string()),
  key: v.optional(v.pipe(v.string(), v.maxLength(40))),
})

/** What the browser brings: its earlier challenge, and what speaks for it. */
export interface Browser {
  readonly earlier: { readonly id: string; readonly secret: string } | undefined
  /** 'known': this mailbox signed in here before; 'invited': it pressed an invitation from that mailbox; else 'new'. */
  readonly standing: 'known' | 'invited' | 'new'
}

const minute = 60_000

/**
 * Starts a challenge for a mailbox, known or not: the same statements, the same answer. Mails only a known mailbox with room
 * left. Throws too_many when this network asked too often. Returns the challenge and the secret its browser keeps.
 */
export async function askForCode(
  ctx: VisitorCtx,
  door: Door,
  input: { email: string; next?: string | undefined; key?: string | undefined },
  browser: Browser,
) {
  const { tenant, network, deps } = ctx
  const hasRoom = await takeTurn(deps, [{ key: `ask:${network}`, max: 20, windowMs: 60 * minute }])
  if (!hasRoom) throw tooMany(() => words.many)
  const { personId, staffId, live } = await findMailbox(ctx, door, input.email)
  const mailbox = `${tenant.key}:${door}:${input.email}`
  const mayMail = await takeTurn(
    deps,
    mailLimits(mailbox, network, browser.standing, personId || staffId ? tenant.key : `${tenant.key}:nobody`),
  )

  const id = newId('chl')
  const secret = newSecret()
  const isSilent = !(personId || staffId) || !mayMail || (live >= liveAllowed && browser.standing === 'new')
  // What is not mailed cannot let anybody in: guessing at it would be free otherwise. Nobody is written too, so the statement is the same.
  const owner = { personId: (!isSilent && personId) || null, staffId: (!isSilent && staffId) || null }
  const voidEarlier = sql
    .update(challenges)
    .set({ voidedAt: ctx.now })
    // Its id stands in the mailed link: only who keeps its secret may end it.
    .where(
      and(
        eq(challenges.id, browser.earlier?.id ?? ''),
        eq(challenges.browser, await digestOf(browser.earlier?.secret ?? '')),
        isNull(challenges.usedAt),
      ),
    )
  const insert = sql.insert(challenges).values({
    id,
    audience: door,
    email: input.email,
    ...owner,
    host: ctx.host,
    browser: await digestOf(secret),
    linkKey: input.key ?? null,
    next: input.next ?? null,
    createdAt: ctx.now,
    expiresAt: ctx.now + challengeMs,
  })
  const mail = { kind: 'sign-in', payload: { challenge: id, base: ctx.base }, isSilent }
  await ctx.write({ kind: 'sign_in.asked', subjectId: id, mails: [mail], isRepeatable: true }, [voidEarlier, insert])
  return { id, secret }
}

/**
 * A stranger's requests, those of a device that was here before and those by invitation are counted apart, and only a
 * stranger's against the shop: nobody can use up another's. An unknown mailbox counts too, where it does no harm.
 */
function mailLimits(mailbox: string, network: string, standing: Browser['standing'], shop: string) {
  const shopKey = standing === 'new' ? shop : `${shop}:${standing}:${mailbox}`
  return [
    { key: `mail:${standing}:${mailbox}:${network}`, max: 3, windowMs: 15 * minute },
    { key: `mail:${standing}:${mailbox}:${network}:day`, max: 5, windowMs: 1440 * minute },
    { key: `mail:${standing}:${mailbox}`, max: 10, windowMs: 1440 * minute },
    { key: `mails:${shopKey}`, max: 500, windowMs: 60 * minute },
  ]
}

export type Redeemed =
  /** `isOneOfMany`: nothing said which of the person's customers they are here for. */
  | { readonly ok: true; readonly claims: SessionClaims; readonly isOneOfMany: boolean }
  | { readonly ok: false; readonly reason: 'wrong' | 'spent' | 'no access' }

/** Lets somebody in who typed the right code. A wrong one costs one of five tries. */
export async function redeemCode(
  ctx: VisitorCtx,
  challenge: Challenge,
  contact: Opening | undefined,
  typed: string,
  waiting?: Tying,
): Promise<Redeemed> {
  if (!isOpen(challenge, ctx.now)) return { ok: false, reason: 'spent' }
  const code = await codeFor(ctx.tenant.keys, challenge.id, challenge.generation)
  // Only a whole code is a try: a scanner that submits the form empty must not use up the person's.
  if (!isWholeCode(typed)) return { ok: false, reason: 'wrong' }
  if (sameText(tidyCode(typed), code)) return startSession(ctx, challenge, contact, waiting)
  const spend = sql
    .update(challenges)
    .set({ tries: raw`${challenges.tries} + 1` })
    .where(and(eq(challenges.id, challenge.id), lt(challenges.tries, triesAllowed)))
  await ctx.write({ kind: 'sign_in.failed', subjectId: challenge.id, isRepeatable: true }, [spend])
  return { ok: false, reason: challenge.tries + 1 >= triesAllowed ? 'spent' : 'wrong' }
}

/** Uses up the challenge and starts one session; of many at once, exactly one wins. A Google account that waited for it is tied to its person. */
export async function startSession(
  ctx: VisitorCtx,
  challenge: Challenge,
  contact: Opening | undefined,
  waiting?: Tying,
): Promise<Redeemed> {
  const use = sql
    .update(challenges)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(challenges.id, challenge.id),
        isNull(challenges.usedAt),
        isNull(challenges.voidedAt),
        gt(challenges.expiresAt, ctx.now),
        lt(challenges.tries, triesAllowed),
      ),
    )
  const session = newId('ses')
  const made =
    challenge.audience === 'staff' ? staffSession(ctx, challenge, session) : customerSession(ctx, challenge, contact, session)
  if (!made) return { ok: false, reason: 'no access' }
  const tied = waiting && challenge.personId ? tying(ctx, challenge.personId, waiting) : undefined
  try {
    await ctx.write(
      {
        kind: 'session.started',
        isRepeatable: true,
        subjectId: session,
        customerId: contact?.customerId,
        details: { device: ctx.device },
        mails: tied?.mails ?? [],
      },
      [[use, exactlyOne('spent')], made.insert, ...(tied?.changes ?? [])],
    )
  } catch (error) {
    if (error instanceof Refused && error.reason === 'spent') return { ok: false, reason: 'spent' }
    throw error
  }
  return { ok: true, claims: made.claims, isOneOfMany: contact?.isOneOfMany === true }
}

function customerSession(ctx: VisitorCtx, challenge: Challenge, contact: Opening | undefined, session: string): Made | undefined {
  if (!contact || !challenge.personId) return undefined
  return customerSessionOf(ctx, session, challenge.personId, contact, ctx.now)
}

function staffSession(ctx: VisitorCtx, challenge: Challenge, session: string): Made | undefined {
  if (!challenge.staffId) return undefined
  const claims = { kind: 'staff' as const, session, contact: '', person: challenge.staffId, customer: '' }
  return {
    claims,
    insert: sql
      .insert(staffSessions)
      .values({ ...sessionRow(ctx, session, staffSessionMs.idle, ctx.now), staffId: challenge.staffId }),
  }
}
