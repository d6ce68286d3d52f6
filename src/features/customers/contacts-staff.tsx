import type { Context } from 'hono'
import type { Envs, StaffCtx } from '#context.ts'
import { invalid, notFound } from '#errors.ts'
import { isManager } from '#features/team/rules.ts'
import { type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { Versioned } from './actions.ts'
import { AddContact, addContact, removeContact, SetAccess, setAccess, UpdateContact, updateContact } from './contact-actions.ts'
import { type Customer, contactById, getContact, getCustomer } from './queries.ts'
import { contactSince, overwriting, unlessStale } from './stale.ts'
import { EditContactPage, NewContactPage } from './views-contact.tsx'
import type { Done } from './words.ts'

const at = 'customers'
type C = Context<Envs['staff']>

export const staffContacts = handle(paths.staff.contacts, {
  async new(c) {
    return showNew(c, await getCustomer(c.var.ctx, c.req.param('customer')))
  },

  async create(c) {
    const { ctx } = c.var
    const form = await parseForm(c, AddContact)
    const customer = await getCustomer(ctx, c.req.param('customer'))
    if (!form.ok) return showNew(c, customer, form)
    const add = async () => {
      const added = await addContact(ctx, customer, form.value)
      if (!added.ok) return showNew(c, customer, await refused(c, added.message))
      return c.redirect(recordHref(ctx, customer.id, added.value.isInvited ? 'contact-invited' : 'contact-added'), 303)
    }
    return unlessSentBefore(c, add, (again) => showNew(c, customer, again))
  },

  async edit(c) {
    return showEdit(c, await getContact(c.var.ctx, c.req.param('id')))
  },

  async update(c) {
    const { ctx } = c.var
    const form = await parseForm(c, UpdateContact)
    const contact = await getContact(ctx, c.req.param('id'))
    if (!form.ok) return showEdit(c, contact, form)
    const updated = await unlessStale(updateContact(ctx, contact, form.value))
    if (updated === 'stale') return showStale(c, await getContact(ctx, contact.id), form.value)
    if (!updated.ok) return showEdit(c, contact, await refused(c, updated.message))
    return c.redirect(recordHref(ctx, contact.customerId, updated.value.isMoved ? 'contact-moved' : 'saved'), 303)
  },

  async access(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SetAccess)
    if (!form.ok) throw unreadable()
    const contact = await getContact(ctx, c.req.param('id'))
    await setAccess(ctx, contact, form.value)
    return c.redirect(recordHref(ctx, contact.customerId, form.value.access ? 'access-on' : 'access-off'), 303)
  },

  async remove(c) {
    const { ctx } = c.var
    const form = await parseForm(c, Versioned)
    if (!form.ok) throw unreadable()
    const [[contact]] = await ctx.read([contactById], { id: c.req.param('id') })
    if (!contact) throw notFound('Contact')
    // Pressed twice, the second finds it gone already: that is what was wanted.
    if (!contact.removedAt) await removeContact(ctx, contact, form.value.version)
    return c.redirect(recordHref(ctx, contact.customerId, 'contact-removed'), 303)
  },
})

function showNew(c: C, customer: Customer, form?: FormState) {
  const page = <NewContactPage base={c.var.ctx.base} customer={customer} form={form} />
  return show(c, page, { title: 'Add a contact', at, ...(form ? { status: 422 } : {}) })
}

function showEdit(c: C, contact: Awaited<ReturnType<typeof getContact>>, form?: FormState) {
  const { base, me } = c.var.ctx
  const erase = isManager(me.role) ? href(base, paths.staff.approvals.eraseContact, { id: contact.id }) : undefined
  const page = <EditContactPage base={base} contact={contact} customerName={contact.customerName} form={form} erase={erase} />
  const flash = c.req.query('did') === 'erased' && <Toast text="Erased from all records. What was decided stands." />
  return show(c, page, { title: contact.name, at, flash, ...(form ? { status: 422 } : {}) })
}

async function showStale(c: C, contact: Awaited<ReturnType<typeof getContact>>, typed: UpdateContact) {
  const form = overwriting(textsOf(await c.req.parseBody()), contact)
  const changes = contactSince(typed, contact)
  const page = (
    <EditContactPage base={c.var.ctx.base} contact={contact} customerName={contact.customerName} form={form} changes={changes} />
  )
  return show(c, page, { title: contact.name, at, status: 409 })
}

async function refused(c: C, message: string): Promise<FormState> {
  return fieldError(textsOf(await c.req.parseBody()), 'email', message)
}

function recordHref({ base }: StaffCtx, id: string, did: Done): string {
  return `${href(base, paths.staff.customers.show, { id })}?did=${did}`
}

function unreadable() {
  return invalid('Go back, reload the page and send the form again.')
}
