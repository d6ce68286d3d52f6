import { and, eq, isNull } from 'drizzle-orm'
import { type Checkout, KeySpent, PaymentsRefused } from '#adapters/stripe.ts'
import type { ReaderCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, once, Refused } from '#database/write.ts'
import { conflict, forbidden, notFound } from '#errors.ts'
import {
  type Attempt,
  attemptsForCustomer,
  attemptsForLink,
  type Invoice,
  invoiceForCustomer,
  invoiceForLink,
} from '#features/invoices/queries.ts'
import { readsInvoices, whyNot } from '#features/invoices/rules.ts'
import { shownName } from '#features/settings/rules.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { wait } from '#lib/wait.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { applyTruth, fetchTruth } from './apply.ts'
import { closeAttempt } from './attempts.ts'
import { checkoutMs, resumableMs, takesOnline } from './rules.ts'
import { paymentParts, payments } from './schema.ts'
import { english as words } from './words.ts'

const rounds = 8
/** As long as somebody else's press may still be on its way to Stripe and back. */
const underWayMs = 10_000
const pauseMs = 250

/**
 * Gives the address to go to for paying what is left of an invoice: the hosted page of its one open attempt, whoever opened it, or
 * the invoice itself where nothing is left to do. Throws PaymentsUnavailable with the attempt kept for the next press.
 */
export async function startPayment(ctx: ReaderCtx, invoiceId: string | undefined): Promise<string> {
  for (let round = 0; round < rounds; round++) {
    const { invoice, attempt } = await openInvoice(ctx, invoiceId)
    if (whyNot('pay', { ...invoice, isPending: false }) || attempt?.state === 'processing') return invoiceAddress(ctx, invoice.id)
    const address = attempt ? await resume(ctx, invoice, attempt) : await begin(ctx, invoice)
    if (address) return address
  }
  // A form that did its work before: the invoice's page has a new one.
  return invoiceAddress(ctx, invoiceId ?? '')
}

async function openInvoice(ctx: ReaderCtx, id = '') {
  const queries =
    ctx.audience === 'link' ? ([invoiceForLink, attemptsForLink] as const) : ([invoiceForCustomer, attemptsForCustomer] as const)
  const [[invoice], [attempt]] = await ctx.read(queries, { id })
  if (!invoice || !readsInvoices(ctx.viewer)) throw notFound('Invoice')
  if (!ctx.viewer.canPay) throw forbidden(words.notYours(shownName(ctx.shop)))
  if (!takesOnline(ctx.shop, invoice.balanceMinor)) throw conflict(words.notOnline(shownName(ctx.shop)))
  return { invoice, attempt }
}

/** Takes up the attempt that stands, or ends it and gives nothing, so that another can begin. */
async function resume(ctx: ReaderCtx, invoice: Invoice, attempt: Attempt): Promise<string | undefined> {
  const { account, checkoutSession: session, expiresAt } = attempt
  const isSame = attempt.amountMinor === invoice.balanceMinor && account !== null && account === ctx.shop.stripeAccount
  if (!account || !session) {
    const isOurs = attempt.contactId === ctx.viewer.contactId && (expiresAt ?? 0) - ctx.now >= resumableMs
    if (isSame && isOurs)
      return offer(ctx, invoice, { id: attempt.id, account, expiresAt: expiresAt ?? 0, createdAt: attempt.createdAt })
    return endUnlessUnderWay(ctx, invoice, attempt)
  }
  const checkout = await unlessStripeSaysNo(() => ctx.deps.payments.getCheckout(account, session))
  if (checkout?.state === 'complete') {
    await applyNow(ctx, account, session)
    return invoiceAddress(ctx, invoice.id, '?paid=1')
  }
  if (checkout?.state === 'open') {
    if (isSame && checkout.url) return checkout.url
    // It cannot be closed when it was paid this moment: then the next look finds it complete.
    if (!(await unlessStripeSaysNo(() => ctx.deps.payments.expireCheckout(account, session)))) return undefined
  }
  return end(ctx, invoice, attempt)
}

/** Writes down that somebody means to pay. The invoice's unique open part keeps a second attempt out. */
async function begin(ctx: ReaderCtx, invoice: Invoice): Promise<string | undefined> {
  const { id: invoiceId, customerId, currency, balanceMinor: amountMinor } = invoice
  const id = newId('pay')
  const account = ctx.shop.stripeAccount ?? ''
  const expiresAt = ctx.now + checkoutMs
  const { contactId, contactName: payerName } = ctx.viewer
  const details = { payment: id, amountMinor }
  const isOwed = raw`(SELECT balance_minor FROM invoices WHERE id = ${invoiceId} AND voided_at IS NULL) = ${amountMinor}`
  const outcome = await unlessRefused(['moved'], () =>
    ctx.write({ kind: 'payment.started', subjectId: invoiceId, customerId, jobId: invoice.jobId ?? undefined, details }, [
      assert(isOwed, 'moved'),
      sql.insert(payments).values({
        ...{ id, customerId, method: 'stripe', state: 'open', amountMinor, currency, account, payerName, contactId, expiresAt },
        createdAt: ctx.now,
      }),
      once(sql.insert(paymentParts).values({ id: newId('prt'), paymentId: id, invoiceId, amountMinor }), 'moved'),
    ]),
  )
  return outcome === 'done' ? offer(ctx, invoice, { id, account, expiresAt, createdAt: ctx.now }) : undefined
}

