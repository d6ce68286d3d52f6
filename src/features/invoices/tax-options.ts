import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatPercent, percentOf } from '#lib/money.ts'
import type { Option } from '#ui/fields.tsx'

/** The shop's own rate first, so that a new line has it; a shop without one types the percentage. */
export function taxOptions(
  shop: Profile,
  lines: readonly { readonly taxPpm: number }[],
  form: FormState | undefined,
): Option[] | undefined {
  if (shop.taxPpm === 0) return undefined
  const own = { value: percentOf(shop.taxPpm), label: formatPercent(shop.taxPpm, shop.locale) }
  const typed = Object.entries(form?.values ?? {}).flatMap(([name, value]) => (name.startsWith('tax[].') ? [value] : []))
  const others = new Set(
    [...lines.map(({ taxPpm }) => percentOf(taxPpm)), ...typed].filter(
      (rate) => rate !== own.value && rate !== '0' && rate !== '',
    ),
  )
  return [own, { value: '0', label: 'No tax' }, ...[...others].map((rate) => ({ value: rate, label: `${rate}%` }))]
}
