import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { type Checkout, KeySpent, PaymentsRefused } from '#adapters/stripe.ts'
import type { ReaderCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, once, Refused } from '#database/write.ts'
import { seenBy } from '#features/deliveries/changes.ts'
import { newId } from '#lib/id.ts'
import { wait } from '#lib/wait.ts'
import { applyNow } from './apply.ts'
import { closeAttempt, keepCheckout } from './attempts.ts'
import { checkoutMs, resumableMs } from './rules.ts'
import { paymentParts, payments } from './schema.ts'

/** What somebody means to pay, as it stood when it was looked up. Amounts in minor units. */
export interface Purchase {
  readonly customerId: string
  readonly currency: string
  readonly amountMinor: number
  readonly parts: readonly PurchasePart[]
  /** The estimate whose deposit it is; then there are no parts. */
  readonly estimateId?: string | undefined
  readonly jobId?: string | undefined
  /** What the payment page names, one for each part. */
  readonly lines: readonly { readonly label: string; readonly amountMinor: number }[]
  /** What must hold still when it begins. */
  readonly isOwed: SQL
  /** Where a payment leads once it was made. */
  readonly successUrl: (payment: string) => string
  readonly cancelUrl: string
}
export interface PurchasePart {
  readonly invoiceId: string
  readonly amountMinor: number
  readonly jobId: string | null
}

/** An attempt that stands for something of a purchase. */
export interface OpenAttempt {
  readonly id: string
  readonly state: string
  readonly account: string | null
  readonly checkoutSession: string | null
  readonly amountMinor: number
  readonly contactId: string | null
  readonly expiresAt: number | null
  readonly createdAt: number
  /** Its invoices with their amounts: `<invoice>:<minor>`, in the order of their ids, parted by spaces; empty for a deposit. */
  readonly parts: string | null
}

/** Where to go, or what is wrong with what was asked for. */
export type Led = { readonly to: string } | { readonly wrong: string }
/** What a round of looking finds: where that is settled, or what to pay and what stands in its way. */
export type Look = Led | { readonly purchase: Purchase; readonly attempts: readonly OpenAttempt[] }

const rounds = 8
/** As long as somebody else's press may still be on its way to Stripe and back. */
const underWayMs = 10_000
const pauseMs = 250

/**
 * Leads to the hosted page of the one open attempt for a purchase, whoever opened it, or else begins one, after every other attempt
 * on the same debts was closed at Stripe. Throws PaymentsUnavailable with the attempt kept for the next press.
 */
export async function leadToPay(ctx: ReaderCtx, look: () => Promise<Look>): Promise<Led | undefined> {
  for (let round = 0; round < rounds; round++) {
    const found = await look()
    if (!('purchase' in found)) return found
    const { purchase, attempts } = found
    if (attempts.some(({ state }) => state === 'processing')) return { to: purchase.cancelUrl }
    const address = attempts.length > 0 ? await resumeAny(ctx, purchase, attempts) : await begin(ctx, purchase)
    if (address) return { to: address }
  }
  return undefined
}

async function resumeAny(ctx: ReaderCtx, purchase: Purchase, attempts: readonly OpenAttempt[]): Promise<string | undefined> {
  for (const attempt of attempts) {
    const address = await resume(ctx, purchase, attempt)
    if (address) return address
  }
  return undefined
}

/** Takes up the attempt that stands, or ends it and gives nothing, so that another can begin. */
async function resume(ctx: ReaderCtx, purchase: Purchase, attempt: OpenAttempt): Promise<string | undefined> {
  const { account, checkoutSession: session, expiresAt } = attempt
  const isSame = isFor(attempt, purchase) && account !== null && account === ctx.shop.stripeAccount
  if (!account || !session) {
    const isOurs = attempt.contactId === ctx.viewer.contactId && (expiresAt ?? 0) - ctx.now >= resumableMs
    if (isSame && isOurs)
      return offer(ctx, purchase, { id: attempt.id, account, expiresAt: expiresAt ?? 0, createdAt: attempt.createdAt })
    return endUnlessUnderWay(ctx, purchase, attempt)
  }
  const checkout = await unlessStripeSaysNo(() => ctx.deps.payments.getCheckout(account, session))
  if (checkout?.state === 'complete') {
    await applyNow(ctx, account, session)
    return purchase.successUrl(attempt.id)
  }
  if (checkout?.state === 'open') {
    if (isSame && checkout.url) return checkout.url
    // It cannot be closed when it was paid this moment: then the next look finds it complete.
    if (!(await unlessStripeSaysNo(() => ctx.deps.payments.expireCheckout(account, session)))) return undefined
  }
  return end(ctx, purchase, attempt)
}

function isFor(attempt: OpenAttempt, { parts, amountMinor }: Purchase): boolean {
  const texts = parts.map((part) => `${part.invoiceId}:${part.amountMinor}`).sort()
  return attempt.amountMinor === amountMinor && (attempt.parts ?? '') === texts.join(' ')
}

