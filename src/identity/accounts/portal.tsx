import * as v from 'valibot'
import { notFound } from '#errors.ts'
import { parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { keepClaims } from '../sign-in/cookies.ts'
import { safeNext } from '../sign-in/rules.ts'
import { openAccount } from './actions.ts'
import { ownAccount } from './queries.ts'
import { ChoosePage } from './views.tsx'
import { accountWords as words } from './words.ts'

const Open = v.object({ next: v.fallback(v.optional(v.string()), undefined) })

/** Which customer a person is here for, where their mailbox belongs to several. */
export const portalAccounts = handle(paths.portal.accounts, {
  async choose(c) {
    const { ctx } = c.var
    await ctx.read([])
    const { viewer } = ctx
    const isNew = c.req.query('new') !== undefined
    const accounts = [{ id: viewer.contactId, customerId: viewer.customerId, name: viewer.customerName }, ...viewer.others].sort(
      byName,
    )
    const page = (
      <ChoosePage
        base={ctx.base}
        email={viewer.email}
        accounts={accounts}
        current={isNew ? undefined : viewer.contactId}
        next={safeNext(c.req.query('next'), ctx.base)}
      />
    )
    return show(c, page, { title: words.title, isDeciding: true, isSlim: true })
  },

  async open(c) {
    const { ctx } = c.var
    const form = await parseForm(c, Open)
    const [[account]] = await ctx.read([ownAccount], { account: c.req.param('id') })
    if (!account) throw notFound('Customer')
    await keepClaims(c, ctx.tenant, ctx.host, await openAccount(ctx, account), ctx.now)
    return c.redirect(safeNext(form.ok ? form.value.next : undefined, ctx.base) ?? ctx.base, 303)
  },
})

const byName = (a: { name: string }, b: { name: string }) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)
