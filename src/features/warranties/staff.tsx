import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { raw } from '#database/sql.ts'
import { Refused } from '#database/write.ts'
import { conflict, invalid, notFound } from '#errors.ts'
import { mayOf, versionSeen } from '#features/customers/rules.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { uploadsNamed } from '#features/files/queries.ts'
import { pageNumber } from '#features/jobs/search.ts'
import { viewOf } from '#features/jobs/view.ts'
import { changesSince, checkForm, type FormState, fieldError, parseForm, readFields, textsOf } from '#lib/form.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import { AddWarranty, addWarranty, ChangeWarranty, changeWarranty, RemoveWarranty, removeWarranty } from './actions.ts'
import { desk, type WarrantyFilter, warrantyFilters } from './desk-words.ts'
import {
  assetsBesideWarranty,
  assetsOfJobToWarrant,
  assetToWarrant,
  type DeskWarranty,
  jobToWarrant,
  listQuery,
  warrantyById,
} from './queries.ts'
import { endingDays } from './rules.ts'
import { Removing, WarrantiesPage, WarrantyForm } from './views-desk.tsx'

type C = Context<Envs['staff']>
const at = 'assets'
const routes = paths.staff.warranties
const pageSize = 50

export const staffWarranties = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const filter = warrantyFilters.find((one) => one === c.req.query('show')) ?? 'ending'
    const page = pageNumber(c.req.query('page'))
    const [found] = await ctx.read([listQuery(scopeOf(filter, ctx.now), filter === 'over', pageSize + 1, (page - 1) * pageSize)])
    const list = { filter, page, rows: found.slice(0, pageSize), hasMore: found.length > pageSize }
    const content = <WarrantiesPage view={viewOf(ctx)} mayEdit={mayOf(ctx.me.role).edit} {...list} />
    return show(c, content, { title: desk.title, at, live: {} })
  },

  new: (c) => showNew(c, { asset: c.req.query('asset') ?? '', job: c.req.query('job') ?? '' }),

  async create(c) {
    const { ctx } = c.var
    const raws = await readFields(c)
    const on = { asset: textIn(raws, 'asset'), job: textIn(raws, 'job') }
    const [[asset], [job]] = await ctx.read([assetToWarrant, jobToWarrant], on)
    const owner = job ?? asset
    if (!owner) throw notFound('Vehicle or job')
    const form = orderly(checkForm(AddWarranty, raws), raws)
    if (!form.ok) return showNew(c, on, form)
    const subject = { customerId: owner.customerId, assetId: asset?.id ?? null, jobId: job?.id ?? null }
    const add = async () => {
      await unlessForeign(addWarranty(ctx, subject, form.value))
      return toSubject(c, subject)
    }
    return unlessSentBefore(c, add, (again) => showNew(c, on, again))
  },

  edit: (c) => showEdit(c, c.req.param('id')),

  async update(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const raws = await readFields(c)
    const [[row]] = await ctx.read([warrantyById], { id })
    if (!row) throw notFound('Warranty')
    const form = orderly(checkForm(ChangeWarranty, raws), raws)
    if (!form.ok) return showEdit(c, id, form)
    const assetId = row.jobId ? form.value.asset || null : row.assetId
    const outcome = await unlessStale(unlessForeign(changeWarranty(ctx, row, form.value.version, assetId, form.value)))
    return outcome === 'stale' ? showEdit(c, id, undefined, textsOf(raws)) : toSubject(c, { ...row, assetId })
  },

  async remove(c) {
    const { ctx } = c.var
    const form = await parseForm(c, RemoveWarranty)
    if (!form.ok) throw invalid('Go back, reload the page and send the form again.')
    const [[row]] = await ctx.read([warrantyById], { id: c.req.param('id') })
    // Pressed twice, the second finds it gone already: that is what was wanted.
    if (!row) return c.redirect(href(ctx.base, routes.list), 303)
    if ((await unlessStale(removeWarranty(ctx, row, form.value.version))) === 'stale') throw conflict()
    return toSubject(c, row)
  },
})

const textIn = (raws: Record<string, unknown>, name: string) => (typeof raws[name] === 'string' ? raws[name] : '')

/** The shop's own day is known only after the read: the world's is at most a day away. */
function scopeOf(filter: WarrantyFilter, now: number) {
  const today = dayOf(now, 'UTC')
  const holds = raw`(until_on IS NULL OR until_on >= ${today})`
  if (filter === 'over') return raw`until_on < ${today}`
  return filter === 'active' ? holds : raw`until_on >= ${today} AND until_on <= ${addDays(today, endingDays)}`
}

