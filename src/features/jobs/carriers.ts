import { carriers } from '#lib/tracking.ts'

interface Parcel {
  readonly carrier: string
  readonly number: string
}

/** The carrier as people call it; one known by its page alone is called by its host. */
export function carrierName({ carrier, number }: Parcel): string {
  if (carrier === 'other' && hasPage(number)) return new URL(number).hostname.replace(/^www\./, '')
  return carriers.find(({ key }) => key === carrier)?.name ?? carrier
}

/** Whether what was typed as the number is the address of a page. */
export function hasPage(number: string): boolean {
  return URL.parse(number)?.protocol === 'https:'
}
