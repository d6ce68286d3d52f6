import { and, eq, isNull } from 'drizzle-orm'
import { type Checkout, KeySpent, PaymentsRefused, PaymentsUnavailable } from '#adapters/stripe.ts'
import type { ReaderCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, once } from '#database/write.ts'
import { seenBy } from '#features/deliveries/changes.ts'
import { asSystem } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { wait } from '#lib/wait.ts'
import { applyNow } from './apply.ts'
import { closeAttempt, keepCheckout } from './attempts.ts'
import { finishCharge, finishing } from './charge.ts'
import { about, type Led, type Look, type OpenAttempt, type Purchase, unlessRefused, unlessStripeSaysNo } from './purchase.ts'
import { checkoutMs, resumableMs } from './rules.ts'
import { paymentParts, payments } from './schema.ts'

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
    const led = attempts.length > 0 ? await resumeAny(ctx, purchase, attempts) : await begin(ctx, purchase)
    if (led) return led
  }
  return undefined
}

async function resumeAny(ctx: ReaderCtx, purchase: Purchase, attempts: readonly OpenAttempt[]): Promise<Led | undefined> {
  for (const attempt of attempts) {
    if (attempt.savedMethodId) return settleKept(ctx, purchase, attempt.id)
    const address = await resume(ctx, purchase, attempt)
    if (address) return { to: address }
  }
  return undefined
}

/** Takes up the attempt that stands, or ends it and gives nothing, so that another can begin. */
async function resume(ctx: ReaderCtx, purchase: Purchase, attempt: OpenAttempt): Promise<string | undefined> {
  const { account, checkoutSession: session, expiresAt } = attempt
  const isOwn = attempt.contactId === ctx.viewer.contactId
  const isSame = !purchase.saved && isFor(attempt, purchase) && account !== null && account === ctx.shop.stripeAccount
  if (!account || !session) {
    if (isSame && isOwn && (expiresAt ?? 0) - ctx.now >= resumableMs)
      return offer(ctx, purchase, { id: attempt.id, account, expiresAt: expiresAt ?? 0, createdAt: attempt.createdAt })
    return endUnlessUnderWay(ctx, purchase, attempt)
  }
  const checkout = await unlessStripeSaysNo(() => ctx.deps.payments.getCheckout(account, session))
  if (checkout?.state === 'complete') {
    await applyNow(ctx, account, { session })
    return purchase.successUrl(attempt.id)
  }
  if (checkout?.state === 'open') {
    // What one contact has kept is nobody else's to pay with: only they go on to a page that keeps it.
    const isAlike = checkout.keeps === (purchase.keeps === true) && (isOwn || !checkout.keeps)
    if (isSame && isAlike && checkout.url) return checkout.url
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
async function begin(ctx: ReaderCtx, purchase: Purchase, isRepeatable = false): Promise<Led | undefined> {
  const { customerId, currency, amountMinor, estimateId, parts, saved } = purchase
  const id = newId('pay')
  const account = ctx.shop.stripeAccount ?? ''
  const expiresAt = saved ? null : ctx.now + checkoutMs
  const { contactId, contactName: payerName } = ctx.viewer
  const outcome = await unlessRefused(['moved'], () =>
    ctx.write(
      {
        ...about(purchase, 'payment.started', { payment: id, amountMinor }),
        isRepeatable,
        mails: saved ? [finishing(ctx.now, id)] : [],
      },
      [
        ...(saved?.proof ?? []),
        assert(purchase.isOwed, 'moved'),
        once(
          sql.insert(payments).values({
            ...{ id, customerId, method: 'stripe', state: 'open', amountMinor, currency },
            ...{ account, payerName, contactId, expiresAt },
            ...{ estimateId, createdAt: ctx.now, savedMethodId: saved?.methodId ?? null },
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
      ],
    ),
  )
  if (outcome !== 'done') return undefined
  if (expiresAt === null) return settleKept(ctx, purchase, id)
  const address = await offer(ctx, purchase, { id, account, expiresAt, createdAt: ctx.now })
  return address ? { to: address } : undefined
}

/** Has Stripe charge what was kept. Without an answer the payment is on its way all the same: the shop's clock asks again. */
async function settleKept(ctx: ReaderCtx, purchase: Purchase, id: string): Promise<Led | undefined> {
  const charged = await unlessSilent(() => finishCharge(asSystem(ctx, 'Stripe'), id))
  if (charged === 'silent' || charged.is === 'under way') return { to: purchase.successUrl(id) }
  if (charged.is === 'over' || !purchase.saved) return undefined
  // The bank wants to see its owner, who is here: on Stripe's page it can.
  return charged.mustAsk ? begin(ctx, { ...purchase, saved: undefined }, true) : purchase.saved.declined(charged.why)
}

async function unlessSilent<T>(work: () => Promise<T>): Promise<T | 'silent'> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PaymentsUnavailable) return 'silent'
    throw error
  }
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
  const { currency, lines, successUrl, cancelUrl, keeps, stripeCustomer: customer } = purchase
  const { account, id: key, expiresAt } = payment
  try {
    return await ctx.deps.payments.createCheckout({
      ...{ account, key, currency, lines, email: ctx.viewer.email, cancelUrl, expiresAt, keeps, customer },
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
