import type { Asked } from '#features/approvals/asked.ts'
import { contentOf } from '#features/approvals/editions.ts'
import { canonicalJson } from '#lib/sealed-record.ts'
import { type OfferPart, offerOf } from './rules.ts'

export type Mark = 'added' | 'price' | 'changed'
/** What an edition changed of the one before it. */
export interface Difference {
  readonly marks: Readonly<Record<Mark | 'removed', number>>
  readonly byKey: ReadonlyMap<string, { readonly mark: Mark; readonly wasMinor: number | null }>
  readonly removed: readonly OfferPart[]
}

/** From the edition before to the one asked about; undefined for a first one. */
export function differenceOf({ request, editions }: Asked): Difference | undefined {
  const [now, before] = [request.edition, request.edition - 1].map((number) => editions.find((one) => one.number === number))
  if (!now || !before) return undefined
  const [parts, old] = [offerOf(contentOf(now)).parts, offerOf(contentOf(before)).parts]
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
    marks: { added: count('added'), price: count('price'), changed: count('changed'), removed: removed.length },
  }
}

function markOf(part: OfferPart, was: OfferPart | undefined): Mark | undefined {
  if (!was) return 'added'
  if (was.amountMinor !== part.amountMinor) return 'price'
  return canonicalJson({ ...was }) === canonicalJson({ ...part }) ? undefined : 'changed'
}
