const plain = /^(?:\d+(?:\.(\d*))?|\.(\d+))$/
const grouped = /^\d{1,3}(?:[,\s'’]\d{3})+(?:\.(\d+))?$/
const decimalComma = /^(?:\d+|\d{1,3}(?:[\s'’]\d{3})+),(\d{1,2})$/
const groupedDecimalComma = /^\d{1,3}(?:\.\d{3})+,(\d+)$/

/**
 * An integer of 10^-decimals from typed decimal text without a sign: "1,234.5", "1234.5", "1 234,5", "1.234,5". One comma before three
 * digits groups. Undefined for no number, for more decimals than asked, and above the limit.
 */
export function parseScaled(typed: string, decimals: number, limit: number): number | undefined {
  const text = typed.trim()
  if (text.length > 40) return undefined
  const match = plain.exec(text) ?? grouped.exec(text) ?? decimalComma.exec(text) ?? groupedDecimalComma.exec(text)
  if (!match) return undefined
  const fraction = match[1] ?? match[2] ?? ''
  if (fraction.length > decimals) return undefined
  const whole = text.slice(0, text.length - fraction.length).replace(/\D/g, '')
  const scaled = Number(whole + fraction.padEnd(decimals, '0'))
  return scaled <= limit ? scaled : undefined
}

/** The plain decimal text of an integer of 10^-decimals, for input fields: 1250 with 2 is "12.50". */
export function scaledText(scaled: number, decimals: number): string {
  const digits = String(Math.abs(scaled)).padStart(decimals + 1, '0')
  const at = digits.length - decimals
  return `${scaled < 0 ? '-' : ''}${digits.slice(0, at)}${decimals > 0 ? `.${digits.slice(at)}` : ''}`
}
