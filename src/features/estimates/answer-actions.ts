import * as v from 'valibot'
import type { BaseCtx, ReaderCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { type Decided, type Decider, decide } from '#features/approvals/actions.ts'
import { answerFields, deciderOf, missingFrom, missingName, type Proven } from '#features/approvals/answer-form.ts'
import type { Asked } from '#features/approvals/asked.ts'
import { approveConsent } from '#features/approvals/words.ts'
import { viewOf } from '#features/jobs/view.ts'
import { rereading } from '#features/work/actions.ts'
import { List } from '#lib/fields.ts'
import { type Choice, chosenLines, priceOf } from '#lib/offer.ts'
import { dayOf } from '#lib/time.ts'
import { becomeJob } from './job-actions.ts'
import { type EstimateForReader, getEstimateForReader } from './read.ts'
import { offerOf } from './rules.ts'
import { estimateWords as words } from './words.ts'

export const AnswerEstimate = v.object({
  ...answerFields,
  answer: v.picklist(['approved', 'declined']),
  tier: v.optional(v.string(), ''),
  addOns: List(v.string()),
})
export type AnswerEstimate = v.InferOutput<typeof AnswerEstimate>

/** What came of it: kept, or what the form lacks. */
export type Answered =
  | { readonly decided: Decided; readonly depositMinor: number }
  | { readonly errors: Readonly<Record<string, string>> }

type AskedEstimate = Pick<EstimateForReader, 'estimate' | 'asked'>
type Errors = Readonly<Record<string, string>>
/** Whatever else somebody must prove before their answer counts. */
type Prove = (found: EstimateForReader) => Promise<{ readonly errors?: Errors; readonly proven?: Proven | undefined }>

/**
 * Records a yes to what was chosen, or a no to the whole, of exactly the edition that was seen. With a yes the estimate becomes a
 * job in the same batch. Throws conflict once it is answered, expired or changed.
 */
export async function answerEstimate(
  ctx: ReaderCtx,
  id: string | undefined,
  input: AnswerEstimate,
  prove: Prove = async () => ({}),
): Promise<Answered> {
  const found = await getEstimateForReader(ctx, id)
  // Before anything else: whoever may not answer is not told what their form lacks.
  deciderOf(ctx, input, {})
  const errors =
    input.answer === 'approved'
      ? { ...wrongTier(ctx, found, input.tier), ...missingFrom(found.asked.content, input, isForwarded(ctx)) }
      : missingName(input, isForwarded(ctx))
  if (Object.keys(errors).length > 0) return { errors }
  const proof = await prove(found)
  if (proof.errors) return { errors: proof.errors }
  const decider = deciderOf(ctx, input, {}, proof.proven)
  const reread = async () => (await getEstimateForReader(ctx, id)).asked
  return keepAnswer(ctx, found, reread, { ...input, consent: approveConsent.estimate }, decider)
}

interface Answer {
  readonly edition: number
  readonly answer: 'approved' | 'declined'
  readonly tier: string
  readonly addOns: readonly string[]
  readonly poNumber: string | null
  readonly consent: string
}

/** Keeps a complete answer with its record, whoever brings it, and with a yes the job. Throws conflict as above. */
export async function keepAnswer(
  ctx: BaseCtx,
  { estimate, asked }: AskedEstimate,
  reread: () => Promise<Asked | undefined>,
  input: Answer,
  decider: Decider,
): Promise<{ readonly decided: Decided; readonly depositMinor: number }> {
  const { parts, offer } = offerOf(asked.content)
  const isYes = input.answer === 'approved'
  const price = priceOf(chosenLines(parts, choiceOf(input)), offer)
  const poNumber = isYes && asked.content.po !== 'no' ? input.poNumber : null
  const said = isYes ? price.chosen : parts
  const follows = isYes
    ? await becomeJob(ctx, { estimate, offer, chosen: price.chosen, statuses: asked.statuses, poNumber })
    : undefined
  const decided = await decide(
    ctx,
    rereading(asked, reread),
    {
      ...{ edition: input.edition, answers: new Map(said.map(({ key }) => [key, input.answer])), poNumber },
      ...{ consent: input.consent, ...(isYes ? { approvedMinor: price.totals.netMinor } : {}) },
    },
    {
      ...decider,
      guards: [...(decider.guards ?? []), ...(isYes ? stillHolds(estimate.id, dayOf(ctx.now, ctx.shop.timeZone)) : [])],
      follows: (approval, about) => [...(decider.follows?.(approval, about) ?? []), ...(follows?.(approval) ?? [])],
    },
  )
  return { decided, depositMinor: isYes ? price.depositMinor : 0 }
}

const isForwarded = (ctx: ReaderCtx) => ctx.identity.forwardedTo !== undefined

const choiceOf = ({ tier, addOns }: Pick<Answer, 'tier' | 'addOns'>): Choice => ({
  tier: tier || undefined,
  addOns: new Set(addOns),
})

/** What is wrong with the choice of a yes, by field. Throws conflict where the estimate is over, or another took its place. */
export function wrongTier(ctx: BaseCtx, { asked, estimate }: AskedEstimate, tier: string): Errors {
  const { offer } = offerOf(asked.content)
  const { validUntilOn } = offer
  // What was answered already is told so, whatever the day.
  if (asked.request.state === 'open' && validUntilOn !== null && validUntilOn < dayOf(ctx.now, ctx.shop.timeZone))
    throw conflict(`${words.expired(viewOf(ctx).day(validUntilOn))}. ${words.expiredText}`)
  if (estimate.supersededById !== null) throw conflict(words.superseded)
  const isChosen = offer.tiers.length === 0 || offer.tiers.some(({ key }) => key === tier)
  return isChosen ? {} : { tier: words.nothingChosen }
}

/** The day may be over, or another estimate may have been sent, while the button is pressed. */
function stillHolds(id: string, today: string) {
  return [
    assert(
      raw`EXISTS (SELECT 1 FROM estimates e LEFT JOIN estimates n ON n.id = e.superseded_by_id AND n.sent_at IS NOT NULL
        AND n.removed_at IS NULL AND n.customer_id = e.customer_id WHERE e.id = ${id} AND e.removed_at IS NULL AND n.id IS NULL)`,
      words.superseded,
    ),
    assert(
      raw`coalesce((SELECT max(e.content ->> '$.offer.validUntilOn') FROM editions e JOIN approval_requests r
        ON r.subject_id = e.subject_id AND r.edition = e.number WHERE r.subject_id = ${id}), ${today}) >= ${today}`,
      words.expiredText,
    ),
  ]
}
