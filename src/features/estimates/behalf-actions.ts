import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import type { Decided } from '#features/approvals/actions.ts'
import { behalfDecider, RecordAnswer } from '#features/approvals/behalf-actions.ts'
import { behalfConsent } from '#features/approvals/words.ts'
import { List } from '#lib/fields.ts'
import { keepAnswer } from './answer-actions.ts'
import type { Estimate } from './queries.ts'
import { getEstimate, type Sent } from './read.ts'

/** What a member of staff writes down of a yes or a no that was given outside the portal, with the choice that goes with a yes. */
export const RecordEstimateAnswer = v.object({
  answer: v.pipe(v.optional(v.string(), ''), v.picklist(['approved', 'declined'], 'Choose what they said')),
  ...RecordAnswer.entries,
  tier: v.optional(v.string(), ''),
  addOns: List(v.string()),
})
export type RecordEstimateAnswer = v.InferOutput<typeof RecordEstimateAnswer>

/**
 * Puts down an answer given by phone, by text or in person: who said it and when, and who wrote it down. A yes becomes a job like
 * any other. Throws conflict once it is answered, over or changed.
 */
export async function recordEstimateAnswer(
  ctx: StaffCtx,
  found: { readonly estimate: Estimate; readonly asked: Sent },
  input: RecordEstimateAnswer,
): Promise<Decided> {
  const reread = async () => (await getEstimate(ctx, found.estimate.id)).asked
  const given = { ...input, consent: behalfConsent[input.how] }
  const { decided } = await keepAnswer(ctx, found, reread, given, behalfDecider(ctx, found.asked, input))
  return decided
}
