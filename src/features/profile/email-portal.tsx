import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { freshProof } from '#identity/fresh-proof/ask.ts'
import { freshCode } from '#identity/fresh-proof/queries.ts'
import { keepKnown } from '#identity/sign-in/cookies.ts'
import { type FormState, fieldError, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { askForChange, changeEmail, mailNewAddress } from './email-actions.ts'
import { EmailPage, NewCodePage, ProvePage } from './email-views.tsx'
import { newEmailForCustomer } from './queries.ts'
import { profileWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.profile.email
const Code = v.object({ code: v.pipe(v.string(), v.maxLength(40)) })

/** Another mailbox, after both the old one and the new one were proven. */
export const portalEmail = handle(routes, {
  async form(c) {
    await c.var.ctx.read([])
    return showForm(c)
  },

  async ask(c) {
    const { ctx } = c.var
    const [[code]] = await ctx.read([freshCode] as const)
    const form = await parseForm(c, askForChange())
    if (!form.ok) return showForm(c, form)
    const { email } = form.value
    if (email === ctx.viewer.email) return showForm(c, fieldError({ email }, 'email', words.wrong.same))
    const proof = await freshProof(ctx, code, form.value)
    if ('ask' in proof) return showPage(c, <ProvePage ctx={ctx} email={email} form={proof.ask} />, proof.ask)
    await mailNewAddress(ctx, email, proof.proven)
    return c.redirect(href(ctx.base, routes.code), 303)
  },

  async code(c) {
    const { ctx } = c.var
    const [[wanted]] = await ctx.read([newEmailForCustomer])
    if (!wanted) return c.redirect(href(ctx.base, routes.form), 303)
    return showPage(c, <NewCodePage ctx={ctx} email={wanted.email} />)
  },

  async change(c) {
    const { ctx } = c.var
    const [[wanted]] = await ctx.read([newEmailForCustomer])
    const form = await parseForm(c, Code)
    const done = await changeEmail(ctx, wanted, form.ok ? form.value.code : '')
    if (done === 'done' && wanted) {
      await keepKnown(c, ctx.tenant, wanted.email)
      return c.redirect(`${href(ctx.base, paths.portal.profile.show)}?did=email`, 303)
    }
    if (done === 'wrong' && wanted) {
      const wrong = fieldError({}, 'code', words.wrong.code)
      return showPage(c, <NewCodePage ctx={ctx} email={wanted.email} form={wrong} />, wrong)
    }
    // Pressed twice, it is theirs already.
    if (!wanted) return c.redirect(href(ctx.base, routes.form), 303)
    return showForm(c, fieldError({ email: wanted.email }, 'email', done === 'taken' ? words.wrong.taken : words.wrong.spent))
  },
})

const showForm = (c: C, form?: FormState) => showPage(c, <EmailPage ctx={c.var.ctx} form={form} />, form)

const showPage = (c: C, page: Parameters<typeof show>[1], form?: FormState) =>
  show(c, page, {
    ...{ title: words.email.heading, isDeciding: true, isSlim: true, scripts: ['resend'] },
    status: form ? 422 : 200,
  })
