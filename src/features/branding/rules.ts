/** So much a customer keeps at most. */
export const brandLimits = { logos: 60, logosAtOnce: 10, colors: 60 } as const

/** A colour as people type it ("1A7F4B", "#1a7f4b", "#18c"), as `#rrggbb`; undefined where it is none. */
export function hexFrom(text: string): string | undefined {
  const [, digits] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim()) ?? []
  if (!digits) return undefined
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  return `#${full.toLowerCase()}`
}

/** What a logo is called after its file: "meridian_badge-2.ai" is "Meridian badge 2". */
export function labelFrom(fileName: string): string {
  const words = fileName
    .replace(/\.\w{1,5}$/, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  const [first = '', ...rest] = words || fileName
  return [first.toUpperCase(), ...rest].slice(0, 80).join('')
}

/** Whether one of the customer's own changed something that nobody of the shop has looked at. */
export const isUnseen = ({ changedAt, seenAt }: { readonly changedAt: number | null; readonly seenAt: number | null }) =>
  (changedAt ?? 0) > (seenAt ?? 0)

/** The kinds of event that tell what became of a customer's branding. */
export const brandKinds = [
  ...['logo.added', 'logo.changed', 'logo.removed'],
  ...['color.added', 'color.changed', 'color.removed', 'brand.noted'],
] as const
