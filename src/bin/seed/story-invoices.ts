import type { StaffCtx } from '#context.ts'
import { createInvoice } from '#features/invoices/actions.ts'
import { invoiceById, linesOfInvoice } from '#features/invoices/queries.ts'
import { sendInvoice, voidInvoice } from '#features/invoices/send-actions.ts'
import { recipientsOfInvoice } from '#features/invoices/staff-queries.ts'
import { recordPayment } from '#features/payments/receive.ts'
import { parseMoney, parseQuantity } from '#lib/money.ts'
import type { Calendar } from './days.ts'
import type { InvoiceScript, LooseInvoice } from './script.ts'
import { known, type Stage, type Step } from './stage.ts'

/** An invoice without a job. */
export function looseSteps(stage: Stage, invoice: LooseInvoice, key: string): Step[] {
  const { script, boss } = stage
  const lines = invoice.lines.map(([text, quantity, unitPrice]) => ({
    ...{ text, quantity: parseQuantity(String(quantity)) ?? 0, unitPriceMinor: parseMoney(unitPrice, script.currency) ?? 0 },
    ...{ discountPpm: 0, taxPpm: script.taxPpm },
  }))
  return invoiceSteps(stage, invoice, boss, key, (ctx) =>
    createInvoice(
      ctx,
      {
        ...{ customerId: known(stage, invoice.customer), title: invoice.title, dueOn: null, poNumber: null, note: '', lines },
        discount: { discountPpm: 0, discountMinor: 0 },
      },
      false,
    ),
  )
}

/** An invoice from its draft to the last payment. */
export function invoiceSteps(
  stage: Stage,
  invoice: InvoiceScript,
  nick: string,
  key: string,
  make: (ctx: StaffCtx) => Promise<string>,
): Step[] {
  const { team, calendar, ids } = stage
  const step = (day: number, turn: number, run: (ctx: StaffCtx) => Promise<unknown>): Step => {
    const at = calendar.at(day, turn)
    return {
      at,
      async run() {
        const ctx = team.at(nick, at)
        await ctx.read([])
        await run(ctx)
      },
    }
  }
  return [
    step(invoice.day, 11, async (ctx) => ids.set(key, await make(ctx))),
    ...(invoice.sent === undefined ? [] : [step(invoice.sent, 12, async (ctx) => send(ctx, known(stage, key)))]),
    ...(invoice.paid ?? []).map((paid) => step(paid.day, 13, (ctx) => receive(ctx, known(stage, key), paid, calendar))),
    ...(invoice.voided === undefined ? [] : [step(invoice.voided, 13, async (ctx) => takeBack(ctx, known(stage, key)))]),
  ]
}

async function opened(ctx: StaffCtx, id: string) {
  const [[invoice], lines, recipients] = await ctx.read([invoiceById, linesOfInvoice, recipientsOfInvoice], { id })
  if (!invoice) throw new Error(`The invoice ${id} is gone`)
  return { invoice, lines, recipients, attempts: [], credits: [], autopay: undefined, steps: [] }
}

async function send(ctx: StaffCtx, id: string): Promise<void> {
  const found = await opened(ctx, id)
  await sendInvoice(ctx, found, { version: found.invoice.version, isQuiet: false })
}

async function takeBack(ctx: StaffCtx, id: string): Promise<void> {
  const found = await opened(ctx, id)
  await voidInvoice(ctx, found, found.invoice.version)
}

type Paid = NonNullable<InvoiceScript['paid']>[number]

async function receive(ctx: StaffCtx, id: string, { amount, method, note = '', day }: Paid, calendar: Calendar): Promise<void> {
  const found = await opened(ctx, id)
  const { version, balanceMinor, currency } = found.invoice
  const minor = amount === 'all' ? balanceMinor : (parseMoney(amount, currency) ?? 0)
  await recordPayment(ctx, found, {
    amount: minor,
    method,
    receivedOn: calendar.on(day),
    note,
    version,
    keepRest: false,
    receipt: true,
  })
}
