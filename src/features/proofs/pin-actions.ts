import * as v from 'valibot'
import type { ReaderCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Guard } from '#database/write.ts'
import { conflict, forbidden } from '#errors.ts'
import type { Asked } from '#features/approvals/asked.ts'
import { seenBy } from '#features/deliveries/changes.ts'
import type { AuthorKind } from '#features/messages/rules.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { Text, Version } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { commentMails } from './comment-mails.ts'
import { designsOf, type Place, pagesOf, placeOfField, placeOfPress } from './rules.ts'
import { pins } from './schema.ts'
import { proofWords } from './words.ts'

const { wrong: words } = proofWords

const Ppm = v.pipe(v.string(), v.regex(/^\d{1,7}$/), v.transform(Number), v.maxValue(1_000_000))
const Pixel = v.pipe(v.string(), v.regex(/^-?\d{1,5}$/), v.transform(Number))
const Body = v.pipe(
  Text(2_000),
  v.minLength(1, () => words.comment),
)

/** A place on the artwork: to the point, as a picture was pressed, or as one of nine fields. */
export const DropPin = v.object({
  edition: Version,
  design: v.string(),
  page: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number)), '1'),
  xPpm: v.optional(
    v.union([
      v.pipe(
        v.literal(''),
        v.transform(() => undefined),
      ),
      Ppm,
    ]),
  ),
  yPpm: v.optional(
    v.union([
      v.pipe(
        v.literal(''),
        v.transform(() => undefined),
      ),
      Ppm,
    ]),
  ),
  'at.x': v.optional(Pixel),
  'at.y': v.optional(Pixel),
  field: v.optional(v.pipe(v.string(), v.regex(/^[1-9]$/), v.transform(Number))),
  body: Body,
})
export type DropPin = v.InferOutput<typeof DropPin>
export const ReplyToPin = v.object({ body: Body })
export type ReplyToPin = v.InferOutput<typeof ReplyToPin>

/** So many comments no artwork needs. */
const mostPins = 200
/** With the answers to them. */
const mostMessages = 500

/** Comments go on while the edition is the newest and its answer, if any, asks for another. */
export const mayComment = ({ request }: { readonly request: Pick<Asked['request'], 'edition' | 'state'> }, edition: number) =>
  request.edition === edition && (request.state === 'open' || request.state === 'changes_requested')

/** Whether this reader may say something: whoever got a link passed on to look only looks. */
export const isHeard = (ctx: ReaderCtx) => ctx.identity.forwardedTo === undefined || ctx.viewer.canApprove

/** Puts a numbered pin on the artwork with the first words of its thread. Throws conflict once the edition is locked. */
export async function dropPin(ctx: ReaderCtx | StaffCtx, asked: Asked, input: DropPin): Promise<{ readonly error?: string }> {
  const { request } = asked
  if (!asked.content || request.edition !== input.edition) throw conflict(words.closed)
  const design = designsOf(asked.content).find(({ key }) => key === input.design)
  const picture =
    design &&
    pagesOf(design)
      .find(({ page }) => page === input.page)
      ?.pictures.at(-1)
  if (!picture) throw conflict(words.gone)
  const place = placeOf(input, picture)
  if (!place) return { error: words.place }
  const [id, threadId] = [ctx.newId('pin'), newId('thr')]
  const proofId = request.subjectId
  const author = authorOf(ctx)
  const number = raw`(SELECT coalesce(max(p.number), 0) + 1 FROM pins p WHERE p.proof_id = ${proofId} AND p.edition = ${input.edition})`
  const { customerId } = request
  const thread = { id: threadId, subjectKind: 'pin' as const, subjectId: id, jobId: request.jobId, customerId }
  await ctx.write(eventOf(ctx, asked, id, 'proof.pinned', input.body), [
    isOpen(proofId, input.edition),
    assert(
      raw`(SELECT count(*) < ${mostPins} FROM pins p WHERE p.proof_id = ${proofId} AND p.edition = ${input.edition})`,
      words.manyComments(mostPins),
    ),
    sql.insert(threads).values({ ...thread, createdAt: ctx.now }),
    sql.insert(pins).values({
      ...{ id, proofId, edition: input.edition, designKey: input.design, page: input.page, ...place },
      ...{ number, threadId, createdAt: ctx.now },
    }),
    sql.insert(messages).values({ id: newId('msg'), threadId, ...author, body: input.body, at: ctx.now }),
    ...seenOf(ctx, proofId),
  ])
  return {}
}

/** Answers in a pin's thread. Throws conflict once its edition is locked. */
export async function replyToPin(
  ctx: ReaderCtx | StaffCtx,
  asked: Asked,
  pin: { readonly id: string; readonly threadId: string; readonly edition: number },
  { body }: ReplyToPin,
): Promise<void> {
  await ctx.write(eventOf(ctx, asked, pin.id, 'proof.replied', body), [
    isOpen(asked.request.subjectId, pin.edition),
    assert(
      raw`(SELECT count(*) < ${mostMessages} FROM messages m JOIN pins p ON p.thread_id = m.thread_id
        WHERE p.proof_id = ${asked.request.subjectId} AND p.edition = ${pin.edition})`,
      words.manyMessages(mostMessages),
    ),
    sql.insert(messages).values({ id: newId('msg'), threadId: pin.threadId, ...authorOf(ctx), body, at: ctx.now }),
    ...seenOf(ctx, asked.request.subjectId),
  ])
}

/** Whoever writes about a proof has looked at it. */
const seenOf = (ctx: ReaderCtx | StaffCtx, proofId: string) => (ctx.audience === 'staff' ? [] : seenBy(ctx, 'proof', proofId))

function isOpen(proofId: string, edition: number): Guard {
  return assert(
    raw`EXISTS (SELECT 1 FROM approval_requests r WHERE r.subject_id = ${proofId} AND r.edition = ${edition}
      AND r.state IN ('open', 'changes_requested'))`,
    words.closed,
  )
}

function placeOf(input: DropPin, picture: { width: number; height: number }): Place | undefined {
  const { xPpm, yPpm, 'at.x': x, 'at.y': y, field } = input
  if (xPpm !== undefined && yPpm !== undefined) return { xPpm, yPpm }
  // A picture that is pressed with a key says 0, 0.
  if (x !== undefined && y !== undefined && (x !== 0 || y !== 0)) return placeOfPress(x, y, picture)
  return field === undefined ? undefined : placeOfField(field)
}

function authorOf(ctx: ReaderCtx | StaffCtx): { authorKind: AuthorKind; authorId: string; authorName: string } {
  if (ctx.audience === 'staff') return { authorKind: 'staff', authorId: ctx.staffId, authorName: ctx.me.name }
  if (!isHeard(ctx)) throw forbidden(proofWords.notYours)
  const { viewer, identity } = ctx
  if (ctx.audience === 'link' && identity.forwardedTo !== undefined)
    return { authorKind: 'link', authorId: ctx.linkId, authorName: identity.forwardedTo }
  return { authorKind: 'contact', authorId: viewer.contactId, authorName: viewer.contactName }
}

function eventOf(ctx: ReaderCtx | StaffCtx, asked: Asked, subjectId: string, kind: string, body: string) {
  const { request } = asked
  return {
    ...{ kind, subjectId, customerId: request.customerId, jobId: request.jobId ?? undefined },
    facts: { proof: request.subjectId, title: request.title, edition: request.edition },
    details: { body: body.slice(0, 200) },
    mails: commentMails(ctx, asked),
  }
}
