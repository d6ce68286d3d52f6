import { parseShare, shareText } from '#lib/share.ts'

/** What is off the whole document, after the discounts of its lines: parts per million, or else minor units. */
export interface Discount {
  readonly discountPpm: number
  readonly discountMinor: number
}

/** "10%" or "25.00" as typed; empty is none, undefined is neither. */
export function parseDiscount(text: string, currency: string): Discount | undefined {
  const share = parseShare(text, currency)
  return share && { discountPpm: share.ppm, discountMinor: share.minor }
}

/** The same as it is typed. */
export const discountText = ({ discountPpm: ppm, discountMinor: minor }: Discount, currency: string) =>
  shareText({ ppm, minor }, currency)
