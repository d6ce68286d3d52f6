import type { CustomerCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { assert, type Change, Refused } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { isStillOwed, originOf } from './actions.ts'
import { purchaseOf } from './bundle-actions.ts'
import { leadToPay } from './checkout.ts'
import { instalmentsForCustomer } from './instalment-queries.ts'
import { type Instalment, stepSums } from './instalment-rules.ts'
import type { Led, Look } from './purchase.ts'
import { attemptsAmongForCustomer, type DueInvoice, dueAmongForCustomer } from './queries.ts'
import { methodForCustomer } from './saved-queries.ts'
import { savedWords as words } from './saved-words.ts'
import { paymentWords as paying } from './words.ts'

export interface ChosenPay {
  readonly invoices: readonly string[]
  /** What they came to when they were shown, in minor units. */
  readonly total: number
  /** What was left of them then, where less was paid by a plan: parts can be alike. */
  readonly left?: number | undefined
  readonly method: string
}

/**
 * Pays all that is left of one invoice or several with what their reader has kept, at once, and gives where to go then; or what keeps
 * them from being paid so, as a sentence. `proof` says that the mailbox was proven just now. 'spent' where its code was used meanwhile.
 */
export async function payWithSaved(ctx: CustomerCtx, chosen: ChosenPay, proof: readonly Change[]): Promise<Led | 'spent'> {
  const back = wayBack(ctx, chosen.invoices)
  try {
    return (await leadToPay(ctx, () => look(ctx, chosen, proof))) ?? { to: back }
  } catch (error) {
    if (error instanceof Refused && error.reason === 'spent') return 'spent'
    if (error instanceof Refused && error.reason === 'changed') return { wrong: paying.bundleChanged }
    throw error
  }
}

/** To the one invoice, or to all. */
export function wayBack(ctx: CustomerCtx, ids: readonly string[], search = ''): string {
  const [id, another] = ids
  const { show, list } = paths.portal.invoices
  return originOf(ctx) + (id && !another ? href(ctx.base, show, { id }) + search : href(ctx.base, list))
}

async function look(
  ctx: CustomerCtx,
  { invoices: ids, total, left = total, method: id }: ChosenPay,
  proof: readonly Change[],
): Promise<Look> {
  const queries = [dueAmongForCustomer, attemptsAmongForCustomer, methodForCustomer, instalmentsForCustomer] as const
  const [first = '', another] = ids
  const [owed, attempts, [method], steps] = await ctx.read(queries, {
    ids: JSON.stringify(ids),
    method: id,
    id: another ? '' : first,
  })
  const due = owed.map((invoice) => partOf(invoice, steps, total))
  if (!readsInvoices(ctx.viewer) || !method) throw notFound('Way to pay')
  const cancelUrl = wayBack(ctx, ids)
  // A form that did its work before, or somebody else did.
  if (due.length === 0 || attempts.some(({ state }) => state === 'processing')) return { to: cancelUrl }
  if (method.removedAt !== null || method.account !== ctx.shop.stripeAccount) return { wrong: words.gone }
  const purchase = purchaseOf(ctx, due, total)
  if ('wrong' in purchase) return purchase
  const leftNow = owed.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
  // In the write, where a second press of the same form is known first.
  const isAsSeen = assert(raw`${left} = ${leftNow}`, 'changed')
  return {
    attempts,
    purchase: {
      ...{ ...purchase, cancelUrl, isOwed: isStillOwed(owed) },
      ...(another ? {} : { successUrl: () => wayBack(ctx, ids, '?paid=1') }),
      // The invoice says by itself why its last payment failed.
      saved: {
        ...{ methodId: method.id, proof: [isAsSeen, ...proof] },
        declined: (why) => (another ? { wrong: words.notCharged(why) } : { to: cancelUrl }),
      },
    },
  }
}

/** What of an invoice is paid: as much of its plan as was shown, else all of it. */
function partOf(invoice: DueInvoice, steps: readonly Instalment[], shownMinor: number): DueInvoice {
  return stepSums(steps, invoice).includes(shownMinor) ? { ...invoice, balanceMinor: shownMinor } : invoice
}
