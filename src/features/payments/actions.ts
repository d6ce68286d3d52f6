import type { SQL } from 'drizzle-orm'
import type { ReaderCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { conflict, forbidden, notFound } from '#errors.ts'
import { billingSettings } from '#features/invoices/billing.ts'
import {
  attemptsForCustomer,
  attemptsForLink,
  type Invoice,
  invoiceForCustomer,
  invoiceForLink,
} from '#features/invoices/queries.ts'
import { readsInvoices, whyNot } from '#features/invoices/rules.ts'
import { shownName } from '#features/settings/rules.ts'
import { formatMoney, parseMoney } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { leadToPay } from './checkout.ts'
import { instalmentsForCustomer, instalmentsForLink } from './instalment-queries.ts'
import { type Instalment, stepSums } from './instalment-rules.ts'
import type { Led, Look, Purchase } from './purchase.ts'
import { attemptsOfEstimateForCustomer, attemptsOfEstimateForLink } from './queries.ts'
import { leastOnline, takesOnline, typedAmount, type WrongAmount } from './rules.ts'
import { payerForCustomer } from './saved-queries.ts'
import { paymentWords as words } from './words.ts'

/**
 * Gives the address to go to for paying an invoice, all that is left or the amount that was typed: the hosted page of its one open
 * attempt, or the invoice itself where nothing is left to do; or a sentence about that amount. What a contact pays with is kept where
 * they wish so. `check` looks at the invoice first, and throws where more is asked. Throws PaymentsUnavailable with the attempt kept for the next press.
 */
export async function startPayment(
  ctx: ReaderCtx,
  invoiceId: string | undefined,
  wish: Wish = {},
  check?: (invoice: Invoice) => void,
): Promise<Led> {
  // A form that did its work before: the invoice's page has a new one.
  return (await leadToPay(ctx, () => lookAtInvoice(ctx, invoiceId, wish, check))) ?? { to: invoiceAddress(ctx, invoiceId ?? '') }
}

/** How much somebody wants to pay, as they typed it: all that is left unless told. */
export interface Wish {
  readonly typed?: string | undefined
  readonly keeps?: boolean | undefined
  /** What was left when they saw it, in minor units as text: parts of a plan can be alike. */
  readonly left?: string | undefined
}

/** Only who is signed in can have a card kept, where the shop allows that at all. */
export const mayKeep = ({ audience, shop }: ReaderCtx): boolean => audience === 'customer' && billingSettings(shop).keepsMethods

async function readInvoice(ctx: ReaderCtx, id: string) {
  if (ctx.audience === 'link')
    return [...(await ctx.read([invoiceForLink, attemptsForLink, instalmentsForLink], { id })), undefined] as const
  const queries = [invoiceForCustomer, attemptsForCustomer, instalmentsForCustomer, payerForCustomer] as const
  const [invoice, attempts, steps, [payer]] = await ctx.read(queries, { id })
  return [invoice, attempts, steps, payer] as const
}

async function lookAtInvoice(
  ctx: ReaderCtx,
  id = '',
  { typed, keeps, left }: Wish,
  check: ((invoice: Invoice) => void) | undefined,
): Promise<Look> {
  const [[invoice], attempts, steps, payer] = await readInvoice(ctx, id)
  if (!invoice || !readsInvoices(ctx.viewer)) throw notFound('Invoice')
  mayPay(ctx, invoice.balanceMinor)
  const cancelUrl = invoiceAddress(ctx, invoice.id)
  check?.(invoice)
  if (whyNot('pay', { ...invoice, isPending: false })) return { to: cancelUrl }
  if (left !== undefined && left !== String(invoice.balanceMinor)) return { wrong: words.bundleChanged }
  const amount = typed === undefined ? { minor: invoice.balanceMinor } : amountOf(ctx, typed, invoice, steps)
  if ('wrong' in amount) return { wrong: wrongAmount(ctx, invoice, amount.wrong) }
  const amountMinor = amount.minor
  mayPay(ctx, amountMinor)
  const { customerId, currency } = invoice
  return {
    attempts,
    purchase: {
      ...{ customerId, currency, amountMinor, cancelUrl, successUrl: () => invoiceAddress(ctx, invoice.id, '?paid=1') },
      parts: [{ invoiceId: invoice.id, amountMinor, jobId: invoice.jobId }],
      lines: [{ label: words.label(invoice.number ?? ''), amountMinor }],
      isOwed: isStillOwed([invoice]),
      ...{ keeps: keeps === true && mayKeep(ctx), stripeCustomer: payer?.stripeCustomer },
    },
  }
}

/** What was typed, where it is a part that the plan asks for, or the shop takes such a part. */
function amountOf({ shop }: ReaderCtx, typed: string, invoice: Invoice, steps: readonly Instalment[]) {
  const minor = parseMoney(typed, invoice.currency)
  const isPlanned = minor !== undefined && stepSums(steps, invoice).includes(minor)
  return isPlanned ? { minor } : typedAmount(typed, invoice, billingSettings(shop))
}

function wrongAmount({ shop }: ReaderCtx, { balanceMinor, currency }: Invoice, wrong: WrongAmount): string {
  const money = (minor: number) => formatMoney(minor, currency, shop.locale)
  const least = Math.min(Math.max(billingSettings(shop).leastMinor, leastOnline(currency)), balanceMinor)
  return words.wrongAmount[wrong](money(least), money(balanceMinor))
}

/** Whether these invoices owe what was seen, to the unit. */
export function isStillOwed(invoices: readonly Pick<Invoice, 'id' | 'balanceMinor'>[]): SQL {
  const seen = JSON.stringify(invoices.map(({ id, balanceMinor }) => [id, balanceMinor]))
  return raw`NOT EXISTS (SELECT 1 FROM json_each(${seen}) s LEFT JOIN invoices i ON i.id = s.value ->> 0
    AND i.voided_at IS NULL AND i.balance_minor = s.value ->> 1 WHERE i.id IS NULL)`
}

/** A deposit to pay on an estimate. Amount in minor units; the addresses lead back from the payment page. */
export interface Deposit {
  readonly estimateId: string
  readonly customerId: string
  readonly amountMinor: number
  readonly currency: string
  /** What the payment page calls it. */
  readonly label: string
  readonly successUrl: string
  readonly cancelUrl: string
  readonly jobId?: string | undefined
}

/**
 * Gives the address to go to for paying a deposit: the hosted page of the estimate's one open attempt, or the way back where it was
 * paid or is being paid. The caller has found that the estimate is this reader's and that it asks for so much. Throws forbidden for
 * who may not pay, a conflict where the shop takes no such payment, PaymentsUnavailable with the attempt kept for the next press.
 */
export async function startDeposit(ctx: ReaderCtx, deposit: Deposit): Promise<string> {
  const led = await leadToPay(ctx, () => lookAtDeposit(ctx, deposit))
  return led && 'to' in led ? led.to : deposit.cancelUrl
}

async function lookAtDeposit(ctx: ReaderCtx, deposit: Deposit): Promise<Look> {
  const { estimateId, customerId, amountMinor, currency, label, successUrl, cancelUrl, jobId } = deposit
  const query = ctx.audience === 'link' ? attemptsOfEstimateForLink : attemptsOfEstimateForCustomer
  const [attempts] = await ctx.read([query], { estimate: estimateId })
  mayPay(ctx, amountMinor)
  if (attempts.some(({ state }) => state === 'succeeded')) return { to: successUrl }
  const purchase: Purchase = {
    ...{ customerId, currency, amountMinor, estimateId, jobId, cancelUrl, parts: [] },
    successUrl: () => successUrl,
    lines: [{ label, amountMinor }],
    isOwed: raw`NOT EXISTS (SELECT 1 FROM payments WHERE estimate_id = ${estimateId} AND state = 'succeeded' AND refunded_minor < amount_minor)
      AND NOT EXISTS (SELECT 1 FROM invoices WHERE job_id = ${jobId ?? null} AND estimate_id = ${estimateId} AND sent_at IS NOT NULL AND voided_at IS NULL)`,
  }
  return { purchase, attempts }
}

/** Throws forbidden for who may not pay, a conflict where the shop takes no such amount online. */
export function mayPay(ctx: ReaderCtx, amountMinor: number): void {
  if (!ctx.viewer.canPay) throw forbidden(words.notYours(shownName(ctx.shop)))
  if (!takesOnline(ctx.shop, amountMinor)) throw conflict(words.notOnline(shownName(ctx.shop)))
}

/** Where the invoice stands for this reader, on the host they are on: the directory lists it, or the request would not be here. */
function invoiceAddress(ctx: ReaderCtx, id: string, search = ''): string {
  const path =
    ctx.audience === 'link'
      ? href(ctx.base, paths.link.invoice.show, { token: ctx.token })
      : href(ctx.base, paths.portal.invoices.show, { id })
  return originOf(ctx) + path + search
}

/** The origin this reader is on: the directory lists it, or the request would not be here. */
export function originOf({ deps: { portal }, host }: ReaderCtx): string {
  return host === portal.hostname ? portal.origin : `${portal.protocol}//${host}${portal.port ? `:${portal.port}` : ''}`
}
