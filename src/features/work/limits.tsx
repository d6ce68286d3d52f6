import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { shownName } from '#features/settings/rules.ts'
import { type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { AnswerLimit, answerLimit, endLimit, getLimitForCustomer } from './limit-actions.ts'
import { readerOf } from './portal.tsx'
import { LimitPage } from './views-limit.tsx'
import { workWords as words } from './words.ts'

export const portalLimits = handle(paths.portal.limits, {
  show: (c) => showLimit(c, c.req.param('id')),

  async answer(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, AnswerLimit)
    if (!form.ok) return showLimit(c, id, form)
    const answered = await answerLimit(ctx, id, form.value)
    if ('errors' in answered) return showLimit(c, id, { errors: answered.errors, values: {} })
    return c.redirect(`${href(ctx.base, paths.portal.limits.show, { id })}?answered=1`, 303)
  },

  async end(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await endLimit(ctx, id, ctx.customerId)
    return c.redirect(href(ctx.base, paths.portal.limits.show, { id }), 303)
  },
})

async function showLimit(c: Context<Envs['customer']>, id: string, form?: FormState) {
  const { ctx } = c.var
  const { limit, asked } = await getLimitForCustomer(ctx, id)
  const content = <LimitPage reader={readerOf(ctx)} limit={limit} asked={asked} form={form} />
  return show(c, content, {
    ...{ title: words.limit.title, at: 'home', isDeciding: true, scripts: ['signing'], status: form ? 422 : 200 },
    flash: c.req.query('answered') && <Toast text={words.thanks(shownName(ctx.shop))} />,
  })
}
