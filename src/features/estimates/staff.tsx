import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { assetsToChoose } from '#features/assets/queries.ts'
import { customerById, customerOptions } from '#features/customers/queries.ts'
import { patternsOf } from '#features/customers/rules.ts'
import { billingSettings } from '#features/invoices/billing.ts'
import { viewOf } from '#features/jobs/view.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { Line, Ticked, Version } from '#lib/fields.ts'
import { type FormState, fieldError, parseForm, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { copyEstimate, createEstimate, defaultValidDay, discardEstimate, forgetTemplate, wrongChoice } from './actions.ts'
import { type Done, desk } from './desk-words.ts'
import { parseEstimate } from './form.ts'
import { AddPhotos, addPhotos, removePhoto } from './photo-actions.ts'
import { filters, linesOfEstimate, listQueries, pageSize, sourceToCopy, templates } from './queries.ts'
import { getEstimate } from './read.ts'
import { SendEstimate, sendEstimate, withdrawEstimate } from './send-actions.ts'
import { showEdit, takeEdit } from './staff-edit.tsx'
import { NewEstimatePage } from './staff-form.tsx'
import { EstimatesPage } from './staff-list.tsx'
import { StaffEstimatePage, type StaffEstimateProps } from './staff-page.tsx'
import { Say, say } from './thread.ts'

const at = 'estimates'
type C = Context<Envs['staff']>
const Versioned = v.object({ version: Version })
const CopyForm = v.object({ replaces: Ticked })
const KeepAs = v.object({ templateName: Line(desk.wrong.templateName, 120) })
const toChoose = { customersLike: '%', owner: '', asset: '' }

export const staffEstimates = handle(paths.staff.estimates, {
  async list(c) {
    const { ctx } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const filter = filters.find((one) => one === c.req.query('state')) ?? 'all'
    const customerId = c.req.query('customer')
    const asked = Number(c.req.query('page'))
    const page = Number.isInteger(asked) && asked > 1 && asked < 100_000 ? asked : 1
    // What is over depends on the shop's own day, which is known with its profile: only these filters ask first.
    const needsDay = filter === 'open' || filter === 'expired'
    if (needsDay) await ctx.read([])
    const today = needsDay ? viewOf(ctx).today : ''
    const like = search ? patternsOf(search).like : undefined
    const queries = [...listQueries({ filter, like, customerId, today, page }), templates, customerById] as const
    const [rows, [counted], kept, [customer]] = await ctx.read(queries, { id: customerId ?? '' })
    if (customerId && !customer) throw notFound('Customer')
    const pages = Math.max(1, Math.ceil((counted?.count ?? 0) / pageSize))
    const content = <EstimatesPage view={viewOf(ctx)} templates={kept} {...{ rows, page, pages, filter, search, customer }} />
    return show(c, content, { title: desk.title, at, flash: flashOf(c, desk.done) })
  },

  new: (c) => showNew(c),

  async create(c) {
    const { ctx } = c.var
    await ctx.read([])
    const form = await parseEstimate(c, ctx.shop.currency, true)
    if (!form.ok) return showNew(c, form)
    const create = async () => {
      try {
        return done(c, await createEstimate(ctx, form.value), 'created')
      } catch (error) {
        const wrong = wrongChoice(error)
        if (!wrong) throw error
        return showNew(c, fieldError(textsOf(await readFields(c)), ...wrong))
      }
    }
    return unlessSentBefore(c, create, (again) => showNew(c, again))
  },

  show: (c) => showRecord(c, c.req.param('id')),
  edit: (c) => showEdit(c, c.req.param('id')),
  update: (c) => takeEdit(c, c.req.param('id')),

  async send(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SendEstimate)
    const record = await getEstimate(ctx, c.req.param('id'))
    if (!form.ok) throw conflict()
    await sendEstimate(ctx, record, form.value)
    return done(c, record.estimate.id, form.value.isQuiet ? 'sentQuietly' : 'sent')
  },

  async withdraw(c) {
    const { ctx } = c.var
    const record = await getEstimate(ctx, c.req.param('id'))
    await withdrawEstimate(ctx, record)
    return done(c, record.estimate.id, 'withdrawn')
  },

  async discard(c) {
    const form = await parseForm(c, Versioned)
    if (!form.ok) throw conflict()
    await discardEstimate(c.var.ctx, c.req.param('id'), form.value.version)
    return toList(c, 'discarded')
  },

  async copy(c) {
    const { ctx } = c.var
    const form = await parseForm(c, CopyForm)
    const replaces = form.ok && form.value.replaces
    return done(c, await copyEstimate(ctx, c.req.param('id'), { replaces }), 'copied')
  },

  async keep(c) {
    const { ctx } = c.var
    const form = await parseForm(c, KeepAs)
    if (!form.ok) return showRecord(c, c.req.param('id'), { keep: form })
    await copyEstimate(ctx, c.req.param('id'), { templateName: form.value.templateName })
    return done(c, c.req.param('id'), 'kept')
  },

  async forget(c) {
    await forgetTemplate(c.var.ctx, c.req.param('id'))
    return toList(c, 'forgotten')
  },

  async reply(c) {
    const { ctx } = c.var
    const form = await parseForm(c, Say)
    if (!form.ok)
      return showRecord(c, c.req.param('id'), {
        reply: form.errors['body'] ? fieldError(form.values, 'body', desk.wrong.answer) : form,
      })
    const { estimate } = await getEstimate(ctx, c.req.param('id'))
    await say(ctx, estimate, form.value)
    return done(c, estimate.id, 'replied')
  },

  async addPhotos(c) {
    const { ctx } = c.var
    const form = await parseForm(c, AddPhotos)
    if (!form.ok) return showRecord(c, c.req.param('id'), { photo: form })
    const { estimate } = await getEstimate(ctx, c.req.param('id'))
    await addPhotos(ctx, estimate, form.value)
    return done(c, estimate.id, 'filed')
  },

  async removePhoto(c) {
    const { ctx } = c.var
    const { id, photo } = c.req.param()
    const { estimate } = await getEstimate(ctx, id)
    await removePhoto(ctx, estimate, photo)
    return done(c, id, 'unfiled')
  },
})

