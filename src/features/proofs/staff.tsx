import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { viewOf } from '#features/jobs/view.ts'
import { changesSince, type FormState, parseForm, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { makeProof, removeDesign, saveProof, withdrawProof } from './actions.ts'
import { type deskWords, doneInWords } from './desk-words.ts'
import { listOf, parseProof, parseSending } from './form.ts'
import { DropPin, dropPin, ReplyToPin, replyToPin } from './pin-actions.ts'
import { getProof, type ProofParts } from './read.ts'
import { sendProof } from './send-actions.ts'
import type { ProofLinks } from './views-art.tsx'
import { type EditionProps, SentEdition } from './views-editions.tsx'
import { ProofEditor } from './views-editor.tsx'
import { proofWords } from './words.ts'

const { proofs, jobs } = paths.staff
type C = Context<Envs['staff'], string>

export const staffProofs = handle(proofs, {
  async make(c) {
    const id = await makeProof(c.var.ctx, c.req.param('id'))
    return back(c, id, 'made')
  },

  async show(c) {
    const parts = await getProof(c.var.ctx, c.req.param('id'))
    const version = c.req.query('version') ?? c.req.query('compare')
    return version === undefined ? showEditor(c, parts) : showEdition(c, parts, Number(version))
  },

  async save(c) {
    const id = c.req.param('id')
    const form = await parseProof(c)
    if (!form.ok) return showAgain(c, id, form)
    const { isStale } = await saveProof(c.var.ctx, id, form.value)
    return isStale ? showStale(c, id) : back(c, id, 'saved')
  },

  async send(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseProof(c)
    if (!form.ok) return showAgain(c, id, form)
    const sent = await sendProof(ctx, id, form.value, (zone) => parseSending(c, zone, ctx.now))
    if (!sent.ok) return sent.form ? showAgain(c, id, sent.form) : showStale(c, id)
    return back(c, id, 'sent')
  },

  async withdraw(c) {
    const { ctx } = c.var
    const jobId = await withdrawProof(ctx, c.req.param('id'))
    return c.redirect(href(ctx.base, jobs.show, { id: jobId }), 303)
  },

  async removeDesign(c) {
    const id = c.req.param('id')
    await removeDesign(c.var.ctx, id, c.req.param('design'))
    return back(c, id, 'removed')
  },

  async pin(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, DropPin)
    const parts = await getProof(ctx, id)
    const tried = (errors: FormState['errors'], values: FormState['values']) => {
      const { design = '', page = '1' } = values
      return showEdition(c, parts, parts.asked.request.edition, { pinTry: { form: { errors, values }, design, page } })
    }
    if (!form.ok) return tried(form.errors, form.values)
    const { error } = await dropPin(ctx, parts.asked, form.value)
    if (error) return tried({ body: error }, textsOf(await readFields(c)))
    return toEdition(c, parts, 'commented', 'comments')
  },

  async reply(c) {
    const { ctx } = c.var
    const form = await parseForm(c, ReplyToPin)
    const parts = await getProof(ctx, c.req.param('id'))
    const pin = parts.pins.find((one) => one.id === c.req.param('pin'))
    if (!pin) throw notFound('comment')
    if (!form.ok) return showEdition(c, parts, pin.edition, { replyTry: { form, pin: pin.id } })
    await replyToPin(ctx, parts.asked, pin, form.value)
    return toEdition(c, parts, 'replied', `c-${pin.number}`)
  },
})

/** The editor with what was typed and uploaded, and what is wrong with it. */
async function showAgain(c: C, id: string, form: FormState, isStale = false) {
  const uploads = listOf((await readFields(c))['file[]'])
  return showEditor(c, await getProof(c.var.ctx, id, uploads), { form, uploads, isStale })
}

interface Again {
  readonly form?: FormState
  readonly uploads?: readonly string[]
  readonly isStale?: boolean
}

function showEditor(c: C, parts: ProofParts, { form, uploads = [], isStale = false }: Again = {}) {
  const { ctx } = c.var
  const flash = doneInWords(c.req.query('did'))
  const { title, rule, note } = parts.proof
  const changes = isStale && form ? changesSince(form.values, { title, rule, note }, labels) : undefined
  return show(c, <ProofEditor view={viewOf(ctx)} {...{ parts, form, changes, uploads }} />, {
    ...{ title: `Proof: ${title}`, at: 'jobs', scripts: ['files'], status: changes ? 409 : form ? 422 : 200 },
    ...(flash ? { flash: <Toast text={flash} /> } : {}),
  })
}
const labels = { title: 'What it is for', rule: 'What must be approved', note: 'Note to the customer' }

/** Somebody else was faster: what was typed stays, to be saved over what stands now. */
async function showStale(c: C, id: string) {
  const values = textsOf(await readFields(c))
  return showAgain(c, id, { errors: {}, values }, true)
}

type Tries = Pick<EditionProps, 'pinTry' | 'replyTry'>

function showEdition(c: C, parts: ProofParts, shown: number, tries: Tries = {}) {
  const { ctx } = c.var
  if (!parts.asked.editions.some(({ number }) => number === shown)) throw notFound('version')
  const flash = doneInWords(c.req.query('did'))
  const links = linksOf(ctx.base, parts.proof.id)
  const isComparing = c.req.query('compare') !== undefined && parts.asked.request.edition > 1
  const page = <SentEdition {...{ parts, links, shown, isComparing, ...tries }} view={viewOf(ctx)} me={ctx.staffId} />
  return show(c, page, {
    ...{ title: `${proofWords.version(shown)} of ${parts.proof.title}`, at: 'jobs', scripts: ['proof'] },
    status: tries.pinTry || tries.replyTry ? 422 : 200,
    ...(flash ? { flash: <Toast text={flash} /> } : {}),
  })
}

function linksOf(base: string, id: string): ProofLinks {
  return {
    self: href(base, proofs.show, { id }),
    pin: href(base, proofs.pin, { id }),
    reply: (pin) => href(base, proofs.reply, { id, pin }),
    file: (file) => href(base, paths.staff.files.show, { id: file }),
  }
}

function back(c: C, id: string, did: keyof typeof deskWords.done) {
  return c.redirect(`${href(c.var.ctx.base, proofs.show, { id })}?did=${did}`, 303)
}
function toEdition(c: C, { proof, asked }: ProofParts, did: keyof typeof deskWords.done, place: string) {
  const page = href(c.var.ctx.base, proofs.show, { id: proof.id })
  return c.redirect(`${page}?version=${asked.request.edition}&did=${did}#${place}`, 303)
}
