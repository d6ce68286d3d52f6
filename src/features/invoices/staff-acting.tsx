import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs, StaffCtx } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { pdfHeaders } from '#features/documents/keep.ts'
import { ReceivePayment, recordPayment } from '#features/payments/receive.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { portalAddress } from '#identity/item-links.ts'
import { Ticked, Version } from '#lib/fields.ts'
import { type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { discardInvoice } from './actions.ts'
import { CreditNote, issueCreditNote } from './credit-actions.ts'
import { creditNoteFile } from './credit-file.ts'
import { type Done, desk } from './desk-words.ts'
import { invoiceFile } from './invoice-file.ts'
import { waiveLateFee } from './late-fee-actions.ts'
import { getInvoiceRecord, type InvoiceRecord } from './read.ts'
import { standingTotal } from './rules.ts'
import { sendInvoice, voidInvoice } from './send-actions.ts'
import { StaffInvoicePage } from './staff-page.tsx'
import { Say, sayAbout } from './thread.ts'

type StaffContext = Context<Envs['staff']>

const at = 'invoices'
const Versioned = v.object({ version: Version })
const SendForm = v.object({ version: Version, isQuiet: Ticked })
const { show: page, pdf, creditNote, send, void: annul, discard, receive, credit, waive, reply } = paths.staff.invoices

/** One invoice at the desk, and what is done with it. */
export const actOnInvoices = handle(
  { show: page, pdf, creditNote, send, void: annul, discard, receive, credit, waive, reply },
  {
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

    async creditNote(c) {
      const { ctx } = c.var
      const file = await creditNoteFile(ctx, await getInvoiceRecord(ctx, c.req.param('id')), c.req.param('note'))
      return c.body(file.bytes, 200, pdfHeaders(file))
    },

    async credit(c) {
      const { ctx } = c.var
      const record = await getInvoiceRecord(ctx, c.req.param('id'))
      const { currency, id } = record.invoice
      const form = await parseForm(c, CreditNote(currency, standingTotal(record.invoice), ctx.shop.locale))
      if (!form.ok) return showInvoice(c, record, { credit: form })
      await issueCreditNote(ctx, record, form.value)
      return done(c, id, 'credit-noted')
    },

    async reply(c) {
      const { ctx } = c.var
      const record = await getInvoiceRecord(ctx, c.req.param('id'))
      const form = await parseForm(c, Say)
      if (!form.ok)
        return showInvoice(c, record, { reply: form.errors['body'] ? fieldError(form.values, 'body', desk.wrong.answer) : form })
      await sayAbout(ctx, record.invoice, form.value)
      return done(c, record.invoice.id, 'replied')
    },

    async waive(c) {
      const { ctx } = c.var
      const form = await parseForm(c, Versioned)
      const record = await getInvoiceRecord(ctx, c.req.param('id'))
      if (!form.ok) throw conflict()
      await waiveLateFee(ctx, record, form.value.version)
      return done(c, record.invoice.id, 'waived')
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
  },
)

const todayOf = ({ now, shop }: StaffCtx) => dayOf(now, shop.timeZone)

/** Back to the invoice, with a word about what was done. */
export function done(c: StaffContext, id: string, did: Done) {
  return c.redirect(`${href(c.var.ctx.base, paths.staff.invoices.show, { id })}?did=${did}`, 303)
}

function showInvoice(
  c: StaffContext,
  record: InvoiceRecord,
  forms: { [act in 'send' | 'receive' | 'credit' | 'reply']?: FormState } = {},
) {
  const { ctx } = c.var
  const { base, shop, me } = ctx
  const portal = portalAddress(ctx.deps, ctx.tenant)
  const page = (
    <StaffInvoicePage
      base={base}
      shop={shop}
      role={me.role}
      today={todayOf(ctx)}
      now={ctx.now}
      record={record}
      portal={portal}
      {...forms}
    />
  )
  const status = Object.values(forms).some(Boolean) ? { status: 422 as const } : {}
  return show(c, page, {
    title: record.invoice.number ?? 'Draft invoice',
    at,
    scripts: ['files'],
    flash: flashOf(c, desk.done),
    ...status,
  })
}
