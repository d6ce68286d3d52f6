const shape = /^\+?[\d\s().\-/]+?(?:\s*(?:x|ext\.?|extension|#)\s*(\d{1,6}))?$/i

/** True for what a person would dial: 7 to 15 digits (ITU-T E.164), the usual punctuation, perhaps an extension. */
export function isPhone(text: string): boolean {
  const digits = numberOf(text).replace('+', '').length
  return text.length <= 40 && shape.test(text.trim()) && digits >= 7 && digits <= 15
}

/** A `tel:` address that dials the number, with its extension (RFC 3966). */
export function telHref(phone: string): string {
  const extension = shape.exec(phone.trim())?.[1]
  return `tel:${numberOf(phone)}${extension ? `;ext=${extension}` : ''}`
}

/** An `sms:` address with a ready-made text; `?&` is the separator that both iOS and Android read. Without a phone the sender picks one. */
export function smsHref(phone: string | undefined, text: string): string {
  return `sms:${phone === undefined ? '' : numberOf(phone)}?&body=${encodeURIComponent(text.toWellFormed())}`
}

function numberOf(phone: string): string {
  const [number = ''] = phone.trim().split(/x|e|#/i)
  return (number.startsWith('+') ? '+' : '') + number.replace(/\D/g, '')
}
