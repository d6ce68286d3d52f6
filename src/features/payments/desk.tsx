import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { setUpFirst } from '#identity/factors/set-up.ts'
import { type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { ApplyCredit, applyCredit } from './credit-actions.ts'
import { desk } from './desk-words.ts'
import { evidenceOf } from './evidence.ts'
import { sendEvidence } from './evidence-actions.ts'
import { evidenceQueries, evidenceSent } from './evidence-queries.ts'
import { disputesOfPayment, partsOfPayment, paymentById, refundsOfPayment, rowsOfPayment } from './queries.ts'
import { GiveBack, giveBack, refundableMinor, repeatRefund } from './refund-actions.ts'
import { DeskPaymentPage } from './views-payment.tsx'

/** What the shop does with money that came in. */
export const staffPayments = handle(paths.staff.payments, {
  async credit(c) {
    const form = await parseForm(c, ApplyCredit)
    if (!form.ok) throw conflict()
    const id = c.req.param('id')
    await applyCredit(c.var.ctx, id, form.value)
    return c.redirect(`${href(c.var.ctx.base, paths.staff.invoices.show, { id })}?did=credited`, 303)
  },

  async show(c) {
    return showPayment(c)
  },

  async refund(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const { payment, asked } = await readPayment(c)
    const form = await parseForm(c, GiveBack(payment.currency))
    if (!form.ok) return showPayment(c, form)
    if ((await giveBack(ctx, id, form.value)) === 'given') return done(c, 'given')
    const left = formatMoney(refundableMinor(payment, asked), payment.currency, ctx.shop.locale)
    return showPayment(c, fieldError(textsOf(await c.req.parseBody()), 'amount', desk.refund.wrong.more(left)))
  },

  async repeat(c) {
    await repeatRefund(c.var.ctx, c.req.param('id'), c.req.param('refund'))
    return done(c, 'asked')
  },

  async evidence(c) {
    await sendEvidence(c.var.ctx, c.req.param('id'), c.req.param('dispute'))
    return done(c, 'evidence')
  },
})

type StaffContext = Context<Envs['staff']>

function done(c: StaffContext, did: keyof typeof desk.did) {
  return c.redirect(`${href(c.var.ctx.base, paths.staff.payments.show, { id: c.req.param('id') ?? '' })}?did=${did}`, 303)
}

async function readPayment(c: StaffContext) {
  const queries = [
    ...[paymentById, partsOfPayment, rowsOfPayment, refundsOfPayment, disputesOfPayment, evidenceSent],
    ...evidenceQueries,
  ] as const
  const [[payment], parts, rows, asked, disputed, sent, approvals, shipments, views, messages, deposits, receipts] =
    await c.var.ctx.read(queries, {
      id: c.req.param('id'),
    })
  if (!payment) throw notFound('Payment')
  return { payment, parts, rows, asked, disputed, sent, records: { approvals, shipments, views, messages, deposits, receipts } }
}

async function showPayment(c: StaffContext, form?: FormState) {
  const { records, ...found } = await readPayment(c)
  const { base, shop, me } = c.var.ctx
  const setUp = setUpFirst(c.var.ctx, href(base, paths.staff.payments.show, { id: found.payment.id }))
  const evidence = evidenceOf(found.payment, found.parts, records, shop)
  const page = <DeskPaymentPage {...found} base={base} shop={shop} role={me.role} evidence={evidence} setUp={setUp} form={form} />
  const title = desk.payment.title(formatMoney(found.payment.amountMinor, found.payment.currency, shop.locale))
  return show(c, page, { title, at: 'invoices', flash: flashOf(c, desk.did), ...(form ? { status: 422 } : {}) })
}
