import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { invalid } from '#errors.ts'
import { patternsOf } from '#features/customers/rules.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { checkForm, type FormState, parseForm, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import {
  CancelAppointment,
  ChangeAppointment,
  cancelAppointment,
  changeAppointment,
  getAppointment,
  SetAppointment,
  setAppointment,
  type Wrong,
} from './actions.ts'
import { desk } from './desk-words.ts'
import { settingOf } from './form.ts'
import { filters, listQueries, pageSize } from './list-queries.ts'
import { contactsToTell } from './queries.ts'
import { showEdit, showNew } from './staff-form.tsx'
import { viewOf } from './view.ts'
import { DeskAppointmentPage } from './views-desk.tsx'
import { AppointmentsPage } from './views-list.tsx'

const at = 'appointments'
type C = Context<Envs['staff']>
const routes = paths.staff.appointments

export const staffAppointments = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const filter = filters.find((one) => one === c.req.query('show')) ?? 'upcoming'
    const asked = Number(c.req.query('page'))
    const page = Number.isInteger(asked) && asked > 1 && asked < 100_000 ? asked : 1
    const like = search ? patternsOf(search).like : undefined
    const [rows, [counted]] = await ctx.read(listQueries({ filter, like, page }))
    const pages = Math.max(1, Math.ceil((counted?.count ?? 0) / pageSize))
    const content = <AppointmentsPage view={viewOf(ctx)} maySet={maySet(c)} {...{ rows, page, pages, filter, search }} />
    return show(c, content, { title: desk.title, at, live: {} })
  },

  new: (c) => showNew(c),

  async create(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    const customerId = String(raw['customer'] ?? '')
    const [contacts] = await ctx.read([contactsToTell], { owner: customerId })
    const form = checkForm(SetAppointment, raw)
    if (!form.ok) return showNew(c, form)
    const setting = settingOf(form.value, ctx.shop, ctx.now)
    if (!setting.ok) return showNew(c, { errors: setting.errors, values: textsOf(raw) })
    const set = async () => {
      const outcome = await setAppointment(ctx, { customerId, contacts }, setting.value)
      return 'wrong' in outcome ? showNew(c, wrongBeside(raw, outcome.wrong)) : done(c, outcome.id, 'set')
    }
    return unlessSentBefore(c, set, (again) => showNew(c, again))
  },

  async show(c) {
    const { ctx } = c.var
    const row = await getAppointment(ctx, c.req.param('id'))
    const content = <DeskAppointmentPage view={viewOf(ctx)} row={row} mayChange={maySet(c)} />
    return show(c, content, { title: row.title, at, live: { customerId: row.customerId }, flash: flashOf(c, desk.done) })
  },

  edit: (c) => showEdit(c, c.req.param('id')),

  async update(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const before = await getAppointment(ctx, id)
    const raw = await readFields(c)
    const form = checkForm(ChangeAppointment, raw)
    if (!form.ok) return showEdit(c, id, form)
    const setting = settingOf(form.value, ctx.shop, ctx.now, before.startsAt)
    if (!setting.ok) return showEdit(c, id, { errors: setting.errors, values: textsOf(raw) })
    const outcome = await unlessStale(changeAppointment(ctx, before, form.value.version, setting.value))
    if (outcome === 'stale') return showEdit(c, id, undefined, textsOf(raw))
    if (outcome === 'same') return done(c, id, 'same')
    return 'wrong' in outcome ? showEdit(c, id, wrongBeside(raw, outcome.wrong)) : done(c, id, 'changed')
  },

  async cancel(c) {
    const form = await parseForm(c, CancelAppointment)
    if (!form.ok) throw invalid('Go back, reload the page and send the form again.')
    await cancelAppointment(c.var.ctx, c.req.param('id'), form.value.version)
    return done(c, c.req.param('id'), 'cancelled')
  },
})

/** Who meets customers sets times with them. */
const maySet = (c: C) => c.var.ctx.me.role !== 'production'

const wrongBeside = (raw: Record<string, unknown>, [field, message]: Wrong): FormState => ({
  errors: { [field]: message },
  values: textsOf(raw),
})

function done(c: C, id: string, did: keyof typeof desk.done) {
  return c.redirect(`${href(c.var.ctx.base, routes.show, { id })}?did=${did}`, 303)
}
