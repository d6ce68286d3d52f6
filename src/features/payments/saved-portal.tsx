import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { freshProof, ProofFields } from '#identity/fresh-proof/ask.ts'
import { freshCode } from '#identity/fresh-proof/queries.ts'
import { isFresh } from '#identity/fresh-proof/rules.ts'
import { checkForm, type FormState, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { startAutopay, stopAutopay } from './autopay-actions.ts'
import { autopayWords as auto } from './autopay-words.ts'
import { removeMethod } from './saved-actions.ts'
import { methodForCustomer, methodsForCustomer } from './saved-queries.ts'
import { savedWords as words } from './saved-words.ts'
import { TermsPage } from './views-autopay.tsx'
import { WaysToPayPage } from './views-saved.tsx'

/** What a contact has kept to pay with. */
export const portalWaysToPay = handle(paths.portal.waysToPay, {
  async list(c) {
    const { ctx } = c.var
    const [methods] = await ctx.read([methodsForCustomer])
    if (!readsInvoices(ctx.viewer)) throw notFound('Page')
    return show(c, <WaysToPayPage base={ctx.base} shop={ctx.shop} canPay={ctx.viewer.canPay} methods={methods} />, {
      title: words.title,
      at: 'invoices',
    })
  },

  async terms(c) {
    return showTerms(c, await readMethod(c, c.req.param('id')))
  },

  async start(c) {
    const { ctx } = c.var
    const form = checkForm(v.object(ProofFields), await readFields(c))
    if (!form.ok) throw conflict()
    const { method, code } = await readMethod(c, c.req.param('id'))
    if (method.removedAt !== null || !ctx.viewer.canPay) throw notFound('Way to pay')
    const proof = await freshProof(ctx, code, form.value)
    const terms = href(ctx.base, paths.portal.waysToPay.terms, { id: method.id })
    if ('ask' in proof) return proof.ask ? showTerms(c, { method, code }, proof.ask) : c.redirect(terms, 303)
    await startAutopay(ctx, method, proof.proven)
    return c.redirect(href(ctx.base, paths.portal.waysToPay.list), 303)
  },

  async stop(c) {
    const { ctx } = c.var
    const { method } = await readMethod(c, c.req.param('id'))
    await stopAutopay(ctx, method)
    return c.redirect(href(ctx.base, paths.portal.waysToPay.list), 303)
  },

  async remove(c) {
    const { ctx } = c.var
    await removeMethod(ctx, c.req.param('id'))
    return c.redirect(href(ctx.base, paths.portal.waysToPay.list), 303)
  },
})

/** One of the reader's own, with the code that was mailed to them. Throws not found for anybody else's. */
async function readMethod(c: Context<Envs['customer']>, id: string) {
  const { ctx } = c.var
  const [[method], [code]] = await ctx.read([methodForCustomer, freshCode] as const, { method: id })
  if (!method || !readsInvoices(ctx.viewer)) throw notFound('Way to pay')
  return { method, code }
}

function showTerms(c: Context<Envs['customer']>, { method, code }: Awaited<ReturnType<typeof readMethod>>, form?: FormState) {
  const { ctx } = c.var
  if (method.removedAt !== null || !ctx.viewer.canPay) throw notFound('Way to pay')
  const asksCode = !isFresh(ctx) && (code !== undefined || form !== undefined)
  const page = <TermsPage base={ctx.base} shop={ctx.shop} email={ctx.viewer.email} {...{ method, asksCode, form }} />
  return show(c, page, { title: auto.title, at: 'invoices', isDeciding: true, ...(form ? { status: 422 } : {}) })
}
