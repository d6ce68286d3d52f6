import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { checkForm, type FormState, readFields, textsOf } from '#lib/form.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import type { Asked } from './asked.ts'
import { answersIn, RecordAnswer, readRequest, recordAnswer, wrongSaid } from './behalf-actions.ts'
import { BehalfPage } from './behalf-views.tsx'
import { type Answer, exceeds } from './rules.ts'

type StaffContext = Context<Envs['staff']>

/** Answers that were given outside the portal. */
export const staffAnswers = handle(paths.staff.answers, {
  async new(c) {
    return showBehalf(c, await openRequest(c, c.req.param('id')))
  },

  async answer(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const asked = await openRequest(c, id)
    const raw = await readFields(c)
    const form = checkForm(RecordAnswer, raw)
    const given = answersIn(raw, asked.content?.parts.map(({ key }) => key) ?? [])
    const errors = {
      ...wrongAnswers(asked, given),
      ...(form.ok ? {} : form.errors),
      ...wrongSaid(ctx, asked, textsOf(raw), [...given.values()].includes('approved')),
    }
    if (!form.ok || Object.keys(errors).length > 0) return showBehalf(c, asked, { errors, values: textsOf(raw) })
    await recordAnswer(ctx, id, asked, form.value, given)
    return c.redirect(`${href(ctx.base, paths.staff.jobs.show, { id: asked.request.jobId ?? '' })}?did=answered`, 303)
  },
})

/** What keeps the answers themselves from counting, by field. */
function wrongAnswers({ content }: Asked, given: ReadonlyMap<string, Answer>): Record<string, string> {
  if (given.size === 0) return { answers: 'Choose what they said to at least one' }
  return exceeds(content?.rule ?? 'each', given) ? { answers: 'Only one of these can be approved' } : {}
}

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