/** Writes down that somebody means to pay. Each invoice's unique open part, or the estimate's payment, keeps a second attempt out. */
async function begin(ctx: ReaderCtx, purchase: Purchase): Promise<string | undefined> {
  const { customerId, currency, amountMinor, estimateId, parts } = purchase
  const id = newId('pay')
  const account = ctx.shop.stripeAccount ?? ''
  const expiresAt = ctx.now + checkoutMs
  const { contactId, contactName: payerName } = ctx.viewer
  const outcome = await unlessRefused(['moved'], () =>
    ctx.write(about(purchase, 'payment.started', { payment: id, amountMinor }), [
      assert(purchase.isOwed, 'moved'),
      once(
        sql.insert(payments).values({
          ...{ id, customerId, method: 'stripe', state: 'open', amountMinor, currency, account, payerName, contactId, expiresAt },
          ...{ estimateId, createdAt: ctx.now },
        }),
        'moved',
      ),
      ...parts.map((part) =>
        once(
          sql
            .insert(paymentParts)
            .values({ id: newId('prt'), paymentId: id, invoiceId: part.invoiceId, amountMinor: part.amountMinor }),
          'moved',
        ),
      ),
      // Who goes to pay has looked at what it is for.
      ...parts.flatMap((part) => seenBy(ctx, 'invoice', part.invoiceId)),
      ...(estimateId ? seenBy(ctx, 'estimate', estimateId) : []),
    ]),
  )
  return outcome === 'done' ? offer(ctx, purchase, { id, account, expiresAt, createdAt: ctx.now }) : undefined
}

interface Intent {
  readonly id: string
  readonly account: string
  readonly expiresAt: number
  readonly createdAt: number
}

/** Has Stripe make the hosted page, under the payment's id: asked again, it gives the same one. */
async function offer(ctx: ReaderCtx, purchase: Purchase, payment: Intent) {
  const checkout = await createCheckout(ctx, purchase, payment)
  if (!checkout) return undefined
  const { id, url: checkoutUrl } = checkout
  const outcome = await unlessRefused(['moved'], () =>
    ctx.write(about(purchase, 'payment.offered', { payment: payment.id, session: id }), keepCheckout(payment.id, checkout)),
  )
  if (outcome) return checkoutUrl
  // The attempt was ended while Stripe made its page: nobody was sent there, and nobody shall be.
  await unlessStripeSaysNo(() => ctx.deps.payments.expireCheckout(payment.account, id))
  return undefined
}

async function createCheckout(ctx: ReaderCtx, purchase: Purchase, payment: Intent): Promise<Checkout | undefined> {
  const { currency, lines, successUrl, cancelUrl } = purchase
  const { account, id: key, expiresAt } = payment
  try {
    return await ctx.deps.payments.createCheckout({
      ...{ account, key, currency, lines, email: ctx.viewer.email, cancelUrl, expiresAt },
      successUrl: successUrl(key),
    })
  } catch (error) {
    // Asked before with other particulars (another contact, another way back): that page was never handed out.
    if (error instanceof KeySpent) return endUnlessUnderWay(ctx, purchase, { ...payment, checkoutSession: null })
    if (error instanceof PaymentsRefused) await end(ctx, purchase, { ...payment, checkoutSession: null }, 'failed')
    throw error
  }
}

/** An attempt without a page yet: waits a moment for whoever is making it, and ends one that was given up. */
async function endUnlessUnderWay(
  ctx: ReaderCtx,
  purchase: Purchase,
  attempt: Ending & Pick<Intent, 'createdAt'>,
): Promise<undefined> {
  if (ctx.now - attempt.createdAt >= underWayMs) return end(ctx, purchase, attempt)
  await wait(pauseMs)
  return undefined
}

type Ending = Pick<OpenAttempt, 'id' | 'checkoutSession'>

/** Ends an attempt that has no page somebody could still pay on. */
async function end(
  ctx: ReaderCtx,
  purchase: Purchase,
  { id, checkoutSession: session }: Ending,
  state: 'expired' | 'failed' = 'expired',
): Promise<undefined> {
  const isUnchanged = and(
    eq(payments.id, id),
    session === null ? isNull(payments.checkoutSession) : eq(payments.checkoutSession, session),
  )
  const seen = raw`EXISTS (SELECT 1 FROM ${payments} WHERE ${isUnchanged})`
  await unlessRefused(['moved'], () =>
    ctx.write(about(purchase, `payment.${state}`, { payment: id }), [assert(seen, 'moved'), ...closeAttempt(id, state)]),
  )
  return undefined
}

/** One event for each invoice, or for the estimate. */
function about({ parts, customerId, estimateId, jobId }: Purchase, kind: string, details: Readonly<Record<string, unknown>>) {
  const [first, ...consequences] = parts.map((part) => ({
    ...{ kind, subjectId: part.invoiceId, customerId, jobId: part.jobId ?? undefined, details },
  }))
  return first ? { ...first, consequences } : { kind, subjectId: estimateId ?? '', customerId, jobId, details }
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
