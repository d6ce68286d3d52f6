import type { StaffCtx } from '#context.ts'
import { Refused } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { type Sending, sendRequest } from '#features/approvals/send-actions.ts'
import type { FormState, Parsed } from '#lib/form.ts'
import { namedIn } from './actions.ts'
import { deskWords } from './desk-words.ts'
import type { SendProof, TypedProof } from './form.ts'
import { getProof, type ProofParts } from './read.ts'
import { type Design, hiddenPages, partOf } from './rules.ts'
import { workOf } from './work.ts'

/** Sent; or its form lacks something; or somebody else changed the proof meanwhile, then there is no form. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly form?: FormState }

/**
 * Keeps what was typed and sends it as the next edition: what did not change keeps its decision, the edition before is locked
 * with its pins. `howIn` reads how it is to go out by the shop's clock. Throws conflict when nothing could be shown, or nobody asked.
 */
export async function sendProof(
  ctx: StaffCtx,
  id: string,
  typed: TypedProof,
  howIn: (zone: string) => Promise<Parsed<SendProof>>,
): Promise<Sent> {
  const before = await getProof(ctx, id, namedIn(typed))
  const how = await howIn(ctx.shop.timeZone)
  if (!how.ok) return { ok: false, form: how }
  const { designs, changes } = workOf(before, typed, ctx)
  const { asked } = before
  try {
    await sendRequest(
      ctx,
      { asked, approvers: asked.approvers, terms: asked.terms[0], statuses: asked.statuses },
      sendingOf(before, typed, designs, how.value),
      changes,
    )
    return { ok: true }
  } catch (error) {
    if (error instanceof Refused && error.reason === 'stale') return { ok: false }
    throw error
  }
}

function sendingOf({ proof, asked, art }: ProofParts, typed: TypedProof, designs: readonly Design[], how: SendProof): Sending {
  if (!asked.job) throw conflict('The job of this proof is gone.')
  const parts = designs.map((design) => {
    const part = partOf(design, art)
    const hidden = hiddenPages(design, art)
    if (hidden > 0) throw conflict(deskWords.left.hidden([{ title: design.title, hidden }]))
    if (!part) throw conflict(`“${design.title}” has no picture to show yet. Upload its artwork once more, then send.`)
    return part
  })
  const { title, note, rule } = typed
  return {
    ...{ kind: 'proof', subjectId: proof.id, job: asked.job, customerId: proof.customerId, title, note, rule },
    ...{ currency: null, totalMinor: null, parts, files: designs.map(({ fileId }) => fileId), ...how },
  }
}
