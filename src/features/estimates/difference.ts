import type { Asked } from '#features/approvals/asked.ts'
import { contentOf } from '#features/approvals/editions.ts'
import { canonicalJson } from '#lib/sealed-record.ts'
import { type OfferPart, offerOf } from './rules.ts'

export type Mark = 'added' | 'price' | 'changed'
/** How many lines were marked so, and which of the rest is not as it was. */
export interface Marks extends Readonly<Record<Mark | 'removed', number>> {
  readonly words: boolean
  readonly photos: boolean
  readonly terms: boolean
}
/** What an edition changed of the one before it. */
export interface Difference {
  readonly marks: Marks
  readonly byKey: ReadonlyMap<string, { readonly mark: Mark; readonly wasMinor: number | null }>
  readonly removed: readonly OfferPart[]
}

/** From the edition before to the one asked about; undefined for a first one. */
export function differenceOf({ request, editions }: Asked): Difference | undefined {
  const [now, before] = [request.edition, request.edition - 1].map((number) => editions.find((one) => one.number === number))
  if (!now || !before) return undefined
  const [content, past] = [contentOf(now), contentOf(before)]
  const [{ parts, offer }, { parts: old, offer: was }] = [offerOf(content), offerOf(past)]
  const keys = new Set(parts.map(({ key }) => key))
  const removed = old.filter(({ key }) => !keys.has(key))
  const byKey = new Map(
    parts.flatMap((part) => {
      const was = old.find(({ key }) => key === part.key)
      const mark = markOf(part, was)
      return mark ? [[part.key, { mark, wasMinor: was?.amountMinor ?? null }] as const] : []
    }),
  )
  const count = (mark: Mark) => [...byKey.values()].filter((one) => one.mark === mark).length
  return {
    byKey,
    removed,
    marks: {
      ...{ added: count('added'), price: count('price'), changed: count('changed'), removed: removed.length },
      words: content.title !== past.title || content.note !== past.note,
      photos: differ(offer.photos, was.photos),
      terms: differ({ ...offer, photos: [] }, { ...was, photos: [] }),
    },
  }
}

const differ = (one: object, other: object) => JSON.stringify(one) !== JSON.stringify(other)

function markOf(part: OfferPart, was: OfferPart | undefined): Mark | undefined {
  if (!was) return 'added'
  if (was.amountMinor !== part.amountMinor) return 'price'
  return canonicalJson({ ...was }) === canonicalJson({ ...part }) ? undefined : 'changed'
}
