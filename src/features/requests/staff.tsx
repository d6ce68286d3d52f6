import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { patternsOf } from '#features/customers/rules.ts'
import { isStale } from '#features/customers/stale.ts'
import { allStatuses } from '#features/jobs/queries.ts'
import { pageNumber } from '#features/jobs/search.ts'
import { viewOf } from '#features/jobs/view.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { acceptAsEstimate, acceptAsJob, makeCustomer } from './accept-actions.ts'
import { Close, closeRequest, Respond, reopenRequest, respond, Versioned } from './actions.ts'
import { desk } from './desk-words.ts'
import {
  assetsOfRequest,
  contactOfRequest,
  filesOfRequest,
  filters,
  pageSize,
  requestById,
  saidOfRequest,
  selectList,
} from './staff-queries.ts'
import { DeskRequestPage } from './views-desk.tsx'
import { DeskRequestsPage } from './views-desk-list.tsx'

type C = Context<Envs['staff']>
const routes = paths.staff.requests
const at = 'requests'

/** What customers and strangers asked for, at the desk. */
export const staffRequests = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const filter = filters.find((one) => one === c.req.query('state')) ?? 'all'
    const page = pageNumber(c.req.query('page'))
    const like = search ? patternsOf(search).like : undefined
    const [found] = await ctx.read([selectList({ filter, like, page })])
    const list = {
      filter,
      search,
      page,
      rows: found.slice(0, pageSize),
      hasMore: found.length > pageSize,
      waiting: ctx.me.newRequests,
    }
    return show(c, <DeskRequestsPage view={viewOf(ctx)} {...list} />, { title: desk.title, at, live: {} })
  },

  show: (c) => showRequest(c, c.req.param('id')),

  async respond(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, Respond)
    if (!form.ok) return showRequest(c, id, { answer: form })
    await respond(c.var.ctx, await getRequest(c, id), form.value)
    return done(c, id, 'responded')
  },

  async makeCustomer(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const [[request], [known]] = await ctx.read([requestById, contactOfRequest], { id })
    if (!request) throw notFound('Request')
    await unlessOvertaken(makeCustomer(ctx, request, known))
    return done(c, id, 'customer')
  },

  async estimate(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const { version } = await versionOf(c)
    const [[request], assets, files] = await ctx.read([requestById, assetsOfRequest, filesOfRequest], { id })
    if (!request) throw notFound('Request')
    const made = await unlessOvertaken(acceptAsEstimate(ctx, { request, assets, files, version }))
    return c.redirect(href(ctx.base, paths.staff.estimates.edit, { id: made }), 303)
  },

  async job(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const { version } = await versionOf(c)
    const queries = [requestById, assetsOfRequest, filesOfRequest, allStatuses] as const
    const [[request], assets, files, [status]] = await ctx.read(queries, { id })
    if (!request) throw notFound('Request')
    if (!status) throw conflict(desk.wrong.noStatus)
    const made = await unlessOvertaken(acceptAsJob(ctx, { request, assets, files, version }, status))
    return c.redirect(href(ctx.base, paths.staff.jobs.edit, { id: made }), 303)
  },

  async close(c) {
    const id = c.req.param('id')
    const form = await parseForm(c, Close)
    if (!form.ok) return showRequest(c, id, { close: form })
    const { reason, version } = form.value
    await unlessOvertaken(closeRequest(c.var.ctx, await getRequest(c, id), reason, version))
    return done(c, id, 'closed')
  },

  async reopen(c) {
    const id = c.req.param('id')
    const { version } = await versionOf(c)
    await unlessOvertaken(reopenRequest(c.var.ctx, await getRequest(c, id), version))
    return done(c, id, 'reopened')
  },
})

async function getRequest(c: C, id: string) {
  const [[request]] = await c.var.ctx.read([requestById], { id })
  if (!request) throw notFound('Request')
  return request
}

async function versionOf(c: C) {
  const form = await parseForm(c, Versioned)
  if (!form.ok) throw conflict()
  return form.value
}

/** Somebody was faster: the page is looked at again, because what should happen may be another thing now. */
async function unlessOvertaken<T>(act: Promise<T>): Promise<T> {
  try {
    return await act
  } catch (error) {
    if (isStale(error)) throw conflict()
    throw error
  }
}

async function showRequest(c: C, id: string, forms: { answer?: FormState; close?: FormState } = {}) {
  const { ctx } = c.var
  const queries = [requestById, assetsOfRequest, filesOfRequest, saidOfRequest] as const
  const [[request], assets, files, said] = await ctx.read(queries, { id })
  if (!request) throw notFound('Request')
  const page = <DeskRequestPage view={viewOf(ctx)} me={ctx.me} {...{ request, assets, files, said }} {...forms} />
  const status = Object.keys(forms).length > 0 ? 422 : 200
  const shown = request.customerId ? { customerId: request.customerId } : {}
  return show(c, page, {
    title: desk.heading(request.number),
    at,
    live: shown,
    scripts: ['files'],
    status,
    flash: flashOf(c, desk.done),
  })
}

const done = (c: C, id: string, did: keyof typeof desk.done) =>
  c.redirect(`${href(c.var.ctx.base, routes.show, { id })}?did=${did}`, 303)
