import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { assetsToChoose } from '#features/assets/queries.ts'
import { customerOptions } from '#features/customers/queries.ts'
import { isStale } from '#features/customers/stale.ts'
import { type FormState, fieldError, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { mustBe, updateEstimate, wrongChoice } from './actions.ts'
import { type Done, desk } from './desk-words.ts'
import { parseEstimate } from './form.ts'
import { assetsOfEstimate, estimateById, linesOfEstimate } from './queries.ts'
import { EditEstimatePage } from './staff-form.tsx'

type C = Context<Envs['staff']>

async function open(c: C, id: string) {
  const [[estimate], lines, assets, customers, vehicles] = await c.var.ctx.read(
    [estimateById, linesOfEstimate, assetsOfEstimate, customerOptions, assetsToChoose],
    { id, customersLike: '%', owner: '', asset: '' },
  )
  if (!estimate) throw notFound('Estimate')
  return { estimate, lines, assets, customers, vehicles }
}

/** The form with what stands now, or with what was typed. */
export async function showEdit(c: C, id: string, form?: FormState) {
  const { ctx } = c.var
  const { estimate, lines, assets, customers, vehicles } = await open(c, id)
  mustBe('edit', ctx, estimate)
  // A form that is wrong may be late as well: with the new version in it, the next press would pass over somebody's change.
  const isLate = form !== undefined && Number(form.values['version']) !== estimate.version
  const own = { id: estimate.customerId, name: estimate.customerName }
  const isFree = estimate.sentAt === null
  const page = (
    <EditEstimatePage
      base={ctx.base}
      shop={ctx.shop}
      estimate={estimate}
      assetId={assets[0]?.id}
      customers={isFree ? [...customers.filter((one) => one.id !== own.id), own] : undefined}
      {...{ lines, vehicles, form, isLate }}
    />
  )
  const status = isLate ? { status: 409 as const } : form ? { status: 422 as const } : {}
  return show(c, page, { title: desk.heading(estimate.number), at: 'estimates', scripts: ['lines'], ...status })
}

export async function takeEdit(c: C, id: string) {
  const { ctx } = c.var
  const { estimate, lines } = await open(c, id)
  const form = await parseEstimate(c, estimate.currency, false)
  if (!form.ok) return showEdit(c, id, form)
  const values = textsOf(await readFields(c))
  try {
    await updateEstimate(ctx, estimate, lines, form.value)
    const did: Done = 'saved'
    return c.redirect(`${href(ctx.base, paths.staff.estimates.show, { id })}?did=${did}`, 303)
  } catch (error) {
    const wrong = wrongChoice(error)
    if (wrong) return showEdit(c, id, fieldError(values, ...wrong))
    if (!isStale(error)) throw error
    return showEdit(c, id, { errors: {}, values })
  }
}
