import type { EditionContent, EditionPart } from '#features/approvals/editions.ts'
import type { RequestState } from '#features/approvals/rules.ts'
import type { Line } from '#features/invoices/rules.ts'
import { totalsOf } from '#lib/money.ts'
import { chosenLines, type Deposit, isIn, type Placed, priceOf } from '#lib/offer.ts'
import type { RingPart } from '#ui/status.tsx'

/** One of up to three ways to have the work done. A type, not an interface: only then does it count as plain JSON. */
export type Tier = {
  readonly key: TierKey
  readonly name: string
  /** What it gives, in a sentence or two. */
  readonly what: string
  /** The one the shop would choose; nothing is chosen for the customer by that. */
  readonly isSuggested: boolean
}
export const tierKeys = ['a', 'b', 'c'] as const
export type TierKey = (typeof tierKeys)[number]
export const tierNames: Readonly<Record<TierKey, string>> = { a: 'Good', b: 'Better', c: 'Best' }

/** A line of an estimate: in every tier, in those whose keys it names ("ab"), or an add-on. */
export interface EstimateLine extends Line {
  readonly tierKey: string | null
  readonly isOptional: boolean
}

/** What holds for the whole offer. */
export interface OfferTerms extends Deposit {
  readonly discountPpm: number
  readonly discountMinor: number
  readonly isTaxInclusive: boolean
}

/** A photo of an estimate: what is shown of it, with the hashes of both. */
export type OfferPhoto = {
  readonly file: string
  readonly alt: string
  readonly sha256: string
  readonly shown: string
  readonly shownSha256: string
}

/** What an edition of an estimate says beside its lines. */
export type Offer = {
  readonly number: string
  readonly tiers: readonly Tier[]
  readonly discountPpm: number
  readonly discountMinor: number
  readonly isTaxInclusive: boolean
  readonly depositPpm: number
  readonly depositMinor: number
  readonly validUntilOn: string | null
  /** What it is for: "Unit 22, 2020 Freightliner M2". */
  readonly assets: readonly string[]
  readonly photos: readonly OfferPhoto[]
}

/** A line as the customer is asked about it. */
export interface OfferPart extends EditionPart {
  readonly detail: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly discountPpm: number
  readonly taxPpm: number
  readonly taxName: string
  readonly tierKey: string | null
  readonly isOptional: boolean
}

/** Lines as they are sent: each with what it comes to after its own discount. */
export function partsOf(lines: readonly EstimateLine[]): OfferPart[] {
  return lines.map((line) => {
    const [own] = totalsOf([line]).lines
    return {
      ...{ key: line.lineKey, title: line.name, detail: line.detail },
      amountMinor: (own?.grossMinor ?? 0) - (own?.discountMinor ?? 0),
      ...{ quantity: line.quantity, unitPriceMinor: line.unitPriceMinor, discountPpm: line.discountPpm },
      ...{ taxPpm: line.taxPpm, taxName: line.taxName, tierKey: line.tierKey, isOptional: line.isOptional },
    }
  })
}

/** The lines and the terms of an edition of kind `estimate`: sending is their only writer. */
export function offerOf(content: EditionContent): { readonly parts: readonly OfferPart[]; readonly offer: Offer } {
  return { parts: content.parts as readonly OfferPart[], offer: content.offer as Offer }
}

/** The most that can be said yes to, before tax: what the rules about amounts go by. */
export function mostOf(parts: readonly OfferPart[], offer: OfferTerms & { readonly tiers: readonly Tier[] }): number {
  const addOns = new Set(parts.filter(({ isOptional }) => isOptional).map(({ key }) => key))
  const ways = offer.tiers.length > 0 ? offer.tiers.map(({ key }) => key) : [undefined]
  return Math.max(...ways.map((tier) => priceOf(chosenLines(parts, { tier, addOns }), offer).totals.netMinor))
}

/** Whether a customer has something to choose. */
export const hasChoice = (parts: readonly Placed[], tiers: readonly Tier[]) =>
  tiers.length > 0 || parts.some(({ isOptional }) => isOptional)

export const estimateStates = ['draft', 'sent', 'seen', 'approved', 'declined', 'expired', 'superseded', 'withdrawn'] as const
export type EstimateState = (typeof estimateStates)[number]

/** What of an estimate decides where it stands. */
export interface EstimateFacts {
  readonly sentAt: number | null
  readonly seenAt: number | null
  readonly validUntilOn: string | null
  readonly supersededById: string | null
  readonly requestState: RequestState | null
}
export function stateOf(estimate: EstimateFacts, todayOn: string): EstimateState {
  const { sentAt, seenAt, validUntilOn, supersededById, requestState } = estimate
  if (sentAt === null) return 'draft'
  if (requestState === 'approved') return 'approved'
  if (supersededById !== null) return 'superseded'
  if (requestState === 'withdrawn') return 'withdrawn'
  if (requestState === 'declined') return 'declined'
  if (validUntilOn !== null && validUntilOn < todayOn) return 'expired'
  return seenAt === null ? 'sent' : 'seen'
}

export type EstimateAct = 'edit' | 'send' | 'discard' | 'withdraw'
/** Why an act cannot be done with an estimate that stands so, as a sentence; undefined when it can. */
export function whyNot(act: EstimateAct, state: EstimateState): string | undefined {
  if (state === 'approved')
    return 'The customer approved this estimate, so it stays as it is. Change the work it became, or copy it.'
  if (state === 'superseded') return 'Another estimate took the place of this one.'
  if (state === 'withdrawn') return 'This estimate was taken back. Copy it to make a new one.'
  if (act === 'discard') return state === 'draft' ? undefined : 'This estimate was already sent. Take it back instead.'
  if (act === 'withdraw') return state === 'draft' ? 'This estimate was not sent yet. Discard the draft instead.' : undefined
  return undefined
}

/** Why it cannot be sent as it is, as a sentence; undefined when it can. */
export function whyNotReady(
  { tiers, validUntilOn }: { readonly tiers: readonly Tier[]; readonly validUntilOn: string | null },
  lines: readonly EstimateLine[],
  todayOn: string,
): string | undefined {
  if (validUntilOn !== null && validUntilOn < todayOn) return 'Its prices held until a day that is over. Choose a new day first.'
  const ways = tiers.length > 0 ? tiers : [undefined]
  const empty = ways.find((tier) => !lines.some((line) => isIn(line, tier?.key)))
  if (empty) return `Nothing is part of “${empty.name}” yet. Give it a line, or offer fewer ways.`
  if (ways[0] === undefined && !lines.some((line) => isIn(line, undefined)))
    return 'Add a line with what you offer before you send it.'
  return undefined
}

/** How the ring beside the state is drawn. */
export function ringOf(state: EstimateState): RingPart {
  return state === 'approved' ? 'full' : 'todo'
}
