import * as v from 'valibot'
import type { ReaderCtx } from '#context.ts'
import { List, MaybeLine, Text, Ticked, Version } from '#lib/fields.ts'
import type { Decider } from './actions.ts'
import type { EditionContent } from './editions.ts'
import type { Signature } from './record.ts'

/** Strokes of a pad: x and y in turn, at most 200 strokes and 6,000 numbers, so that a signature stays a signature. */
const Strokes = v.pipe(
  v.array(
    v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(-10), v.maxValue(4_000))), v.minLength(2), v.maxLength(4_000)),
  ),
  v.minLength(1),
  v.maxLength(200),
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
  drawn: v.pipe(v.optional(v.string(), ''), v.maxLength(60_000)),
  checked: List(v.string(), 40),
  agrees: Ticked,
  poNumber: MaybeLine(60),
  note: Text(4_000),
}
export interface AnswerInput {
  readonly edition: number
  readonly signedName: string | null
  readonly drawn: string
  readonly checked: readonly string[]
  readonly agrees: boolean
  readonly poNumber: string | null
  readonly note: string
}

/** What is missing before a yes counts, beside its fields; nothing is asked of somebody who says no. */
export function missingFrom(content: EditionContent, input: AnswerInput, isForwarded: boolean): Record<string, string> {
  const errors: Record<string, string> = {}
  if (content.terms && !input.agrees) errors['agrees'] = 'Read the terms and tick that you agree'
  if (content.checklist.some((_, i) => !input.checked.includes(String(i))))
    errors['checked'] = 'Tick each point once you have checked it'
  const mustSign = content.needsSignature || isForwarded
  if (mustSign && (input.signedName ?? '').length < 2) errors['signedName'] = 'Type your full name to approve'
  if (input.drawn && !drawnOf(input.drawn))
    errors['signedName'] = 'The drawing could not be read. Draw it again, or type your name alone'
  if (content.po === 'demanded' && !input.poNumber) errors['poNumber'] = 'Type your PO number'
  return errors
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

function signatureOf(input: AnswerInput): Signature | null {
  const name = input.signedName
  if (!name) return null
  const drawn = input.drawn ? drawnOf(input.drawn) : undefined
  return drawn ? { kind: 'drawn', name, ...drawn } : { kind: 'typed', name }
}

/** The reader as the one who decides: who they are, how they proved it, and what they typed. Call after the read. */
export function deciderOf(
  ctx: ReaderCtx,
  input: AnswerInput,
  comments: Readonly<Record<string, string>>,
  provedAt?: number,
): Decider {
  const { viewer, identity, from, device } = ctx
  const isForwarded = identity.forwardedTo !== undefined
  const door = ctx.audience === 'customer' ? 'portal' : isForwarded ? 'forward' : 'link'
  return {
    door,
    actor: actorOf(ctx),
    proof: provedAt
      ? { method: 'mailed_code', at: new Date(provedAt).toISOString() }
      : { method: identity.method, at: isForwarded ? null : new Date(identity.at).toISOString() },
    payload: {
      name: input.signedName ?? viewer.contactName,
      email: isForwarded ? null : viewer.email,
      company: viewer.customerName,
      ...{ comments, note: input.note, signature: signatureOf(input) },
      ...{ ip: from?.ip ?? '', userAgent: from?.userAgent ?? '', device },
      ...{ recordedBy: null, saidAt: null },
      forwardedBy: identity.forwardedBy ?? null,
      forwardedTo: identity.forwardedTo ?? null,
    },
    receiptTo: [viewer.contactId],
  }
}

function actorOf(ctx: ReaderCtx): Decider['actor'] {
  return ctx.audience === 'customer' ? { kind: 'contact', id: ctx.contactId } : { kind: 'link', id: ctx.linkId }
}
