import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatPercent, percentOf } from '#lib/money.ts'
import type { Option } from '#ui/fields.tsx'
import { billingSettings } from './billing.ts'

/** The shop's own rate first, so that a new line has it, then its others; a shop without any types the percentage. */
export function taxOptions(
  shop: Profile,
  lines: readonly { readonly taxPpm: number }[],
  form: FormState | undefined,
): Option[] | undefined {
  const { rates } = billingSettings(shop)
  if (shop.taxPpm === 0 && rates.length === 0) return undefined
  const optionOf = (ppm: number, name?: string) => ({
    value: percentOf(ppm),
    label: [name, formatPercent(ppm, shop.locale)].filter(Boolean).join(' '),
  })
  const usual = shop.taxPpm > 0 ? [optionOf(shop.taxPpm)] : []
  const none = { value: '0', label: 'No tax' }
  const more = rates.filter(({ ppm }) => ppm !== shop.taxPpm).map(({ ppm, name }) => optionOf(ppm, name))
  const known = [...usual, ...(usual.length > 0 ? [...more, none] : [none, ...more])]
  const typed = Object.entries(form?.values ?? {}).flatMap(([name, value]) => (name.startsWith('tax[].') ? [value] : []))
  const others = new Set(
    [...lines.map(({ taxPpm }) => percentOf(taxPpm)), ...typed].filter(
      (rate) => rate !== '' && known.every(({ value }) => value !== rate),
    ),
  )
  return [...known, ...[...others].map((rate) => ({ value: rate, label: `${rate}%` }))]
}