/** It ends after it begins. */
function orderly<T extends { readonly fromOn: string; readonly untilOn: string | null }>(
  form: { readonly ok: true; readonly value: T } | ({ readonly ok: false } & FormState),
  raws: Record<string, unknown>,
) {
  if (!form.ok || form.value.untilOn === null || form.value.untilOn >= form.value.fromOn) return form
  return fieldError(textsOf(raws), 'untilOn', desk.wrong.order)
}

/** Whatever it was to stand on is somebody else's meanwhile. */
async function unlessForeign<T>(saving: Promise<T>): Promise<T> {
  try {
    return await saving
  } catch (error) {
    if (error instanceof Refused && error.reason === 'not theirs') throw conflict(desk.wrong.asset)
    throw error
  }
}

function toSubject(c: C, { assetId, jobId }: { readonly assetId: string | null; readonly jobId: string | null }) {
  return c.redirect(subjectHref(c, { assetId, jobId }), 303)
}
function subjectHref(c: C, { assetId, jobId }: { readonly assetId: string | null; readonly jobId: string | null }): string {
  const { base } = c.var.ctx
  const page = jobId
    ? href(base, paths.staff.jobs.show, { id: jobId })
    : href(base, paths.staff.assets.show, { id: assetId ?? '' })
  return `${page}#warranties`
}

const namedIn = (form: FormState | undefined) =>
  JSON.stringify(
    Object.entries(form?.values ?? {})
      .filter(([name]) => /^file\[\]/.test(name))
      .map(([, id]) => id),
  )

async function showNew(c: C, on: { readonly asset: string; readonly job: string }, failed?: FormState) {
  const { ctx } = c.var
  const queries = [assetToWarrant, jobToWarrant, assetsOfJobToWarrant, uploadsNamed] as const
  const [[asset], [job], assets, uploads] = await ctx.read(queries, { ...on, uploads: namedIn(failed) })
  const owner = job ?? asset
  if (!owner) throw notFound('Vehicle or job')
  const back = subjectHref(c, { assetId: asset?.id ?? null, jobId: job?.id ?? null })
  const fresh = { fromOn: dayOf(ctx.now, ctx.shop.timeZone), asset: asset?.id ?? '' }
  const content = (
    <>
      <Back href={back} label={owner.name} />
      <Head title={desk.new} detail={desk.for(owner.customerName)} />
      <WarrantyForm
        {...{ base: ctx.base, job, assets, uploads }}
        action={href(ctx.base, routes.create)}
        cancel={back}
        form={failed ?? { errors: {}, values: fresh }}
      />
    </>
  )
  return show(c, content, { title: desk.new, at, scripts: ['files'], status: failed ? 422 : 200 })
}

const valuesOf = (row: DeskWarranty): Record<string, string> => ({
  ...{ product: row.product, brand: row.brand, coverage: row.coverage, registration: row.registration },
  ...{ fromOn: row.fromOn, untilOn: row.untilOn ?? '', asset: row.assetId ?? '' },
})

async function showEdit(c: C, id: string, failed?: FormState, typed?: FormState['values']) {
  const { ctx } = c.var
  const queries = [warrantyById, uploadsNamed, assetsBesideWarranty] as const
  const [[row], uploads, assets] = await ctx.read(queries, { id, uploads: namedIn(failed) })
  if (!row) throw notFound('Warranty')
  const job = row.jobId ? { id: row.jobId, name: row.on ?? '' } : undefined
  const { asset: _, file: __, ...labels } = desk.labels
  const changes = typed && changesSince(typed, valuesOf(row), labels)
  const back = subjectHref(c, row)
  const content = (
    <>
      <Back href={back} label={row.on ?? row.customerName} />
      <Head title={desk.edit(row.product)} detail={desk.for(row.customerName)} actions={<Removing base={ctx.base} row={row} />} />
      <WarrantyForm
        {...{ base: ctx.base, job, assets, uploads, changes, fileName: row.fileName }}
        action={href(ctx.base, routes.update, { id })}
        cancel={back}
        version={typed ? row.version : versionSeen(failed, row)}
        form={failed ?? { errors: {}, values: typed ?? valuesOf(row) }}
      />
    </>
  )
  return show(c, content, { title: row.product, at, scripts: ['files'], status: typed ? 409 : failed ? 422 : 200 })
}
