import type { Context } from 'hono'
import type { CustomerCtx, Envs } from '#context.ts'
import { forwardsOf } from '#features/approvals/addresses.ts'
import { watch } from '#features/deliveries/watch.ts'
import { viewOf } from '#features/jobs/view.ts'
import { shownName } from '#features/settings/rules.ts'
import { checkForm, type FormState, readFields, shownAgain, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { type Handlers, href } from '#routes.ts'
import { Back, Toast } from '#ui/block.tsx'
import { AnswerLines, answerLines, gathered } from './actions.ts'
import { getLinesForReader } from './read.ts'
import { LinesPage, type Reader } from './views.tsx'
import { workWords as words } from './words.ts'

type C = Context<Envs['customer']>

export const portalWork: Pick<Handlers<typeof paths.portal.work>, 'show' | 'answer'> = {
  show: (c) => showLines(c, c.req.param('id')),

  async answer(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const raw = await readFields(c)
    const form = checkForm(AnswerLines, gathered(raw))
    if (!form.ok) return showLines(c, id, shownAgain(form, textsOf(raw)))
    const answered = await answerLines(ctx, id, form.value)
    if ('errors' in answered) return showLines(c, id, { errors: answered.errors, values: textsOf(raw) })
    return c.redirect(`${href(ctx.base, paths.portal.work.show, { id })}?answered=1`, 303)
  },
}

async function showLines(c: C, id: string, form?: FormState) {
  const { ctx } = c.var
  const lines = await getLinesForReader(ctx, id)
  const job = href(ctx.base, paths.portal.jobs.show, { id })
  const content = (
    <LinesPage
      {...lines}
      reader={readerOf(ctx)}
      action={href(ctx.base, paths.portal.work.answer, { id })}
      back={<Back href={job} label={lines.job.title} />}
      passOn={forwardsOf(ctx.base, 'work', id)}
      form={form}
    />
  )
  return show(c, content, {
    ...{ title: words.title, at: 'jobs', isDeciding: true, scripts: ['answers', 'signing'], status: form ? 422 : 200 },
    flash: c.req.query('answered') && <Toast text={words.thanks(shownName(ctx.shop))} />,
    ...watch(c, ctx, 'work', id),
  })
}

/** A signed-in reader of lines. Call after the read. */
export function readerOf(ctx: CustomerCtx): Reader {
  const { viewer, isPreview, base } = ctx
  return { view: viewOf(ctx), viewer, isPreview, isForwarded: false, photo: (id) => href(base, paths.portal.files.show, { id }) }
}
