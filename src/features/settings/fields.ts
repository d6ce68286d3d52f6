import * as v from 'valibot'
import { Line } from '#lib/fields.ts'
import { parsePercent } from '#lib/money.ts'

/** A website as people type it, kept with its https://. Empty is null. */
export const MaybeWebsite = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.trim()),
  v.check((text) => text === '' || websiteOf(text) !== undefined, 'Type an address like www.shop.com, or leave it empty'),
  v.transform((text) => websiteOf(text) ?? null),
)

function websiteOf(text: string): string | undefined {
  if (text.length > 200 || /\s/.test(text)) return undefined
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  const isWeb = url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && !url.username && !url.password
  return isWeb ? url.href.replace(/\/$/, '') : undefined
}

/** A percentage as parts per million; empty is none. */
export const Percent = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => (text.trim() === '' ? 0 : parsePercent(text))),
  v.number('Type a percentage from 0 to 100, like 8.25'),
)

/** Whole days, 0 to 365. */
export const Days = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.regex(/^\d{1,3}$/, 'Type a number of days from 0 to 365'),
  v.transform(Number),
  v.maxValue(365, 'Type a number of days from 0 to 365'),
)

export const InvoicePrefix = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.regex(/^[\p{L}\p{N}/._#-]{0,12}$/u, 'Up to 12 letters, digits, dashes, dots or slashes, without spaces'),
)

/** A colour as #rrggbb, from "#1F5A3D", "1f5a3d" or "#abc". */
export const Color = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => {
    const digits = text.trim().toLowerCase().replace(/^#/, '')
    return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`
  }),
  v.regex(/^#[0-9a-f]{6}$/, 'Type a color as # and six digits or letters a to f, like #1f5a3d'),
)

export const TabLabel = Line('Type what customers should read on this tab', 24)
