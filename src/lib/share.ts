import { decimalOf, parseMoney, parsePercent, percentOf } from './money.ts'

/** Part of a whole: parts per million of it, or else an amount in minor units. */
export interface Share {
  readonly ppm: number
  readonly minor: number
}

/** "10%" or "50.00" as typed; nothing is no share, undefined is neither. */
export function parseShare(text: string | null | undefined, currency: string): Share | undefined {
  const typed = text?.trim() ?? ''
  if (typed === '') return { ppm: 0, minor: 0 }
  const isPercent = typed.endsWith('%')
  const [ppm, minor] = isPercent ? [parsePercent(typed), 0] : [0, parseMoney(typed, currency)]
  return ppm === undefined || minor === undefined ? undefined : { ppm, minor }
}

/** The same as it is typed. */
export function shareText({ ppm, minor }: Share, currency: string): string {
  if (ppm > 0) return `${percentOf(ppm)}%`
  return minor > 0 ? decimalOf(minor, currency) : ''
}
