import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { forwardsOf } from '#features/approvals/addresses.ts'
import { codeAskOf, provenByCode } from '#features/approvals/link-code.ts'
import { CodeField } from '#features/approvals/views-answer.tsx'
import { watch } from '#features/deliveries/watch.ts'
import { viewOf } from '#features/jobs/view.ts'
import { Elsewhere } from '#features/jobs/views-aside.tsx'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { codesOfLink } from '#identity/link-codes/queries.ts'
import { checkForm, type FormState, readFields, shownAgain, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { type Handlers, href } from '#routes.ts'
import { Back, Toast } from '#ui/block.tsx'
import { AnswerLines, answerLines, gathered } from './actions.ts'
import { getLinesForLink } from './read.ts'
import { LinesPage } from './views.tsx'
import { workWords as words } from './words.ts'

const { work } = paths.link

/** The lines for whoever holds the link that was mailed about them. */
export const linkLines: Pick<Handlers<typeof work>, 'lines' | 'answer'> = {
  lines: (c) => showLines(c),

  async answer(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    const form = checkForm(AnswerLines, gathered(raw))
    if (!form.ok) return showLines(c, shownAgain(form, textsOf(raw)))
    const answered = await answerLines(ctx, undefined, form.value, async ({ asked: { content }, codes }) => {
      const proof = await provenByCode(c, form, content, codes ?? (await ctx.read(codesOfLink)))
      return proof.form.ok ? { proven: proof.proven } : { errors: proof.form.errors }
    })
    if ('errors' in answered) return showLines(c, { errors: answered.errors, values: textsOf(raw) })
    return c.redirect(`${href(ctx.base, work.lines, { token: ctx.token })}?answered=1`, 303)
  },
}

async function showLines(c: Context<Envs['link'], `/${string}/:token/${string}`>, form?: FormState) {
  const { ctx } = c.var
  const { codes, ...lines } = await getLinesForLink(ctx)
  const code = await codeAskOf(c, lines.asked.content, codes)
  const { token, base, viewer, identity } = ctx
  const page = href(base, work.show, { token })
  const portal = portalAddress(ctx.deps, ctx.tenant)
  const reader = {
    ...{ view: viewOf(ctx), viewer, isPreview: false, isForwarded: identity.forwardedTo !== undefined },
    photo: (id: string) => href(base, work.file, { token, id }),
  }
  const content = (
    <LinesPage
      {...lines}
      reader={reader}
      action={href(base, work.answer, { token })}
      // Whoever got it passed on has nothing else here.
      back={reader.isForwarded ? undefined : <Back href={page} label={lines.job.title} />}
      elsewhere={reader.isForwarded ? undefined : <Elsewhere signIn={href(portal, paths.portal.signIn.form)} />}
      passOn={forwardsOf(portal, 'work', lines.job.id)}
      code={code && <CodeField form={form} {...code} />}
      form={form}
    />
  )
  return show(c, content, {
    ...{ title: words.title, scripts: ['answers', 'signing'], status: form ? 422 : 200 },
    flash: c.req.query('answered') && <Toast text={words.thanks(shownName(ctx.shop))} />,
    ...watch(c, ctx, 'work', lines.job.id),
  })
}
