import type { Context } from 'hono'
import type { Envs, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { wrongSaid } from '#features/approvals/behalf-actions.ts'
import { viewOf } from '#features/jobs/view.ts'
import { checkForm, type FormState, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { wrongTier } from './answer-actions.ts'
import { RecordEstimateAnswer, recordEstimateAnswer } from './behalf-actions.ts'
import { BehalfEstimatePage } from './behalf-views.tsx'
import { type Done, desk } from './desk-words.ts'
import { getEstimate, type Sent } from './read.ts'
import { addOnsName } from './shown.ts'

type C = Context<Envs['staff']>

/** Answers to an estimate that were given outside the portal. */
export const staffEstimateAnswers = handle(paths.staff.estimateAnswers, {
  async new(c) {
    return showBehalf(c, await openEstimate(c.var.ctx, c.req.param('id')))
  },

  async answer(c) {
    const { ctx } = c.var
    const found = await openEstimate(ctx, c.req.param('id'))
    const raw = await readFields(c)
    const values = textsOf(raw)
    const form = checkForm(RecordEstimateAnswer, { ...raw, addOns: raw[addOnsName] ?? [] })
    const isYes = values['answer'] === 'approved'
    const errors = {
      ...(form.ok ? {} : form.errors),
      ...(isYes ? wrongTier(ctx, found, values['tier'] ?? '') : {}),
      ...wrongSaid(ctx, found.asked, values, isYes),
    }
    if (!form.ok || Object.keys(errors).length > 0) return showBehalf(c, found, { errors, values })
    await recordEstimateAnswer(ctx, found, form.value)
    const did: Done = 'putDown'
    return c.redirect(`${href(ctx.base, paths.staff.estimates.show, { id: found.estimate.id })}?did=${did}`, 303)
  },
})

async function openEstimate(ctx: StaffCtx, id: string) {
  const { estimate, asked } = await getEstimate(ctx, id)
  if (!asked?.content?.offer) throw notFound('Estimate')
  // Its content is there, as just checked.
  return { estimate, asked: asked as Sent }
}

function showBehalf(c: C, { estimate, asked }: Awaited<ReturnType<typeof openEstimate>>, form?: FormState) {
  const page = <BehalfEstimatePage view={viewOf(c.var.ctx)} estimate={estimate} asked={asked} form={form} />
  return show(c, page, { title: desk.heading(estimate.number), at: 'estimates', status: form ? 422 : 200 })
}
