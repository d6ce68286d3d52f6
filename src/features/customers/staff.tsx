import type { Context } from 'hono'
import type { Envs, StaffCtx } from '#context.ts'
import { invalid, notFound } from '#errors.ts'
import { type FormState, parseForm, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import {
  archiveCustomer,
  CreateCustomer,
  createCustomer,
  restoreCustomer,
  UpdateCustomer,
  updateCustomer,
  Versioned,
} from './actions.ts'
import { noteLinkCopied, regenerateLink, SendLink, sendPortalLink } from './link-actions.ts'
import { showCustomers } from './list-page.tsx'
import { survivorsFound, survivorValues } from './list-queries.ts'
import { assertMergeable, MergeCustomer, mergeCustomer } from './merge-actions.ts'
import { type Customer, contactsOfCustomer, customerById, customerInto, getCustomer } from './queries.ts'
import { showCustomer } from './record-page.tsx'
import { customerSince, overwriting, unlessStale } from './stale.ts'
import { EditCustomerPage, NewCustomerPage } from './views-form.tsx'
import { ChooseSurvivorPage, ConfirmMergePage } from './views-merge.tsx'
import type { Done } from './words.ts'

const at = 'customers'

export const staffCustomers = handle(paths.staff.customers, {
  list: (c) => showCustomers(c),

  async new(c) {
    await c.var.ctx.read([])
    return showNew(c)
  },

  async create(c) {
    const { ctx } = c.var
    const form = await parseForm(c, CreateCustomer)
    await ctx.read([])
    if (!form.ok) return showNew(c, form)
    const create = async () => {
      const { id, isInvited } = await createCustomer(ctx, form.value)
      return c.redirect(recordHref(ctx, id, isInvited ? 'invited' : 'created'), 303)
    }
    return unlessSentBefore(c, create, (again) => showNew(c, again))
  },

  show: (c) => showCustomer(c, c.req.param('id')),

  async edit(c) {
    return showEdit(c, await getCustomer(c.var.ctx, c.req.param('id')))
  },

  async update(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, UpdateCustomer)
    const customer = await getCustomer(ctx, id)
    if (!form.ok) return showEdit(c, customer, form)
    const saved = await unlessStale(updateCustomer(ctx, id, form.value))
    if (saved === 'stale') return showStale(c, await getCustomer(ctx, id), form.value)
    return c.redirect(recordHref(ctx, id, 'saved'), 303)
  },

  async archive(c) {
    const { ctx } = c.var
    const { version } = await versionOf(c)
    const customer = await getCustomer(ctx, c.req.param('id'))
    await archiveCustomer(ctx, customer, version)
    return c.redirect(recordHref(ctx, customer.id, 'archived'), 303)
  },

  async restore(c) {
    const { ctx } = c.var
    const { version } = await versionOf(c)
    const customer = await getCustomer(ctx, c.req.param('id'))
    await restoreCustomer(ctx, customer, version)
    return c.redirect(recordHref(ctx, customer.id, 'restored'), 303)
  },

  async merging(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const [[customer], [into], found] = await ctx.read([customerById, customerInto, survivorsFound], {
      id,
      into: c.req.query('into') ?? '',
      ...survivorValues(search, id),
    })
    if (!customer) throw notFound('Customer')
    if (c.req.query('into') !== undefined && !into) throw notFound('Customer')
    if (into) assertMergeable(customer, into)
    const page = into ? (
      <ConfirmMergePage base={ctx.base} loser={customer} survivor={into} />
    ) : (
      <ChooseSurvivorPage base={ctx.base} customer={customer} search={search} found={found} />
    )
    return show(c, page, { title: `Merge ${customer.name}`, at })
  },

  async merge(c) {
    const { ctx } = c.var
    const form = await parseForm(c, MergeCustomer)
    if (!form.ok) throw unreadable()
    const [[customer], [into]] = await ctx.read([customerById, customerInto], { id: c.req.param('id'), into: form.value.into })
    if (!customer) throw notFound('Customer')
    await mergeCustomer(ctx, customer, into, form.value)
    return c.redirect(recordHref(ctx, form.value.into, 'merged'), 303)
  },

  async copied(c) {
    const { ctx } = c.var
    const customer = await getCustomer(ctx, c.req.param('id'))
    await noteLinkCopied(ctx, customer)
    const isForm = (c.req.header('accept') ?? '').includes('text/html')
    return isForm ? c.redirect(recordHref(ctx, customer.id, 'copied'), 303) : c.body(null, 204)
  },

  async send(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SendLink)
    if (!form.ok) throw unreadable()
    const [[customer], contacts] = await ctx.read([customerById, contactsOfCustomer], { id: c.req.param('id') })
    if (!customer) throw notFound('Customer')
    await sendPortalLink(ctx, customer, contacts, form.value)
    return c.redirect(recordHref(ctx, customer.id, 'sent'), 303)
  },

  async regenerate(c) {
    const { ctx } = c.var
    const { version } = await versionOf(c)
    const customer = await getCustomer(ctx, c.req.param('id'))
    await regenerateLink(ctx, customer, version)
    return c.redirect(recordHref(ctx, customer.id, 'new-link'), 303)
  },
})

type C = Context<Envs['staff']>

function showNew(c: C, form?: FormState) {
  const page = <NewCustomerPage base={c.var.ctx.base} form={form} isPortalOn={c.var.ctx.shop.isPortalOn} />
  return show(c, page, { title: 'New customer', at, status: form ? 422 : 200 })
}

function showEdit(c: C, customer: Customer, form?: FormState) {
  const page = <EditCustomerPage base={c.var.ctx.base} customer={customer} form={form} />
  return show(c, page, { title: `Edit ${customer.name}`, at, ...(form ? { status: 422 } : {}) })
}

async function showStale(c: C, customer: Customer, typed: UpdateCustomer) {
  const form = overwriting(textsOf(await c.req.parseBody()), customer)
  const changes = customerSince(typed, customer)
  const page = <EditCustomerPage base={c.var.ctx.base} customer={customer} form={form} changes={changes} />
  return show(c, page, { title: `Edit ${customer.name}`, at, status: 409 })
}

function recordHref({ base }: StaffCtx, id: string, did: Done): string {
  return `${href(base, paths.staff.customers.show, { id })}?did=${did}`
}

/** What a form of one button sends: the row as its reader saw it. */
async function versionOf(c: C) {
  const form = await parseForm(c, Versioned)
  if (!form.ok) throw unreadable()
  return form.value
}

function unreadable() {
  return invalid('Go back, reload the page and send the form again.')
}
