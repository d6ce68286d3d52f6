import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { invalid } from '#errors.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { pageNumber } from '#features/jobs/search.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { shownName } from '#features/settings/rules.ts'
import { type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Answered, askForAnother, cancelOwnAppointment, confirmAppointment, getOwnAppointment, Wish } from './answer-actions.ts'
import { calendarType, feedAddress, icsOf } from './calendar.ts'
import { feedForCustomer, pastForCustomer, pastShown, upcomingForCustomer } from './queries.ts'
import { viewOf } from './view.ts'
import { OwnAppointmentPage, OwnAppointmentsPage } from './views.tsx'
import { appointmentWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.appointments
const scripts = ['zones'] as const

export const portalAppointments = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const page = pageNumber(c.req.query('page'))
    const offset = (page - 1) * pastShown
    const [upcoming, found, [feed]] = await ctx.read([upcomingForCustomer, pastForCustomer, feedForCustomer], { offset })
    const past = { page, rows: found.slice(0, pastShown), hasMore: found.length > pastShown }
    // Whoever has the address reads along: a preview shows it to nobody.
    const calendar = ctx.isPreview ? undefined : feed ? await feedAddress(ctx, feed) : null
    const content = <OwnAppointmentsPage view={viewOf(ctx)} {...{ upcoming, past, calendar }} />
    const flash = flashOf(c, { opened: words.calendar.opened, closed: words.calendar.closed })
    return show(c, content, { title: words.title, at: 'home', live: {}, scripts, flash })
  },

  show: (c) => showOne(c, c.req.param('id')),

  async file(c) {
    const { ctx } = c.var
    const row = await getOwnAppointment(ctx, c.req.param('id'))
    return c.body(icsOf(ctx, [row]), 200, {
      'content-type': calendarType,
      'content-disposition': 'attachment; filename="appointment.ics"',
    })
  },

  async confirm(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Answered)
    if (!form.ok) return refuse(ctx)
    const outcome = await unlessStale(confirmAppointment(ctx, id, form.value.version))
    return outcome === 'stale' ? showOne(c, id, undefined, true) : done(c, id, 'confirmed')
  },

  async wish(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Wish)
    if (!form.ok) return showOne(c, id, form)
    const outcome = await unlessStale(askForAnother(ctx, id, form.value))
    return outcome === 'stale' ? showOne(c, id, { errors: {}, values: { wish: form.value.wish } }, true) : done(c, id, 'wished')
  },

  async cancel(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Answered)
    if (!form.ok) return refuse(ctx)
    const outcome = await unlessStale(cancelOwnAppointment(ctx, id, form.value.version))
    return outcome === 'stale' ? showOne(c, id, undefined, true) : done(c, id, 'done')
  },
})

async function showOne(c: C, id: string, form?: FormState, isStale?: boolean) {
  const { ctx } = c.var
  const row = await getOwnAppointment(ctx, id)
  const page = <OwnAppointmentPage view={viewOf(ctx)} isPreview={ctx.isPreview} {...{ row, form, isStale }} />
  const shop = shownName(ctx.shop)
  const said = { confirmed: words.confirmed(shop), wished: words.wished(shop), done: words.done }
  return show(c, page, {
    ...{ title: row.title, at: 'home', live: {}, scripts, flash: flashOf(c, said) },
    status: isStale ? 409 : form ? 422 : 200,
  })
}

function done(c: C, id: string, did: 'confirmed' | 'wished' | 'done') {
  return c.redirect(`${href(c.var.ctx.base, routes.show, { id })}?did=${did}`, 303)
}

/** A form without what its page put into it. Whoever may not come in hears that instead. */
async function refuse(ctx: C['var']['ctx']): Promise<never> {
  await ctx.read([])
  throw invalid(words.again)
}
