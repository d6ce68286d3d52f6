import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { invalid } from '#errors.ts'
import { checkForm, type FormState, fieldError, parseForm, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import {
  BringTable,
  discardImport,
  keepTable,
  MapColumns,
  mapColumns,
  rowsOf,
  startImport,
  tableOf,
  Versioned,
} from './actions.ts'
import { desk } from './desk-words.ts'
import { planOf } from './plan.ts'
import { findKnown, getImport, type Import, importById, latestImports, problemsOfImport, tallyOfImport } from './queries.ts'
import { undoImport } from './undo.ts'
import { BringPage } from './views.tsx'
import { DraftPage } from './views-draft.tsx'
import { ImportPage } from './views-import.tsx'

type C = Context<Envs['staff']>
const routes = paths.staff.imports
const at = 'customers'

/** Customers and contacts from a spreadsheet: looked at first, brought in by the clock, and taken back where nobody touched them. */
export const staffImports = handle(routes, {
  list: (c) => showBring(c),

  async bring(c) {
    const { ctx } = c.var
    await ctx.read([])
    const form = checkForm(BringTable, await readFields(c))
    if (!form.ok) return showBring(c, form)
    const table = await tableOf(form.value)
    if ('problem' in table) return showBring(c, fieldError({ pasted: form.value.pasted }, 'file', table.problem))
    return to(c, await keepTable(ctx, table))
  },

  show: (c) => showImport(c, c.req.param('id')),

  async map(c) {
    const { ctx } = c.var
    const form = await parseForm(c, MapColumns)
    const one = await getImport(ctx, c.req.param('id'))
    if (!form.ok) throw unreadable()
    await mapColumns(ctx, one, form.value)
    return to(c, one.id)
  },

  async run(c) {
    const { one, version } = await seen(c, c.req.param('id'))
    await startImport(c.var.ctx, one, version)
    return to(c, one.id)
  },

  async discard(c) {
    const { ctx } = c.var
    const form = await parseForm(c, Versioned)
    const [[one]] = await ctx.read([importById], { import: c.req.param('id') })
    if (!form.ok) throw unreadable()
    // Pressed twice, the second finds it gone already: that is what was wanted.
    if (one) await discardImport(ctx, one, form.value.version)
    return c.redirect(href(ctx.base, routes.list), 303)
  },

  async undo(c) {
    const { one, version } = await seen(c, c.req.param('id'))
    await undoImport(c.var.ctx, one, version)
    return to(c, one.id)
  },
})

const to = (c: C, id: string) => c.redirect(href(c.var.ctx.base, routes.show, { id }), 303)

/** The import that a form of one button is about, as its sender saw it. */
async function seen(c: C, id: string): Promise<{ one: Import; version: number }> {
  const form = await parseForm(c, Versioned)
  const one = await getImport(c.var.ctx, id)
  if (!form.ok) throw unreadable()
  return { one, version: form.value.version }
}

async function showBring(c: C, form?: FormState) {
  const { ctx } = c.var
  const [rows] = await ctx.read([latestImports])
  return show(c, <BringPage ctx={ctx} rows={rows} form={form} />, { title: desk.title, at, status: form ? 422 : 200 })
}

async function showImport(c: C, id: string) {
  const { ctx } = c.var
  const one = await getImport(ctx, id)
  if (one.state === 'draft') {
    const rows = rowsOf(one)
    const planned = planOf(rows, one.mapping, await findKnown(ctx, rows, one.mapping))
    return show(c, <DraftPage ctx={ctx} one={one} planned={planned} />, { title: desk.title, at })
  }
  const [tally, problems] = await ctx.read([tallyOfImport, problemsOfImport], { import: id })
  const page = <ImportPage ctx={ctx} one={one} tally={tally} problems={problems} />
  return show(c, page, { title: desk.title, at, ...(one.state === 'running' ? { refresh: 2 } : {}) })
}

const unreadable = () => invalid('Go back, reload the page and send the form again.')
