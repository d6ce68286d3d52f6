import * as v from 'valibot'
import type { ReaderCtx } from '#context.ts'
import { forbidden } from '#errors.ts'
import { type Decided, decide } from '#features/approvals/actions.ts'
import { answerFields, deciderOf, missingFrom, missingName, type Proven } from '#features/approvals/answer-form.ts'
import type { Asked } from '#features/approvals/asked.ts'
import type { Answer } from '#features/approvals/rules.ts'
import { approveConsent } from '#features/approvals/words.ts'
import { answerName, whyName } from './field-names.ts'
import { getLinesForReader, type LinesForReader, type Sent } from './read.ts'
import { workParts } from './rules.ts'
import { workWords } from './words.ts'

const maxLines = 400
export const Comment = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(1_000, () => workWords.long),
)
export const keyed = <T extends v.GenericSchema>(value: T) =>
  v.pipe(
    v.record(v.string(), value),
    v.check((all) => Object.keys(all).length <= maxLines),
  )

export const AnswerLines = v.object({
  ...answerFields,
  /** What was said to each line, and why, by its key. */
  answers: keyed(v.picklist(['approved', 'declined'])),
  comments: keyed(Comment),
})
export type AnswerLines = v.InferOutput<typeof AnswerLines>

/** A sent form with what it says to single lines gathered by their keys; lines without an answer say nothing. */
export function gathered(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const having = (start: string) =>
    Object.fromEntries(
      Object.entries(raw)
        .filter(([name, value]) => name.startsWith(start) && value !== '')
        .map(([name, value]) => [name.slice(start.length), value]),
    )
  return { ...raw, answers: having(answerName('')), comments: having(whyName('')) }
}

type Answered = Decided | { readonly errors: Readonly<Record<string, string>> }

/** Whatever else somebody must prove before their answer counts. */
type Prove = (
  lines: LinesForReader,
) => Promise<{ readonly errors?: Readonly<Record<string, string>>; readonly proven?: Proven | undefined }>

/** Records what an approver said to the lines of one job, to exactly the edition they saw. Lines they left out stay open. */
export async function answerLines(
  ctx: ReaderCtx,
  id: string | undefined,
  input: AnswerLines,
  prove: Prove = async () => ({}),
): Promise<Answered> {
  const first = await getLinesForReader(ctx, id)
  assertMayApprove(ctx)
  const errors = wrongWith(ctx, first.asked, input)
  if (Object.keys(errors).length > 0) return { errors }
  const proof = await prove(first)
  if (proof.errors) return { errors: proof.errors }
  const read = rereading(first.asked, async () => (await getLinesForReader(ctx, id)).asked)
  return recordAnswers(ctx, read, first.asked, input, proof.proven)
}

/** Throws forbidden for a reader who only looks on. */
export function assertMayApprove({ viewer }: ReaderCtx): void {
  if (!viewer.canApprove) throw forbidden(workWords.mayNot)
}

/** What keeps an answer from counting, by field. */
export function wrongWith(ctx: ReaderCtx, { content }: Sent, input: AnswerLines): Record<string, string> {
  const given = Object.values(input.answers)
  if (given.length === 0) return { answers: workWords.nothingChosen }
  const isForwarded = ctx.identity.forwardedTo !== undefined
  return given.includes('approved') ? missingFrom(content, input, isForwarded) : missingName(input, isForwarded)
}

export function recordAnswers(
  ctx: ReaderCtx,
  read: () => Promise<Asked | undefined>,
  { content }: Sent,
  input: AnswerLines,
  proven?: Proven,
): Promise<Decided> {
  const answers = new Map<string, Answer>(Object.entries(input.answers))
  const keys = new Set(workParts(content).map(({ key }) => key))
  const comments = Object.fromEntries(Object.entries(input.comments).filter(([key]) => keys.has(key) && answers.has(key)))
  const consent = consentFor(ctx.viewer)
  return decide(
    ctx,
    read,
    { edition: input.edition, answers, poNumber: content.po === 'no' ? null : input.poNumber, consent },
    deciderOf(ctx, input, comments, proven),
  )
}

/** The sentence a reader agrees to: it speaks of prices only to those who see them. */
export const consentFor = ({ seesPrices }: { readonly seesPrices: boolean }) =>
  seesPrices ? approveConsent.work : workWords.consentUnpriced

/** The rows that were read already, and then anew each time they turned out to be old. */
export function rereading<T>(first: T, again: () => Promise<T>): () => Promise<T> {
  let known: T | undefined = first
  return async () => {
    const now = known ?? (await again())
    known = undefined
    return now
  }
}
