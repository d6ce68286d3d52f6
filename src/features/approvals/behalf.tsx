import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { checkForm, type FormState, fieldError, readFields, textsOf } from '#lib/form.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import type { Asked } from './asked.ts'
import { answersIn, RecordAnswer, readRequest, recordAnswer, saidAtOf } from './behalf-actions.ts'
import { BehalfPage } from './behalf-views.tsx'
import { exceeds } from './rules.ts'

type StaffContext = Context<Envs['staff']>

/** Answers that were given outside the portal. */
export const staffAnswers = handle(paths.staff.requests, {
  async new(c) {
    return showBehalf(c, await openRequest(c, c.req.param('id')))
  },

  async answer(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const asked = await openRequest(c, id)
    const raw = await readFields(c)
    const form = checkForm(RecordAnswer, raw)
    if (!form.ok) return showBehalf(c, asked, form)
    const given = answersIn(raw, asked.content?.parts.map(({ key }) => key) ?? [])
    const wrong = (field: string, message: string) => showBehalf(c, asked, fieldError(textsOf(raw), field, message))
    if (given.size === 0) return wrong('answers', 'Choose what they said to at least one')
    if (exceeds(asked.content?.rule ?? 'each', given)) return wrong('answers', 'Only one of these can be approved')
    if (form.value.saidOn > dayOf(ctx.now, ctx.shop.timeZone)) return wrong('saidOn', 'That day has not come yet')
    if (saidAtOf(form.value, ctx.shop) > ctx.now) return wrong('saidTime', 'That time has not come yet')
    await recordAnswer(ctx, id, asked, form.value, given)
    return c.redirect(`${href(ctx.base, paths.staff.jobs.show, { id: asked.request.jobId ?? '' })}?did=answered`, 303)
  },
})

async function openRequest(c: StaffContext, id: string): Promise<Asked> {
  const asked = await readRequest(c.var.ctx, id)
  if (!asked?.content || !asked.request.jobId) throw notFound('request')
  return asked
}

function showBehalf(c: StaffContext, asked: Asked, form?: FormState) {
  const { ctx } = c.var
  const page = <BehalfPage ctx={ctx} asked={asked} todayOn={dayOf(ctx.now, ctx.shop.timeZone)} form={form} />
  return show(c, page, { title: asked.request.title, at: 'jobs', status: form ? 422 : 200 })
}
