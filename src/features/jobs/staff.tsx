import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { createInvoiceFromJob } from '#features/invoices/actions.ts'
import { typedLines } from '#features/invoices/typed-lines.ts'
import { parseForm, textsOf } from '#lib/form.ts'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { CreateJob, createJob, UpdateJob, updateJob } from './actions.ts'
import { FreeDue, freeDue } from './due-actions.ts'
import { AddFiles, addFiles, ChangeFile, changeFile, removeFile } from './file-actions.ts'
import { refused, showEdit, showNew } from './form-pages.tsx'
import { answerOf, showJob } from './job-pages.tsx'
import { showList } from './list-page.tsx'
import { type Kept, MoveJob, moveJob, UndoMove, undoMove } from './move-actions.ts'
import { AddShipment, addShipment, removeShipment, WriteNotes, writeNotes } from './side-actions.ts'
import { type Done, done, keptSentence } from './words.ts'

export const staffJobs = handle(paths.staff.jobs, {
  list: (c) => showList(c),

  new: (c) => showNew(c, c.req.query('customer') ?? ''),

  async create(c) {
    const form = await parseForm(c, CreateJob)
    const typed = typedLines(textsOf(await c.req.parseBody()))
    if (!form.ok) return showNew(c, form.values['customer'] ?? '', { form, typed })
    const { customer } = form.value
    const create = async () => {
      const saved = await createJob(c.var.ctx, form.value, typed)
      if ('errors' in saved) return showNew(c, customer, { form: await refused(c, saved.errors), typed })
      return back(c, saved.id, 'created')
    }
    return unlessSentBefore(c, create, (again) => showNew(c, customer, { form: again, typed }))
  },

  show: (c) => showJob(c, c.req.param('id')),

  edit: (c) => showEdit(c, c.req.param('id')),

  async update(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, UpdateJob)
    const typed = typedLines(textsOf(await c.req.parseBody()))
    if (!form.ok) return showEdit(c, id, { form, typed })
    const saved = await updateJob(c.var.ctx, id, form.value, typed)
    if ('isStale' in saved) return showEdit(c, id, { form: await refused(c, {}), typed, isStale: true })
    if ('errors' in saved) return showEdit(c, id, { form: await refused(c, saved.errors), typed })
    return back(c, id, 'saved')
  },

  async move(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, MoveJob)
    // A reason that says too little: the form it was typed into stands where the move was kept, with what that lacks.
    if (!form.ok && form.errors['reason']) return showJob(c, id, form, form.values['to'])
    if (!form.ok) return showJob(c, id, form)
    const moved = await moveJob(c.var.ctx, id, form.value)
    if (moved && 'missing' in moved) return isKept(c, id, moved)
    if (wantsJson(c)) return c.json(moved ? answerOf(c.var.ctx.base, id, moved) : { text: '' })
    return back(c, id, moved && 'moved')
  },

  async undo(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, UndoMove)
    if (!form.ok) return showJob(c, id, form)
    await undoMove(c.var.ctx, id, form.value)
    return wantsJson(c) ? c.json({ text: done.undone }) : back(c, id, 'undone')
  },

  async notes(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, WriteNotes)
    if (!form.ok) return showJob(c, id, form)
    const { isStale } = await writeNotes(c.var.ctx, id, form.value)
    if (isStale) return showJob(c, id, { ...(await refused(c, {})), isStale })
    return back(c, id, 'noted')
  },

  async due(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, FreeDue)
    if (!form.ok) return showJob(c, id, form)
    await freeDue(c.var.ctx, id, form.value)
    return back(c, id, form.value.isDueMovable ? 'freed' : 'fixed')
  },

  async ship(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, AddShipment)
    if (!form.ok) return showJob(c, id, form)
    await addShipment(c.var.ctx, id, form.value)
    return back(c, id, 'shipped')
  },

  async unship(c) {
    const id = c.req.param('id')
    await removeShipment(c.var.ctx, id, c.req.param('shipment'))
    return back(c, id, 'unshipped')
  },

  async addFiles(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, AddFiles)
    if (!form.ok) return showJob(c, id, form)
    await addFiles(c.var.ctx, id, form.value)
    return back(c, id, 'filed')
  },

  async changeFile(c) {
    const { id, file } = c.req.param()
    const form = await parseForm(c, ChangeFile)
    if (!form.ok) return showJob(c, id, form)
    await changeFile(c.var.ctx, id, file, form.value)
    return back(c, id, 'refiled')
  },

  async removeFile(c) {
    const { id, file } = c.req.param()
    await removeFile(c.var.ctx, id, file)
    return back(c, id, 'unfiled')
  },

  async invoice(c) {
    const { ctx } = c.var
    const invoice = await createInvoiceFromJob(ctx, c.req.param('id'))
    return c.redirect(href(ctx.base, paths.staff.invoices.show, { id: invoice }), 303)
  },
})

type StaffContext = Context<Envs['staff']>

const wantsJson = (c: StaffContext) => c.req.header('accept')?.includes('application/json') ?? false

/** It stays where it is: the board says why, the page also offers what a manager may do. */
function isKept(c: StaffContext, id: string, kept: Kept) {
  return wantsJson(c) ? c.json({ detail: keptSentence(kept.missing) }, 409) : showJob(c, id, undefined, kept.to)
}

/** To the page the form stood on, which says what was done. */
async function back(c: StaffContext, id: string, did: Done | undefined) {
  const { base } = c.var.ctx
  const isBoard = (await c.req.parseBody())['back'] === 'board'
  const page = isBoard ? href(base, paths.staff.jobs.list) : href(base, paths.staff.jobs.show, { id })
  const query = new URLSearchParams({ ...(did ? { did } : {}), ...(did && isBoard ? { job: id } : {}) })
  return c.redirect(query.size > 0 ? `${page}?${query}` : page, 303)
}