interface Intent {
  readonly id: string
  readonly account: string
  readonly expiresAt: number
  readonly createdAt: number
}

/** Has Stripe make the hosted page, under the payment's id: asked again, it gives the same one. */
async function offer(ctx: ReaderCtx, invoice: Invoice, payment: Intent) {
  const checkout = await createCheckout(ctx, invoice, payment)
  if (!checkout) return undefined
  const { id, url: checkoutUrl } = checkout
  const details = { payment: payment.id, session: id }
  const isOpen = and(eq(payments.id, payment.id), eq(payments.state, 'open'))
  const outcome = await unlessRefused(['moved'], () =>
    ctx.write({ kind: 'payment.offered', subjectId: invoice.id, customerId: invoice.customerId, details }, [
      sql.update(payments).set({ checkoutSession: id, checkoutUrl }).where(isOpen),
      exactlyOne('moved'),
    ]),
  )
  if (outcome) return checkoutUrl
  // The attempt was ended while Stripe made its page: nobody was sent there, and nobody shall be.
  await unlessStripeSaysNo(() => ctx.deps.payments.expireCheckout(payment.account, id))
  return undefined
}

async function createCheckout(ctx: ReaderCtx, invoice: Invoice, payment: Intent): Promise<Checkout | undefined> {
  try {
    return await ctx.deps.payments.createCheckout({
      account: payment.account,
      key: payment.id,
      amountMinor: invoice.balanceMinor,
      currency: invoice.currency,
      label: words.label(invoice.number ?? ''),
      email: ctx.viewer.email,
      successUrl: invoiceAddress(ctx, invoice.id, '?paid=1'),
      cancelUrl: invoiceAddress(ctx, invoice.id),
      expiresAt: payment.expiresAt,
    })
  } catch (error) {
    // Asked before with other particulars (another contact, another way back): that page was never handed out.
    if (error instanceof KeySpent) return endUnlessUnderWay(ctx, invoice, { ...payment, checkoutSession: null })
    if (error instanceof PaymentsRefused) await end(ctx, invoice, { ...payment, checkoutSession: null }, 'failed')
    throw error
  }
}

/** An attempt without a page yet: waits a moment for whoever is making it, and ends one that was given up. */
async function endUnlessUnderWay(
  ctx: ReaderCtx,
  invoice: Invoice,
  attempt: Ending & Pick<Intent, 'createdAt'>,
): Promise<undefined> {
  if (ctx.now - attempt.createdAt >= underWayMs) return end(ctx, invoice, attempt)
  await wait(pauseMs)
  return undefined
}

interface Ending {
  readonly id: string
  readonly checkoutSession: string | null
}

/** Ends an attempt that has no page somebody could still pay on. */
async function end(
  ctx: ReaderCtx,
  invoice: Invoice,
  attempt: Ending,
  state: 'expired' | 'failed' = 'expired',
): Promise<undefined> {
  const { id, checkoutSession: session } = attempt
  const isUnchanged = and(
    eq(payments.id, id),
    session === null ? isNull(payments.checkoutSession) : eq(payments.checkoutSession, session),
  )
  const seen = raw`EXISTS (SELECT 1 FROM ${payments} WHERE ${isUnchanged})`
  await unlessRefused(['moved'], () =>
    ctx.write({ kind: `payment.${state}`, subjectId: invoice.id, customerId: invoice.customerId, details: { payment: id } }, [
      assert(seen, 'moved'),
      ...closeAttempt(id, state),
    ]),
  )
  return undefined
}

/** Paid, and the webhook has not come yet: what Stripe says counts at once. */
async function applyNow(ctx: ReaderCtx, account: string, session: string): Promise<void> {
  const { tenant, deps, requestId, now, base, host, network, device } = ctx
  const system = systemContext({ tenant, deps, requestId, now, base, host, network, device, command: undefined }, 'Stripe')
  const found = await fetchTruth(system, account, { session })
  if (found) await applyTruth(system, found)
}

/** Where the invoice stands for this reader, on the host they are on: the directory lists it, or the request would not be here. */
function invoiceAddress(ctx: ReaderCtx, id: string, search = ''): string {
  const { portal } = ctx.deps
  const origin =
    ctx.host === portal.hostname ? portal.origin : `${portal.protocol}//${ctx.host}${portal.port ? `:${portal.port}` : ''}`
  const path =
    ctx.audience === 'link'
      ? href(ctx.base, paths.link.invoice.show, { token: ctx.token })
      : href(ctx.base, paths.portal.invoices.show, { id })
  return origin + path + search
}

async function unlessRefused<T>(reasons: readonly string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused && reasons.includes(error.reason)) return undefined
    throw error
  }
}

async function unlessStripeSaysNo<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PaymentsRefused) return undefined
    throw error
  }
}
