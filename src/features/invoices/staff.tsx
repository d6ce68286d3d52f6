import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs, StaffCtx } from '#context.ts'
import { Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { customerById, customerOptions } from '#features/customers/queries.ts'
import { openMoney, patternsOf } from '#features/customers/rules.ts'
import { isStale } from '#features/customers/stale.ts'
import { pdfHeaders } from '#features/documents/keep.ts'
import { isPending } from '#features/payments/attempts.ts'
import { ReceivePayment, recordPayment } from '#features/payments/receive.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { portalAddress } from '#identity/item-links.ts'
import { Ticked, Version } from '#lib/fields.ts'
import { type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { createInvoice, defaultDueDay, discardInvoice } from './actions.ts'
import { type Done, desk } from './desk-words.ts'
import { type Opened, updateInvoice } from './edit-actions.ts'
import { changesIn, parseEditInvoice, parseNewInvoice } from './form.ts'
import { invoiceFile } from './invoice-file.ts'
import { attemptsOfInvoice, type Invoice, invoiceById, linesOfInvoice } from './queries.ts'
import { getInvoiceRecord, type InvoiceRecord, mailable } from './read.ts'
import { whyNot } from './rules.ts'
import { sendInvoice, voidInvoice } from './send-actions.ts'
import { EditInvoicePage, NewInvoicePage } from './staff-form.tsx'
import { StaffInvoicesPage } from './staff-list.tsx'
import { StaffInvoicePage } from './staff-page.tsx'
import { filters, listQueries, pageSize, recipientsOfInvoice } from './staff-queries.ts'

const at = 'invoices'
const Versioned = v.object({ version: Version })
const SendForm = v.object({ version: Version, isQuiet: Ticked })
const everybody = { customersLike: '%' }

export const staffInvoices = handle(paths.staff.invoices, {
  async list(c) {
    const { ctx } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const filter = filters.find((one) => one === c.req.query('state')) ?? 'all'
    const customerId = c.req.query('customer')
    const asked = Number(c.req.query('page'))
    const page = Number.isInteger(asked) && asked > 1 && asked < 100_000 ? asked : 1
    // What is late depends on the shop's own day, which is known with its profile: only this filter asks first.
    if (filter === 'late') await ctx.read([])
    const today = filter === 'late' ? todayOf(ctx) : ''
    const like = search ? patternsOf(search).like : undefined
    const queries = [...listQueries({ filter, like, customerId, today, page }), customerById] as const
    const [rows, [counted], days, [customer]] = await ctx.read(queries, { id: customerId ?? '' })
    if (customerId && !customer) throw notFound('Customer')
    const total = counted?.count ?? 0
    const { base, shop } = ctx
    const parts = {
      rows,
      sums: openMoney(days, todayOf(ctx)),
      total,
      page,
      pages: Math.max(1, Math.ceil(total / pageSize)),
      filter,
      search,
      customer,
    }
    const flash = flashOf(c, desk.done)
    return show(c, <StaffInvoicesPage base={base} shop={shop} today={todayOf(ctx)} {...parts} />, {
      title: 'Invoices',
      at,
      flash,
    })
  },

  async new(c) {
    const [customers] = await c.var.ctx.read([customerOptions], everybody)
    return showNew(c, customers)
  },

  async create(c) {
    const { ctx } = c.var
    const [customers] = await ctx.read([customerOptions], everybody)
    const form = await parseNewInvoice(c, ctx.shop.currency)
    if (!form.ok) return showNew(c, customers, form)
    const isExempt = exemptionOf(customers, form.value.customerId) !== null
    const create = async () => {
      try {
        return done(c, await createInvoice(ctx, form.value, isExempt), 'created')
      } catch (error) {
        if (!(error instanceof Refused) || error.reason !== 'customer') throw error
        return showNew(c, customers, fieldError(textsOf(await c.req.parseBody()), 'customerId', desk.wrong.customerGone))
      }
    }
    return unlessSentBefore(c, create, (again) => showNew(c, customers, again))
  },

  async show(c) {
    return showInvoice(c, await getInvoiceRecord(c.var.ctx, c.req.param('id')))
  },

  async pdf(c) {
    const { ctx } = c.var
    const record = await getInvoiceRecord(ctx, c.req.param('id'))
    if (record.invoice.sentAt === null) throw notFound('Invoice')
    const file = await invoiceFile(ctx, record)
    return c.body(file.bytes, 200, pdfHeaders(file))
  },

  async edit(c) {
    const { opened, customers } = await openToEdit(c.var.ctx, c.req.param('id'))
    const reason = whyNot('edit', { ...opened.invoice, isPending: false })
    if (reason) throw conflict(reason)
    return showEdit(c, opened, customers)
  },

  async update(c) {
    const { ctx } = c.var
    const { opened, customers } = await openToEdit(ctx, c.req.param('id'))
    const form = await parseEditInvoice(c, opened.invoice.currency)
    const values = textsOf(await c.req.parseBody())
    if (!form.ok) return showEdit(c, opened, customers, form)
    const exemption = exemptionAfter(opened.invoice, customers, form.value.customerId)
    const wrong = (field: string, message: string) => showEdit(c, opened, customers, fieldError(values, field, message))
    if (opened.invoice.sentAt !== null && form.value.lines.length === 0) return wrong('form', desk.wrong.empty)
    try {
      return done(c, opened.invoice.id, await updateInvoice(ctx, { ...opened, exemption }, form.value))
    } catch (error) {
      if (error instanceof Refused && error.reason === 'customer') return wrong('customerId', desk.wrong.customerGone)
      if (!isStale(error)) throw error
      return showStale(c, values)
    }
  },

  async send(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SendForm)
    const record = await getInvoiceRecord(ctx, c.req.param('id'))
    if (!form.ok) throw conflict()
    const { isQuiet = false } = form.value
    const isUnmailable = record.recipients.length === 0 && !isQuiet && record.invoice.sentAt === null
    if (isUnmailable) return showInvoice(c, record, { send: fieldError({}, 'isQuiet', desk.wrong.noMail) })
    await sendInvoice(ctx, record, { version: form.value.version, isQuiet })
    return done(c, record.invoice.id, isQuiet ? 'sent-quietly' : 'sent')
  },

  async void(c) {
    const { ctx } = c.var
    const form = await parseForm(c, Versioned)
    const record = await getInvoiceRecord(ctx, c.req.param('id'))
    if (!form.ok) throw conflict()
    await voidInvoice(ctx, record, form.value.version)
    return done(c, record.invoice.id, 'voided')
  },

  async discard(c) {
    const form = await parseForm(c, Versioned)
    if (!form.ok) throw conflict()
    await discardInvoice(c.var.ctx, c.req.param('id'), form.value.version)
    const done: Done = 'discarded'
    return c.redirect(`${href(c.var.ctx.base, paths.staff.invoices.list)}?did=${done}`, 303)
  },

  async receive(c) {
    const { ctx } = c.var
    const record = await getInvoiceRecord(ctx, c.req.param('id'))
    const { currency, balanceMinor, id } = record.invoice
    const form = await parseForm(c, ReceivePayment(currency, todayOf(ctx)))
    if (!form.ok) return showInvoice(c, record, { receive: form })
    if ((await recordPayment(ctx, record, form.value)) === 'received') return done(c, id, 'received')
    const left = formatMoney(Math.max(balanceMinor, 0), currency, ctx.shop.locale)
    return showInvoice(c, record, { receive: fieldError(textsOf(await c.req.parseBody()), 'keepRest', desk.wrong.more(left)) })
  },
})

type StaffContext = Context<Envs['staff']>
type Customers = readonly { readonly id: string; readonly name: string; readonly taxExemption: string | null }[]

/** Why the customer that an edited invoice will be for pays no tax: a draft may go to another one. */
function exemptionAfter({ customerId, jobId, sentAt, taxExemption }: Invoice, customers: Customers, typed = customerId) {
  return jobId === null && sentAt === null && typed !== customerId ? exemptionOf(customers, typed) : taxExemption
}
const exemptionOf = (customers: Customers, id: string) => customers.find((one) => one.id === id)?.taxExemption ?? null

const todayOf = ({ now, shop }: StaffCtx) => dayOf(now, shop.timeZone)

function done(c: StaffContext, id: string, did: Done) {
  return c.redirect(`${href(c.var.ctx.base, paths.staff.invoices.show, { id })}?did=${did}`, 303)
}

function showInvoice(c: StaffContext, record: InvoiceRecord, forms: { send?: FormState; receive?: FormState } = {}) {
  const { ctx } = c.var
  const { base, shop, me } = ctx
  const portal = portalAddress(ctx.deps, ctx.tenant)
  const page = (
    <StaffInvoicePage base={base} shop={shop} role={me.role} today={todayOf(ctx)} record={record} portal={portal} {...forms} />
  )
  const status = forms.send || forms.receive ? { status: 422 as const } : {}
  return show(c, page, { title: record.invoice.number ?? 'Draft invoice', at, flash: flashOf(c, desk.done), ...status })
}

function showNew(c: StaffContext, customers: Customers, form?: FormState) {
  const { ctx } = c.var
  const page = (
    <NewInvoicePage
      base={ctx.base}
      shop={ctx.shop}
      customers={customers}
      customerId={c.req.query('customer')}
      dueOn={defaultDueDay(ctx)}
      form={form}
    />
  )
  return show(c, page, { title: 'New invoice', at, scripts: ['lines'], ...(form ? { status: 422 } : {}) })
}

/** Somebody was faster: what was typed comes back over what stands now, if that can be changed still. */
async function showStale(c: StaffContext, values: FormState['values']) {
  const { opened, customers } = await openToEdit(c.var.ctx, c.req.param('id') ?? '')
  const reason = whyNot('edit', { ...opened.invoice, isPending: isPending(opened.attempts) })
  if (reason) throw conflict(reason)
  return showEdit(c, opened, customers, { errors: {}, values })
}

async function openToEdit(ctx: StaffCtx, id: string) {
  const [[invoice], lines, attempts, recipients, customers] = await ctx.read(
    [invoiceById, linesOfInvoice, attemptsOfInvoice, recipientsOfInvoice, customerOptions],
    { id, ...everybody },
  )
  if (!invoice) throw notFound('Invoice')
  return { opened: { invoice, lines, attempts, recipients: mailable(ctx, recipients) }, customers }
}

function showEdit(c: StaffContext, { invoice, lines }: Opened, customers: Customers, form?: FormState) {
  const { base, shop } = c.var.ctx
  // A form that is wrong may be late as well: with the new version in it, the next press would pass over somebody's change.
  const isStale = form !== undefined && Number(form.values['version']) !== invoice.version
  const isFree = invoice.sentAt === null && invoice.jobId === null
  const own = { id: invoice.customerId, name: invoice.customerName, taxExemption: invoice.taxExemption }
  const choices = customers.some(({ id }) => id === own.id) ? customers : [own, ...customers]
  const page = (
    <EditInvoicePage
      base={base}
      shop={shop}
      customers={isFree ? choices : undefined}
      invoice={invoice}
      lines={lines}
      form={form}
      changes={isStale ? changesIn(form, invoice, lines) : undefined}
    />
  )
  const status = isStale ? { status: 409 as const } : form ? { status: 422 as const } : {}
  return show(c, page, { title: invoice.number ?? 'Edit draft', at, scripts: ['lines'], ...status })
}
