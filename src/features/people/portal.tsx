import type { Context } from 'hono'
import type { CustomerCtx, Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { addColleague, changeCompany, inviteColleague, removeColleague, updateCompany, Versioned } from './actions.ts'
import { type Company, colleagueForCustomer, colleaguesForCustomer, companyForCustomer } from './queries.ts'
import { mayEditCompany, mayInvite } from './rules.ts'
import { CompanyPage, NewColleaguePage, PeoplePage } from './views.tsx'
import { peopleWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.people

/** The people of a customer, kept by itself where the shop lets it. */
export const portalPeople = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const [rows] = await ctx.read([colleaguesForCustomer])
    assertMayInvite(ctx)
    return show(c, <PeoplePage ctx={ctx} rows={rows} />, { title: words.title, at: 'people', flash: flashOf(c) })
  },

  async new(c) {
    await c.var.ctx.read([])
    assertMayInvite(c.var.ctx)
    return showNew(c)
  },

  async invite(c) {
    const { ctx } = c.var
    await ctx.read([])
    assertMayInvite(ctx)
    const form = await parseForm(c, inviteColleague())
    if (!form.ok) return showNew(c, form)
    if ((await addColleague(ctx, form.value)) === 'listed')
      return showNew(c, fieldError(textsOf(await c.req.parseBody()), 'email', words.wrong.listed))
    return c.redirect(`${href(ctx.base, routes.list)}?did=invited`, 303)
  },

  async remove(c) {
    const { ctx } = c.var
    const [[colleague]] = await ctx.read([colleagueForCustomer], { id: c.req.param('id') })
    const form = await parseForm(c, Versioned)
    assertMayInvite(ctx)
    if (!colleague || !form.ok) throw notFound('Contact')
    // Pressed twice, the second finds them gone already: that is what was wanted.
    if (!colleague.removedAt) await removeColleague(ctx, colleague, form.value.version)
    return c.redirect(`${href(ctx.base, routes.list)}?did=removed`, 303)
  },
})

/** What the shop knows of the company, kept by the company where the shop lets it. */
export const portalCompany = handle(paths.portal.company, {
  async show(c) {
    return showCompany(c, await getCompany(c.var.ctx))
  },

  async save(c) {
    const { ctx } = c.var
    const company = await getCompany(ctx)
    const form = await parseForm(c, changeCompany())
    if (!form.ok) return showCompany(c, company, form)
    await updateCompany(ctx, company, form.value)
    return c.redirect(`${href(ctx.base, paths.portal.company.show)}?did=company`, 303)
  },
})

/** What the shop does not let them do is not there. */
function assertMayInvite(ctx: CustomerCtx): void {
  if (!mayInvite(ctx.shop, ctx.viewer)) throw notFound('Page')
}

async function getCompany(ctx: CustomerCtx): Promise<Company> {
  const [[company]] = await ctx.read([companyForCustomer])
  if (!company || !mayEditCompany(ctx.shop, ctx.viewer)) throw notFound('Page')
  return company
}

const showNew = (c: C, form?: FormState) =>
  show(c, <NewColleaguePage ctx={c.var.ctx} form={form} />, { title: words.add, at: 'people', status: form ? 422 : 200 })

const showCompany = (c: C, company: Company, form?: FormState) =>
  show(c, <CompanyPage ctx={c.var.ctx} company={company} form={form} />, {
    ...{ title: words.company.title, at: 'company', status: form ? 422 : 200, flash: flashOf(c) },
  })

function flashOf(c: C) {
  const text = Object.entries(words.done).find(([name]) => name === c.req.query('did'))?.[1]
  return text && <Toast text={text} />
}
