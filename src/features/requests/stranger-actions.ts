import { and, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm'
import type { VisitorCtx } from '#context.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import { exactlyOne, Refused } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { challengeMs, isWholeCode, tidyCode, triesAllowed } from '#identity/sign-in/rules.ts'
import { newId } from '#lib/id.ts'
import { codeFor, digestOf, newSecret, sameText } from '#lib/token.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { insertRequest, newRequestMails, requestIdOf } from './draft-actions.ts'
import type { DraftContent, RequestInput } from './form.ts'
import type { RequestKind } from './rules.ts'
import { requestDrafts } from './schema.ts'
import { requestWords as words } from './words.ts'

const minute = 60_000
/** So long a stranger's draft is kept, ms. */
export const strangerMs = 1_440 * minute

/** A stranger's draft: only the browser that keeps its secret may have it. */
export const strangerDraft = sql
  .select()
  .from(requestDrafts)
  .where(and(eq(requestDrafts.id, raw.placeholder('id')), isNotNull(requestDrafts.browser), gt(requestDrafts.expiresAt, theNow)))
export type StrangerDraft = Awaited<ReturnType<typeof strangerDraft.execute>>[number]

/** Keeps the first words of a stranger for a day. Throws too_many past the limit of a network. Returns the draft and the secret its browser keeps. */
export async function beginStranger(ctx: VisitorCtx, kind: RequestKind, content: DraftContent) {
  await assertRoom(ctx)
  const [id, secret] = [newId('rqd'), newSecret()]
  await ctx.write({ kind: 'request.begun', subjectId: id, isRepeatable: true }, [
    sql.insert(requestDrafts).values({
      ...{ id, kind, browser: await digestOf(secret), content: { ...content, savedAt: ctx.now } },
      ...{ createdAt: ctx.now, expiresAt: ctx.now + strangerMs },
    }),
  ])
  return { id, secret }
}

/** Keeps what was typed. Refused as 'stale' when another tab kept something since `version`. */
export async function keepStranger(ctx: VisitorCtx, { id }: StrangerDraft, content: DraftContent, version: number) {
  await assertRoom(ctx)
  await ctx.write({ kind: 'request.kept', subjectId: id, isRepeatable: true }, [
    sql
      .update(requestDrafts)
      .set({ content: { ...content, savedAt: ctx.now }, version: raw`${requestDrafts.version} + 1` })
      .where(isOpen(id, version)),
    exactlyOne('stale'),
  ])
}

/**
 * Mails a code to the mailbox a stranger typed; an older one ends. Throws too_many for a network that asked too often; a mailbox that
 * got too many gets no more, which nobody can see.
 */
export async function askCode(ctx: VisitorCtx, draft: StrangerDraft, content: DraftContent, email: string, version: number) {
  const { tenant, network, deps, now } = ctx
  if (!(await takeTurn(deps, [{ key: `ask:${network}`, max: 20, windowMs: 60 * minute }]))) throw tooMany(words.open.many)
  const mailbox = `${tenant.key}:${email}`
  const mayMail = await takeTurn(deps, [
    { key: `request:${mailbox}:${network}`, max: 3, windowMs: 15 * minute },
    { key: `request:${mailbox}`, max: 10, windowMs: 1_440 * minute },
    { key: `mails:${tenant.key}:requests`, max: 200, windowMs: 60 * minute },
  ])
  const payload = { draft: draft.id, generation: String(draft.generation + 1) }
  const mails = [{ kind: 'request.code', payload, isSilent: !mayMail }]
  await ctx.write({ kind: 'request.code_asked', subjectId: draft.id, mails, isRepeatable: true }, [
    sql
      .update(requestDrafts)
      .set({
        ...{ content: { ...content, savedAt: now }, email, tries: 0, version: raw`${requestDrafts.version} + 1` },
        // What is not mailed proves nothing: guessing at it would be free otherwise.
        ...{ generation: raw`${requestDrafts.generation} + 1`, codeExpiresAt: mayMail ? now + challengeMs : null },
      })
      .where(isOpen(draft.id, version)),
    exactlyOne('stale'),
  ])
}

/** Sends the request once its code is right; a wrong one costs one of five tries. Of many at once, one sends. */
export async function proveStranger(
  ctx: VisitorCtx,
  draft: StrangerDraft,
  input: RequestInput,
  typed: string,
): Promise<'sent' | 'wrong' | 'spent'> {
  const { id, generation, tries, codeExpiresAt } = draft
  if (tries >= triesAllowed || (codeExpiresAt ?? 0) <= ctx.now) return 'spent'
  // Only a whole code is a try.
  if (!isWholeCode(typed)) return 'wrong'
  if (sameText(tidyCode(typed), await codeFor(ctx.tenant.keys, id, generation))) return send(ctx, draft, input)
  const spend = sql
    .update(requestDrafts)
    .set({ tries: raw`${requestDrafts.tries} + 1` })
    .where(isProvable(ctx, draft))
  await ctx.write({ kind: 'request.code_failed', subjectId: id, isRepeatable: true }, [spend])
  return tries + 1 >= triesAllowed ? 'spent' : 'wrong'
}

async function send(ctx: VisitorCtx, draft: StrangerDraft, input: RequestInput): Promise<'sent' | 'spent'> {
  const id = requestIdOf(draft.id)
  const email = draft.email ?? ''
  const use = sql.update(requestDrafts).set({ sentAt: ctx.now, content: {} }).where(isProvable(ctx, draft))
  const action = { kind: 'request.sent', subjectId: id, mails: newRequestMails(ctx, id, undefined), isRepeatable: true }
  try {
    await ctx.write({ ...action, facts: { what: input.what } }, [
      [use, exactlyOne('spent')],
      ...insertRequest({
        ...{ ...input, id, kind: draft.kind, email, stateAt: ctx.now, createdAt: ctx.now },
        ...{ customerId: ownerOf(email, 'customer_id'), contactId: ownerOf(email, 'id') },
      }),
    ])
    return 'sent'
  } catch (error) {
    if (error instanceof Refused && error.reason === 'spent') return 'spent'
    throw error
  }
}

/** Whose mailbox this is, if anybody's: those let in before others, and who came last before them. The screen never tells. */
const ownerOf = (email: string, column: 'id' | 'customer_id') => raw<string>`(SELECT c.${raw.raw(column)} FROM contacts c
  JOIN people p ON p.id = c.person_id JOIN customers k ON k.id = c.customer_id
  WHERE p.email = ${email} AND c.removed_at IS NULL AND k.archived_at IS NULL
  ORDER BY c.has_access DESC, c.seen_at DESC, c.created_at LIMIT 1)`

const isOpen = (id: string, version: number) =>
  and(eq(requestDrafts.id, id), eq(requestDrafts.version, version), isNull(requestDrafts.sentAt))

const isProvable = ({ now }: VisitorCtx, { id, generation }: StrangerDraft) =>
  and(
    ...[eq(requestDrafts.id, id), eq(requestDrafts.generation, generation), lt(requestDrafts.tries, triesAllowed)],
    ...[gt(requestDrafts.codeExpiresAt, now), isNull(requestDrafts.sentAt)],
  )

async function assertRoom({ deps, network }: VisitorCtx) {
  if (!(await takeTurn(deps, [{ key: `drafts:${network}`, max: 60, windowMs: 60 * minute }]))) throw tooMany(words.open.many)
}
