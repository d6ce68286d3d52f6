/** The carriers a shop may name; "other" takes the carrier's own https link. */
export const carriers = [
  { key: 'ups', name: 'UPS' },
  { key: 'usps', name: 'USPS' },
  { key: 'fedex', name: 'FedEx' },
  { key: 'dhl', name: 'DHL' },
  { key: 'canada-post', name: 'Canada Post' },
  { key: 'other', name: 'Other' },
] as const
export type CarrierKey = (typeof carriers)[number]['key']

// Each carrier's public tracking page; {} is the number.
const pages: Readonly<Record<Exclude<CarrierKey, 'other'>, string>> = {
  ups: 'https://www.ups.com/track?tracknum={}',
  usps: 'https://tools.usps.com/go/TrackConfirmAction?tLabels={}',
  fedex: 'https://www.fedex.com/fedextrack/?trknbr={}',
  dhl: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id={}',
  'canada-post': 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={}',
}

const numbers: Readonly<Record<Exclude<CarrierKey, 'other'>, RegExp>> = {
  ups: /^(?:1Z[A-Z0-9]{16}|[A-Z]?\d{9,26}|[A-Z]{2}\d{9}[A-Z]{2})$/,
  usps: /^(?:\d{10}|\d{20,34}|[A-Z]{2}\d{9}[A-Z]{2})$/,
  fedex: /^(?:DT)?\d{10,34}$/,
  dhl: /^[A-Z0-9]{8,39}$/,
  'canada-post': /^(?:\d{11,16}|[A-Z]{2}\d{9}[A-Z]{2})$/,
}

/** The public page that follows a parcel; undefined where there is none, and never another scheme than https. */
export function trackingUrl(carrier: string, number: string): string | undefined {
  if (carrier === 'other') return isHttpsUrl(number.trim()) ? number.trim() : undefined
  if (!isKnown(carrier) || compact(number) === '') return undefined
  return pages[carrier].replace('{}', () => encodeURIComponent(compact(number).toWellFormed()))
}

/** True for what looks like a number of that carrier, spaces and hyphens aside; for "other" an https address or a plain number. */
export function isTracking(carrier: string, text: string): boolean {
  if (carrier === 'other') return isHttpsUrl(text.trim()) || /^[\p{L}\p{N}][\p{L}\p{N} ._#-]{1,59}$/u.test(text.trim())
  return isKnown(carrier) && numbers[carrier].test(compact(text))
}

function isKnown(carrier: string): carrier is keyof typeof pages {
  return Object.hasOwn(pages, carrier)
}

function compact(number: string): string {
  return number.replace(/[\s-]/g, '').toUpperCase()
}

function isHttpsUrl(text: string): boolean {
  if (!/^https:\/\/[^\s\p{C}"<>\\]{1,2000}$/iu.test(text)) return false
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.username === '' && url.password === ''
}
