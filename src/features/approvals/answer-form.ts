import type { Context } from 'hono'
import * as v from 'valibot'
import type { ReaderCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { assert, type Guard } from '#database/write.ts'
import { forbidden } from '#errors.ts'
import { seenBy } from '#features/deliveries/changes.ts'
import { List, MaybeLine, Text, Ticked, Version } from '#lib/fields.ts'
import { type Parsed, readFields, textsOf } from '#lib/form.ts'
import type { Decider } from './actions.ts'
import type { EditionContent } from './editions.ts'
import type { Signature } from './record.ts'
import { answerWords as words } from './words.ts'

const Coordinate = v.pipe(v.number(), v.integer(), v.minValue(-10), v.maxValue(4_000))
const Stroke = v.pipe(
  v.array(Coordinate),
  v.minLength(2),
  v.check((stroke) => stroke.length % 2 === 0),
)
/** Strokes of a pad: x and y in turn, at most 200 strokes and 6,000 numbers, so that a signature stays a signature. */
const Strokes = v.pipe(
  v.array(Stroke),
  v.minLength(1),
  v.maxLength(200),
  v.check((strokes) => strokes.reduce((sum, { length }) => sum + length, 0) <= 6_000),
)
const Drawn = v.object({
  width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4_000)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4_000)),
  strokes: Strokes,
})

/** What stands at the end of every page that asks for a yes: the same fields, whatever is approved. */
export const answerFields = {
  edition: Version,
  signedName: MaybeLine(120),
  /** JSON of what was drawn; empty when the name was typed alone. */
  drawn: v.pipe(
    v.optional(v.string(), ''),
    v.maxLength(60_000, () => words.unreadable),
  ),
  checked: List(v.string(), 40),
  agrees: Ticked,
  poNumber: MaybeLine(60),
  note: Text(4_000),
  /** The mailed code, where the shop asks for one. */
  code: MaybeLine(40),
}
export interface AnswerInput {
  readonly edition: number
  readonly signedName: string | null
  readonly drawn: string
  readonly checked: readonly string[]
  readonly agrees: boolean
  readonly poNumber: string | null
  readonly note: string
  readonly code: string | null
}

/** A mailbox proven by a code, and when. */
export interface Proven {
  readonly at: number
  readonly email: string
}

/** Whether a yes to this takes more than pressing the button. */
export function asksMore(content: EditionContent, isForwarded: boolean): boolean {
  const { terms, checklist, needsSignature, po } = content
  return terms !== null || checklist.length > 0 || needsSignature || isForwarded || po === 'demanded'
}

/** What is missing before a yes counts, beside its fields; nothing is asked of somebody who says no. */
export function missingFrom(content: EditionContent, input: AnswerInput, isForwarded: boolean): Record<string, string> {
  const errors: Record<string, string> = {}
  if (content.terms && !input.agrees) errors['agrees'] = words.missing.agrees
  if (content.checklist.some((_, i) => !input.checked.includes(String(i)))) errors['checked'] = words.missing.checked
  // Whoever got a link passed on has no name here but the one they type.
  const isSigned = (!isForwarded && input.drawn !== '') || (input.signedName ?? '').length >= 2
  if ((content.needsSignature || isForwarded) && !isSigned)
    errors['signedName'] = words.missing[isForwarded ? 'fullName' : 'signedName']
  if (input.drawn && !drawnOf(input.drawn)) errors['signedName'] = words.unreadable
  if (content.po === 'demanded' && !input.poNumber) errors['poNumber'] = words.missing.poNumber
  return errors
}

/** Whoever got a link passed on types their name whatever they say: the one the link was made for is only its maker's word. */
export function missingName(input: Pick<AnswerInput, 'signedName'>, isForwarded: boolean): Record<string, string> {
  return isForwarded && (input.signedName ?? '').length < 2 ? { signedName: words.missing.fullName } : {}
}

/** The form of a yes with all that its edition demands; what was typed stays where something is missing. Call after the read. */
export async function completeAnswer<T extends AnswerInput>(
  c: Context,
  form: Parsed<T>,
  content: EditionContent,
  isForwarded: boolean,
): Promise<Parsed<T>> {
  if (!form.ok) return form
  const errors = missingFrom(content, form.value, isForwarded)
  if (Object.keys(errors).length > 0) return { ok: false, errors, values: textsOf(await readFields(c)) }
  return { ok: true, value: content.po === 'no' ? { ...form.value, poNumber: null } : form.value }
}

function drawnOf(text: string) {
  const read = v.safeParse(Drawn, parsed(text))
  return read.success ? read.output : undefined
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Typed by no pad of ours: refused by the schema like anything else that does not fit.
    return undefined
  }
}

function signatureOf(input: AnswerInput, contactName: string): Signature | null {
  const drawn = input.drawn ? drawnOf(input.drawn) : undefined
  const name = input.signedName
  if (drawn) return { kind: 'drawn', name: name ?? contactName, ...drawn }
  return name ? { kind: 'typed', name } : null
}

/**
 * The reader as the one who decides: who they are, how they proved it, and what they typed. Call after the read. Throws forbidden
 * for a reader who may not approve.
 */
export function deciderOf(
  ctx: ReaderCtx,
  input: AnswerInput,
  comments: Readonly<Record<string, string>>,
  proven?: Proven,
): Decider {
  const { viewer, identity, from, device } = ctx
  if (!viewer.canApprove) throw forbidden(words.notYours)
  const isForwarded = identity.forwardedTo !== undefined
  const door = ctx.audience === 'customer' ? 'portal' : isForwarded ? 'forward' : 'link'
  return {
    door,
    actor: actorOf(ctx),
    proof: proven
      ? { method: 'mailed_code', at: new Date(proven.at).toISOString() }
      : { method: identity.method, at: isForwarded ? null : new Date(identity.at).toISOString() },
    payload: {
      name: input.signedName ?? viewer.contactName,
      email: proven?.email ?? (isForwarded ? null : viewer.email),
      company: viewer.customerName,
      ...{ comments, note: input.note, signature: signatureOf(input, viewer.contactName) },
      ...{ ip: from?.ip ?? '', userAgent: from?.userAgent ?? '', device },
      ...{ recordedBy: null, saidAt: null },
      forwardedBy: identity.forwardedBy ?? null,
      forwardedTo: identity.forwardedTo ?? null,
    },
    ticks: true,
    receiptTo: [viewer.contactId],
    guards: [mayStillDecide(ctx)],
    follows: (_, { kind, subjectId }) => (kind === 'limit' ? [] : seenBy(ctx, kind, subjectId, 'decided')),
  }
}

/** A right that is taken away while its holder presses the button is gone. */
function mayStillDecide(ctx: ReaderCtx): Guard {
  const contact = raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${ctx.viewer.contactId} AND c.can_approve = 1)`
  const link =
    ctx.audience === 'link' ? raw`EXISTS (SELECT 1 FROM item_links l WHERE l.id = ${ctx.linkId} AND l.may_decide = 1)` : raw`1`
  return assert(raw`${contact} AND ${link}`, words.notYours)
}

function actorOf(ctx: ReaderCtx): Decider['actor'] {
  return ctx.audience === 'customer' ? { kind: 'contact', id: ctx.contactId } : { kind: 'link', id: ctx.linkId }
}
