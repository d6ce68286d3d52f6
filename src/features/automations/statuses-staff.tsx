import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { invalid, notFound } from '#errors.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { allStatuses, countStatuses } from '#features/jobs/queries.ts'
import { stageNames } from '#features/jobs/words.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { staleOf } from '#features/settings/since.ts'
import { checkForm, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { statusById } from './queries.ts'
import {
  AddStatus,
  addStatus,
  MoveStatus,
  moveStatus,
  RemoveStatus,
  removeStatus,
  SaveStatus,
  saveStatus,
} from './statuses-actions.ts'
import { type Mistake, StatusesPage } from './statuses-views.tsx'

const statusLabels = { name: 'Name for your team', label: 'Label for customers', stage: 'Stage' }

type C<P extends string = string> = Context<Envs['staff'], P>
const routes = paths.staff.settings.statuses
const done = { added: 'Status added.', saved: 'Saved.', moved: 'Moved.', removed: 'Removed.' }

export const staffStatuses = handle(routes, {
  list: (c) => showStatuses(c),

  async add(c) {
    const { ctx } = c.var
    const form = await parseForm(c, AddStatus)
    if (!form.ok) return showStatuses(c, { id: 'new', form })
    const [all] = await ctx.read([allStatuses])
    const add = async () => {
      const outcome = await addStatus(ctx, all, form.value)
      return outcome === 'taken' ? refuse(c, 'new') : back(c, 'added')
    }
    return unlessSentBefore(c, add, (again) => showStatuses(c, { id: 'new', form: again }))
  },

  async save(c) {
    const { ctx } = c.var
    const raw = await c.req.parseBody()
    const id = c.req.param('id')
    if (raw['move'] !== undefined) {
      const move = checkForm(MoveStatus, raw)
      if (!move.ok) throw invalid('Go back and press the arrow again.')
      const { all } = await findStatus(c, id)
      await moveStatus(ctx, all, id, move.value)
      return back(c, 'moved')
    }
    const form = checkForm(SaveStatus, raw)
    if (!form.ok) return showStatuses(c, { id, form })
    const { all, status } = await findStatus(c, id)
    const outcome = await unlessStale(saveStatus(ctx, all, status, form.value))
    if (outcome === 'stale') {
      const { status: now } = await findStatus(c, id)
      const { name, label, stage } = now
      const { form, changes } = staleOf(raw, { name, label, stage }, statusLabels)
      const named = changes.map((change) =>
        change.label === statusLabels.stage ? { ...change, now: stageNames[stage] } : change,
      )
      return showStatuses(c, { id, form, changes: named })
    }
    return outcome === 'taken' ? refuse(c, id) : back(c, 'saved')
  },

  async remove(c) {
    const form = await parseForm(c, RemoveStatus)
    if (!form.ok) throw invalid('Go back and press Remove again.')
    const { ctx } = c.var
    const [[status]] = await ctx.read([statusById], { id: c.req.param('id') })
    if (!status) throw notFound('Status')
    // Pressed twice: it is gone, as was asked.
    if (status.removedAt === null) await removeStatus(ctx, status, form.value.version)
    return back(c, 'removed')
  },
})

async function findStatus(c: C, id: string) {
  const [all] = await c.var.ctx.read([allStatuses])
  const status = all.find((one) => one.id === id)
  if (!status) throw notFound('Status')
  return { all, status }
}

async function showStatuses(c: C, mistake?: Mistake) {
  const { ctx } = c.var
  const [all, counts] = await ctx.read([allStatuses, countStatuses])
  const jobs = new Map(counts.map((row) => [row.id, row.jobs]))
  const listed = all.map((status) => ({ ...status, jobs: jobs.get(status.id) ?? 0 }))
  const page = <StatusesPage base={ctx.base} statuses={listed} mistake={mistake} />
  return show(c, page, {
    title: 'Statuses',
    at: 'settings',
    status: mistake?.changes ? 409 : mistake ? 422 : 200,
    flash: flashOf(c, done),
  })
}

async function refuse(c: C, id: string) {
  const form = fieldError(textsOf(await c.req.parseBody()), 'name', 'There is already a status with this name')
  return showStatuses(c, { id, form })
}

function back(c: C, did: keyof typeof done) {
  return c.redirect(`${href(c.var.ctx.base, routes.list)}?did=${did}`, 303)
}
