import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { shownName } from '#features/settings/rules.ts'
import { checkForm, type FormState, readFields, shownAgain, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { type Handlers, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { readerOf } from './portal.tsx'
import { AnswerSitting, answerSitting, byJob, getSitting, type Sat } from './sitting-actions.ts'
import { SittingPage } from './views-sitting.tsx'
import { workWords as words } from './words.ts'

type C = Context<Envs['customer']>

/** All lines that wait, of all vehicles, answered in one sitting. */
export const portalSitting: Pick<Handlers<typeof paths.portal.work>, 'sitting' | 'answerAll'> = {
  sitting: (c) => showSitting(c),

  async answerAll(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    const form = checkForm(AnswerSitting, byJob(raw))
    if (!form.ok) return showSitting(c, { form: shownAgain(form, textsOf(raw)) })
    const sat = await answerSitting(ctx, form.value)
    if ('errors' in sat) return showSitting(c, { form: { errors: sat.errors, values: textsOf(raw) } })
    if (sat.refused.length > 0) return showSitting(c, { form: { errors: {}, values: textsOf(raw) }, sat })
    return c.redirect(`${href(ctx.base, paths.portal.work.sitting)}?answered=1`, 303)
  },
}

async function showSitting(c: C, again: { form?: FormState; sat?: Sat } = {}) {
  const { ctx } = c.var
  const asked = await getSitting(ctx)
  const content = <SittingPage reader={readerOf(ctx)} asked={asked} {...again} />
  return show(c, content, {
    ...{ title: words.sitting.title, at: 'jobs', isDeciding: true, scripts: ['answers', 'signing'] },
    status: again.sat ? 409 : again.form ? 422 : 200,
    flash: c.req.query('answered') && <Toast text={words.thanks(shownName(ctx.shop))} />,
  })
}
