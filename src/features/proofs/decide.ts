import type { Context } from 'hono'
import * as v from 'valibot'
import type { ReaderCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { type Decided, decide } from '#features/approvals/actions.ts'
import { type AnswerInput, answerFields, deciderOf, missingFrom, missingName } from '#features/approvals/answer-form.ts'
import type { Asked } from '#features/approvals/asked.ts'
import { provenByCode } from '#features/approvals/link-code.ts'
import { type Answer, mayDecide } from '#features/approvals/rules.ts'
import { approveConsent } from '#features/approvals/words.ts'
import { checkForm, type FormState, type Parsed, readFields, textsOf } from '#lib/form.ts'
import { listOf } from './form.ts'
import { getProofForReader, type SentParts } from './read.ts'
import { answersOf, type ProofRule } from './rules.ts'
import { proofWords } from './words.ts'

const AnswerProof = v.object({ ...answerFields, choice: v.optional(v.string(), '') })
const Comment = v.pipe(v.string(), v.trim(), v.maxLength(2_000))

/** What came of an answer: recorded, or a form that lacks something, to be shown again beside the proof. */
export type Answered =
  | { readonly ok: true; readonly decided: Decided }
  | { readonly ok: false; readonly form: FormState; readonly parts: SentParts }

/** Records what a reader says to the edition they saw: one word for the whole proof, or one for each design. */
export async function answerProof(c: Context, ctx: ReaderCtx, id?: string): Promise<Answered> {
  const raw = await readFields(c)
  const parts = await getProofForReader(ctx, id)
  const form = checkForm(AnswerProof, { ...raw, checked: listOf(raw['checked[]']) })
  const wrong = (errors: FormState['errors']) => ({ ok: false as const, form: { errors, values: textsOf(raw) }, parts })
  if (!form.ok) return wrong(form.errors)
  const keys = listOf(raw['design[]'])
  const comments = commentsIn(raw, keys)
  // Before anything else: whoever may not approve is not told what their form lacks.
  deciderOf(ctx, form.value, comments)
  const { content, asked } = parts
  const each = new Map(keys.map((key) => [key, textOf(raw[`answer-${key}`])]))
  const answers = answersOf(content.rule as ProofRule, keys, { choice: form.value.choice, each })
  if (!(answers instanceof Map)) return wrong({ choice: proofWords.wrong[answers as 'none'] })
  const isCurrent = form.value.edition === asked.request.edition && mayDecide('proof', asked.request.state)
  if (isCurrent) {
    const isForwarded = ctx.identity.forwardedTo !== undefined
    const errors = {
      ...(openIn(asked).some((key) => !keys.includes(key)) ? { choice: proofWords.wrong.some } : {}),
      ...(has(answers, 'approved') ? missingFrom(content, form.value, isForwarded) : missingName(form.value, isForwarded)),
      ...(has(answers, 'changes') && !isExplained(form.value.note, comments, parts) ? { note: proofWords.wrong.changes } : {}),
    }
    if (Object.keys(errors).length > 0) return wrong(errors)
  }
  const { form: checked, proven } = await proveMailbox(c, ctx, form, parts, isCurrent)
  if (!checked.ok) return { ok: false, form: checked, parts }
  const poNumber = content.po === 'no' ? null : form.value.poNumber
  const given = { edition: form.value.edition, answers, poNumber, consent: approveConsent.proof }
  return {
    ok: true,
    decided: await decide(ctx, readAgain(ctx, parts.asked, id), given, deciderOf(ctx, form.value, comments, proven)),
  }
}

/** A code from the same mailbox, for an answer through a link, where the shop asks for one. */
async function proveMailbox<T extends AnswerInput>(
  c: Context,
  ctx: ReaderCtx,
  form: Parsed<T>,
  parts: SentParts,
  isCurrent: boolean,
) {
  if (ctx.audience !== 'link' || !parts.codes || !isCurrent) return { form, proven: undefined }
  // The audience just seen says which context this is.
  const { form: checked, proven } = await provenByCode(c as Parameters<typeof provenByCode>[0], form, parts.content, parts.codes)
  return { form: checked, proven }
}

const has = (answers: ReadonlyMap<string, Answer>, answer: Answer) => [...answers.values()].includes(answer)
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** The designs of the edition asked about that nobody decided yet. */
export function openIn({ content, decisions }: Asked): string[] {
  return (content?.parts ?? []).map(({ key }) => key).filter((key) => !decisions.some(({ partKey }) => partKey === key))
}

function commentsIn(raw: Record<string, unknown>, keys: readonly string[]): Record<string, string> {
  const pairs = keys.map((key) => [key, v.parse(v.fallback(Comment, ''), raw[`comment-${key}`] ?? '')] as const)
  return Object.fromEntries(pairs.filter(([, comment]) => comment !== ''))
}

/** Somebody who wants changes says which: in the note, at a design, or with pins on this edition. */
function isExplained(note: string, comments: Record<string, string>, { pins, asked }: SentParts): boolean {
  return note !== '' || Object.keys(comments).length > 0 || pins.some(({ edition }) => edition === asked.request.edition)
}

/** The first round decides on what was just read; each later one reads anew. */
function readAgain(ctx: ReaderCtx, first: Asked, id: string | undefined): () => Promise<Asked> {
  let known: Asked | undefined = first
  return async () => {
    const asked = known ?? (await getProofForReader(ctx, id)).asked
    known = undefined
    if (!asked) throw notFound('proof')
    return asked
  }
}
