import { headerText } from '#adapters/mail/headers.ts'
import { normalizeEmail } from '#lib/email.ts'
import { isPhone, telHref } from '#lib/phone.ts'

/** A sentence on one line. One that ends with a name like "Brewing Co." needs no second dot. */
export function sentenceOf(text: string): string {
  return lineOf(text).replace(/\.\.$/, '.')
}

/** One line without control or reordering characters, white space single, at most `longest` characters. */
export function lineOf(text: string, longest = 2000): string {
  const line = headerText(text)
  const characters = Array.from(line)
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}

/** The lines of a text a person typed, each clean; empty ones are left out. */
export function rowsOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((row) => lineOf(row))
    .filter((row) => row !== '')
}

/** An http or https address as the browser would write it. Throws on anything else. */
export function webUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new Error('A mail may only link to http and https')
  return url.href
}

/** A `tel:` address, or undefined where the text holds no number to call. */
export function telOf(phone: string): string | undefined {
  return isPhone(phone) ? telHref(phone) : undefined
}

/** A `mailto:` address, or undefined where the text is none. */
export function mailtoOf(email: string): string | undefined {
  const address = normalizeEmail(email)
  return address === undefined ? undefined : `mailto:${encodeURIComponent(address).replace('%40', '@')}`
}
