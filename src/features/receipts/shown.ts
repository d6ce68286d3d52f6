import * as v from 'valibot'
import type { EditionPart } from '#features/approvals/editions.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney, formatQuantity } from '#lib/money.ts'
import type { Json } from '#lib/sealed-record.ts'
import type { ShownFile } from './queries.ts'

const text = v.fallback(v.optional(v.string(), ''), '')
const amount = v.fallback(v.optional(v.nullable(v.number()), null), null)
/** What a line or a design may say beside its title. Editions are kept for ever, so older ones may lack any of it. */
const Details = v.object({
  detail: text,
  note: text,
  placement: text,
  size: text,
  quantity: amount,
  unitPriceMinor: amount,
  swatches: v.fallback(v.optional(v.array(v.object({ name: v.string() })), []), []),
  sizeGrid: v.fallback(v.optional(v.array(v.object({ size: v.string(), count: v.number() })), []), []),
})

/** What stands below the title of a part: placement and colours of a design, or a line's detail, amounts only where they may be seen. */
export function detailOf(
  part: EditionPart,
  { locale }: Pick<Profile, 'locale'>,
  currency: string | null,
  seesPrices: boolean,
): string {
  const { detail, placement, size, quantity, unitPriceMinor, swatches, sizeGrid } = v.parse(Details, part)
  const each =
    quantity !== null && quantity !== 1000
      ? [
          formatQuantity(quantity, locale),
          seesPrices && unitPriceMinor !== null && currency ? formatMoney(unitPriceMinor, currency, locale) : '',
        ]
          .filter(Boolean)
          .join(' × ')
      : ''
  const grid = sizeGrid.map((one) => `${one.size} ${one.count}`).join(', ')
  return [detail, placement, size, swatches.map(({ name }) => name).join(', '), grid, each].filter(Boolean).join('; ')
}
export function noteOf(part: EditionPart): string {
  return v.parse(Details, part).note
}

/** Every file a part names, wherever it names it. */
function fileIdsIn(value: Json): string[] {
  if (typeof value === 'string') return /^fil_[0-9a-f]{32}$/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(fileIdsIn)
}

const isPicture = ({ type }: ShownFile) => /^image\/(png|jpeg|webp|gif)$/.test(type)

/** The pictures of a part in order, each as the file nearest to `width` pixels: a design has one, a document one for each page. */
export function picturesOf(part: EditionPart, files: readonly ShownFile[], width: number): ShownFile[] {
  const ids = fileIdsIn(part)
  const own = files.filter((file) => isPicture(file) && (ids.includes(file.id) || ids.includes(file.derivedFromId ?? '')))
  const sets = [own.filter(({ page }) => page !== null), own.filter(({ derivedFromId }) => derivedFromId !== null), own]
  const best = sets.find((set) => set.length > 0) ?? []
  const pages = [...new Set(best.map(({ page }) => page ?? 1))].sort((a, b) => a - b)
  return pages.flatMap((page) =>
    nearest(
      best.filter((file) => (file.page ?? 1) === page),
      width,
    ),
  )
}

/** The smallest that is wide enough, or the widest there is. */
function nearest(files: readonly ShownFile[], width: number): ShownFile[] {
  const sorted = [...files].sort((a, b) => (a.width ?? 0) - (b.width ?? 0))
  const found = sorted.find((file) => (file.width ?? 0) >= width) ?? sorted.at(-1)
  return found ? [found] : []
}