function done(c: C, id: string, did: Done) {
  return c.redirect(`${href(c.var.ctx.base, paths.staff.estimates.show, { id })}?did=${did}`, 303)
}
function toList(c: C, did: Done) {
  return c.redirect(`${href(c.var.ctx.base, paths.staff.estimates.list)}?did=${did}`, 303)
}

async function showRecord(c: C, id: string, forms: Pick<StaffEstimateProps, 'send' | 'reply' | 'keep' | 'photo'> = {}) {
  const { ctx } = c.var
  const record = await getEstimate(ctx, id)
  const page = <StaffEstimatePage view={viewOf(ctx)} me={ctx} record={record} {...forms} />
  const status = Object.keys(forms).length > 0 ? { status: 422 as const } : {}
  return show(c, page, {
    title: desk.heading(record.estimate.number),
    at,
    scripts: ['files'],
    flash: flashOf(c, desk.done),
    ...status,
  })
}

/** An empty form, or one filled from a template. */
async function showNew(c: C, form?: FormState) {
  const { ctx } = c.var
  const from = c.req.query('from') ?? ''
  const [customers, vehicles, [source], lines] = await ctx.read(
    [customerOptions, assetsToChoose, sourceToCopy, linesOfEstimate],
    {
      ...{ ...toChoose, from, id: from },
    },
  )
  const { depositPpm } = billingSettings(ctx.shop)
  const empty = { tiers: [], discountPpm: 0, discountMinor: 0, depositPpm, depositMinor: 0 }
  const values = { ...empty, ...source, customer: c.req.query('customer') ?? '', validUntilOn: defaultValidDay(ctx) }
  const page = (
    <NewEstimatePage
      base={ctx.base}
      shop={ctx.shop}
      values={values}
      lines={source ? lines.map((line) => ({ ...line, lineKey: '' })) : []}
      currency={ctx.shop.currency}
      {...{ customers, vehicles, form }}
    />
  )
  return show(c, page, { title: desk.new, at, scripts: ['lines'], ...(form ? { status: 422 } : {}) })
}
