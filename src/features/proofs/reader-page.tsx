import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ReaderCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { codeAskOf } from '#features/approvals/link-code.ts'
import { watch } from '#features/deliveries/watch.ts'
import { viewOf } from '#features/jobs/view.ts'
import { parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { Toast } from '#ui/block.tsx'
import { answerProof } from './decide.ts'
import { DropPin, dropPin, isHeard, ReplyToPin, replyToPin } from './pin-actions.ts'
import { getProofForReader, type SentParts } from './read.ts'
import { ProofPage, type ProofPageProps, WithdrawnProof } from './views.tsx'
import { didInWords, proofWords as words } from './words.ts'

type Tries = Pick<ProofPageProps, 'form' | 'pinTry' | 'replyTry'>
/** What differs between somebody signed in and the holder of a link: who reads, which proof, and where its actions lead. */
export interface Reading {
  readonly ctx: ReaderCtx
  readonly id?: string | undefined
  readonly links: ProofPageProps['links']
  /** The way back, once the proof is read. */
  back?(parts: SentParts): Child
}

/** The page of a proof, as it was sent or as an older edition was. */
export async function showProof(c: Context, reading: Reading) {
  return render(c, reading, await getProofForReader(reading.ctx, reading.id))
}

async function render(c: Context, reading: Reading, parts: SentParts, tries: Tries = {}) {
  const { ctx, links } = reading
  const { request } = parts.asked
  const back = reading.back?.(parts)
  const title = words.title(parts.content.title)
  if (request.state === 'withdrawn') {
    return show(c, <WithdrawnProof title={parts.content.title} back={back} />, { title, isDeciding: true, status: 410 })
  }
  const asked = c.req.query('version') ?? c.req.query('compare')
  const shown = asked === undefined ? request.edition : Number(asked)
  if (!parts.asked.editions.some(({ number }) => number === shown && number <= request.edition)) throw notFound('version')
  // Only the holder of a link has codes, so the context is a link's.
  const code = parts.codes && (await codeAskOf(c as Parameters<typeof codeAskOf>[0], parts.content, parts.codes))
  const said = didInWords(c.req.query('did'))
  const content = (
    <ProofPage
      {...{ parts, links, back, shown, code, ...tries }}
      view={viewOf(ctx)}
      viewer={ctx.viewer}
      isComparing={c.req.query('compare') !== undefined && request.edition > 1}
      isPreview={ctx.audience === 'customer' && ctx.isPreview}
      isForwarded={ctx.identity.forwardedTo !== undefined}
      isHeard={isHeard(ctx)}
      me={ctx.identity.forwardedTo !== undefined && ctx.audience === 'link' ? ctx.linkId : ctx.viewer.contactId}
    />
  )
  const isTried = Object.values(tries).some((one) => one !== undefined)
  return show(c, content, {
    ...{ title, isDeciding: true, scripts: ['proof', 'signing'], status: isTried ? 422 : 200 },
    ...(said ? { flash: <Toast text={said} /> } : {}),
    ...watch(c, ctx, 'proof', request.subjectId),
  })
}

/** Records the answer and says so; what lacks something comes back as it was typed. */
export async function takeAnswer(c: Context, reading: Reading) {
  const answered = await answerProof(c, reading.ctx, reading.id)
  if (!answered.ok) return render(c, reading, answered.parts, { form: answered.form })
  return c.redirect(`${reading.links.self}?did=${answered.decided.state}`, 303)
}

export async function takePin(c: Context, reading: Reading) {
  const { ctx, id, links } = reading
  const form = await parseForm(c, DropPin)
  const parts = await getProofForReader(ctx, id)
  if (!form.ok) {
    const { design = '', page = '1' } = form.values
    return render(c, reading, parts, { pinTry: { form, design, page } })
  }
  const { design, page } = form.value
  const { error } = await dropPin(ctx, parts.asked, form.value)
  if (error) {
    const errors = { body: error }
    return render(c, reading, parts, {
      pinTry: { form: { errors, values: form.value.body ? { body: form.value.body } : {} }, design, page: String(page) },
    })
  }
  return c.redirect(`${links.self}?did=commented#comments`, 303)
}

export async function takeReply(c: Context, reading: Reading, pinId: string) {
  const { ctx, id, links } = reading
  const form = await parseForm(c, ReplyToPin)
  const parts = await getProofForReader(ctx, id)
  const pin = parts.pins.find((one) => one.id === pinId)
  if (!pin) throw notFound('comment')
  if (!form.ok) return render(c, reading, parts, { replyTry: { form, pin: pinId } })
  await replyToPin(ctx, parts.asked, pin, form.value)
  return c.redirect(`${links.self}?did=replied#c-${pin.number}`, 303)
}
