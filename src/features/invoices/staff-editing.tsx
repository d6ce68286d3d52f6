import type { Context } from 'hono'
import type { Envs, StaffCtx } from '#context.ts'
import { Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { customerOptions } from '#features/customers/queries.ts'
import { isStale } from '#features/customers/stale.ts'
import { isPending } from '#features/payments/attempts.ts'
import { autopayOfInvoice } from '#features/payments/autopay-queries.ts'
import { instalmentsOfInvoice } from '#features/payments/instalment-queries.ts'
import { type FormState, fieldError, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { createInvoice, defaultDueDay } from './actions.ts'
import { desk } from './desk-words.ts'
import { type Opened, updateInvoice } from './edit-actions.ts'
import { changesIn, parseEditInvoice, parseNewInvoice } from './form.ts'
import { attemptsOfInvoice, type Invoice, invoiceById, linesOfInvoice } from './queries.ts'
import { mailable } from './read.ts'
import { whyNot } from './rules.ts'
import { done } from './staff-acting.tsx'
import { EditInvoicePage, NewInvoicePage } from './staff-form.tsx'
import { recipientsOfInvoice } from './staff-queries.ts'

type StaffContext = Context<Envs['staff']>
type Customers = readonly { readonly id: string; readonly name: string; readonly taxExemption: string | null }[]

const at = 'invoices'
const everybody = { customersLike: '%' }
const { new: blank, create, edit, update } = paths.staff.invoices

/** Writing an invoice down, and changing it. */
export const editInvoices = handle(
  { new: blank, create, edit, update },
  {
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
  },
)

/** Why the customer that an edited invoice will be for pays no tax: a draft may go to another one. */
function exemptionAfter({ customerId, jobId, sentAt, taxExemption }: Invoice, customers: Customers, typed = customerId) {
  return jobId === null && sentAt === null && typed !== customerId ? exemptionOf(customers, typed) : taxExemption
}
const exemptionOf = (customers: Customers, id: string) => customers.find((one) => one.id === id)?.taxExemption ?? null

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
  const [[invoice], lines, attempts, recipients, [autopay], steps, customers] = await ctx.read(
    [
      invoiceById,
      linesOfInvoice,
      attemptsOfInvoice,
      recipientsOfInvoice,
      autopayOfInvoice,
      instalmentsOfInvoice,
      customerOptions,
    ],
    { id, ...everybody },
  )
  if (!invoice) throw notFound('Invoice')
  return { opened: { invoice, lines, attempts, recipients: mailable(ctx, recipients), autopay, steps }, customers }
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
