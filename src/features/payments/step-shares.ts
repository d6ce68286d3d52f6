import type { Step } from './rules.ts'
import { type OwedPart, type Share, settlementShares, takenBack, undone } from './shares.ts'

/** What decides on which invoice a step moves money. */
export interface Standing {
  readonly payment: { readonly id: string; readonly amountMinor: number; readonly estimateId: string | null }
  readonly parts: readonly OwedPart[]
  /** Every row of the payment so far. */
  readonly rows: readonly Share[]
}

/** The ledger's rows of one step: what money moves, on which invoice or as the customer's credit. */
export function sharesOf({ payment, parts, rows }: Standing, step: Step): readonly Share[] {
  const { id, amountMinor, estimateId } = payment
  switch (step.does) {
    case 'settle':
      return estimateId
        ? [{ kind: 'deposit', amountMinor: -amountMinor, invoiceId: null, source: `${id}:${estimateId}` }]
        : settlementShares(id, parts)
    case 'refund':
      return takenBack('refund', id, step.source, step.amountMinor, rows, voidedOf(parts))
    case 'return':
      return undone('refund', id, step.source, step.before, rows, parts)
    case 'dispute':
      return disputed({ payment, parts, rows }, step)
    default:
      return []
  }
}

/** What is owed no more of each invoice where money goes back and is forgiven: just as much, so that what is left stays as it was. */
export function forgivenOf<P extends OwedPart>(
  parts: readonly P[],
  shares: readonly Share[],
): { part: P; amountMinor: number }[] {
  return parts.flatMap((part) => {
    const amountMinor = shares.reduce((sum, row) => sum + (row.invoiceId === part.invoiceId ? row.amountMinor : 0), 0)
    return amountMinor > 0 && part.voidedAt === null ? [{ part, amountMinor }] : []
  })
}

/** A bank takes the money when the dispute opens, and gives it again when the shop wins. */
function disputed({ payment: { id }, parts, rows }: Standing, step: Extract<Step, { does: 'dispute' }>): readonly Share[] {
  const { dispute, known } = step
  const isTaken = dispute.isWithdrawn && !known?.isTaken
  const isReturned = dispute.state === 'won' && (isTaken || known?.isTaken) && !known?.isReturned
  const taken = isTaken ? takenBack('dispute', id, dispute.id, dispute.amountMinor, rows, voidedOf(parts)) : []
  const owed = owing(parts, taken)
  return isReturned ? [...taken, ...undone('dispute_won', id, `${dispute.id}:won`, dispute.id, [...rows, ...taken], owed)] : taken
}

/** How the invoices stand once this was taken of them. */
const owing = (parts: readonly OwedPart[], taken: readonly Share[]) =>
  parts.map((part) => {
    const more = taken.reduce((sum, row) => sum + (row.invoiceId === part.invoiceId ? row.amountMinor : 0), 0)
    return { ...part, balanceMinor: part.balanceMinor + more }
  })

const voidedOf = (parts: readonly OwedPart[]) =>
  parts.filter(({ voidedAt }) => voidedAt !== null).map(({ invoiceId }) => invoiceId)
