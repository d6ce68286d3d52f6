import { colorsOf } from '#features/documents/supplies.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import type { Json } from '#lib/sealed-record.ts'
import type { Opened } from './pages.tsx'
import { statementWords as words } from './words.ts'

/** All that the paper says. */
export function statementContent(shop: Profile, { holder, statement, asset }: Opened): Json {
  const { from, to, openingMinor, closingMinor, lines } = statement
  return {
    ...{ version: 2, colors: colorsOf(shop), logo: shop.logoFileId, from, to, openingMinor, closingMinor, asset: asset ?? null },
    ...{ shop: [shownName(shop), shop.address, shop.phone, shop.email, shop.locale], holder: [holder.name, holder.address] },
    lines: lines.map((line) => [line.on, words.what(line), line.amountMinor]),
  }
}
