import { parseScaled, scaledText } from './decimal.ts'
import { roundRatio, safe, settle } from './rounding.ts'

/** No typed amount passes this many minor units, and no line should: sums of 9,000 of them stay exact. */
export const maxMinor = 10 ** 12
const maxThousandths = 10 ** 9
const million = 1_000_000n

const exponentZero = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '))
const exponentThree = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** Currencies a shop may choose, as upper-case ISO 4217 codes. */
export const currencies: readonly string[] = (
  'USD CAD GBP EUR AUD NZD MXN AED BHD BRL CHF CLP COP CZK DKK HKD ILS INR JOD JPY ' +
  'KRW KWD MAD MYR NOK OMR PEN PHP PLN RON SAR SEK SGD THB TRY TWD VND XOF ZAR'
).split(' ')

/** How many decimals a currency has, by ISO 4217; an unknown code has 2. */
export function exponentOf(currency: string): 0 | 2 | 3 {
  if (exponentZero.has(currency)) return 0
  return exponentThree.has(currency) ? 3 : 2
}

/** Minor units as people of that locale write them, with a real minus sign. Throws RangeError for a malformed locale or currency. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const digits = exponentOf(currency)
  const text = formatter(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits)
  return minor < 0 ? text.replace('-', '−') : text
}

/** Minor units as plain decimal text for an input field: "12.50". */
export function decimalOf(minor: number, currency: string): string {
  return scaledText(minor, exponentOf(currency))
}

/**
 * Minor units from what a person typed, in the currency's own sign or code or none. Commas, spaces and apostrophes may group;
 * a comma before the last one or two digits, or after grouping dots, is a decimal comma. A sign, a foreign currency,
 * too many decimals or more than `maxMinor` is undefined.
 */
export function parseMoney(text: string, currency: string): number | undefined {
  return parseScaled(withoutSign(text.trim(), currency), exponentOf(currency), maxMinor)
}

/** Thousandths from a typed quantity of up to 3 decimals; undefined unless above 0 and at most 10^9 thousandths. */
export function parseQuantity(text: string): number | undefined {
  const thousandths = parseScaled(text, 3, maxThousandths)
  return thousandths === 0 ? undefined : thousandths
}

/** Thousandths as people of that locale write a number: 2500 is "2.5". */
export function formatQuantity(thousandths: number, locale: string): string {
  return formatter(locale, { maximumFractionDigits: 3 })
    .format(thousandths / 1000)
    .replace('-', '−')
}

/** Parts per million from "7.5" or "7.5%"; undefined outside 0 to 100 % or finer than a millionth. */
export function parsePercent(text: string): number | undefined {
  return parseScaled(text.trim().replace(/\s*%$/, ''), 4, 1_000_000)
}

/** Parts per million as people of that locale write a percentage: 75,000 is "7.5%". */
export function formatPercent(ppm: number, locale: string): string {
  return formatter(locale, { style: 'percent', maximumFractionDigits: 4 }).format(ppm / 1_000_000)
}

/** Parts per million as plain text for an input field, without the sign: 75,000 is "7.5". */
export function percentOf(ppm: number): string {
  return scaledText(ppm, 4).replace(/\.?0+$/, '')
}

export interface PricedLine {
  /** Thousandths. */
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly discountPpm: number
  readonly taxPpm: number
  readonly taxName: string
}
/** What holds for all lines of a document: a discount on the whole, and whether prices were typed with their tax. */
export interface DocumentTerms {
  /** Parts per million of what is left after the discounts of lines; it wins over an amount. */
  readonly discountPpm?: number
  /** In minor units; never more than there is to pay. */
  readonly discountMinor?: number
  readonly isTaxInclusive?: boolean
}
export interface LineTotal {
  readonly grossMinor: number
  readonly discountMinor: number
  /** Its share of the discount on the whole. */
  readonly shareMinor: number
  readonly netMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}
export interface TaxTotal {
  readonly name: string
  readonly ratePpm: number
  readonly baseMinor: number
  readonly taxMinor: number
}
export interface Totals {
  readonly lines: readonly LineTotal[]
  /** Sum of gross, before discount; with tax where prices include it. */
  readonly subtotalMinor: number
  /** Sum of the discounts of lines. */
  readonly discountMinor: number
  /** The discount on the whole. */
  readonly wholeDiscountMinor: number
  readonly netMinor: number
  readonly taxes: readonly TaxTotal[]
  readonly taxMinor: number
  readonly totalMinor: number
}

/**
 * Totals of a document in minor units. Gross and discount are rounded per line; the discount on the whole, and tax per name and
 * rate, once on their sums and then given to the lines by largest remainder, so lines always sum to the total. Where prices
 * include tax it is taken out of them, and the total is what was typed. Throws RangeError past safe integers.
 */
export function totalsOf(lines: readonly PricedLine[], terms: DocumentTerms = {}): Totals {
  const own = lines.map(grossOf)
  const shares = wholeDiscount(
    own.map(({ afterMinor }) => afterMinor),
    terms,
  )
  const priced = own.map(({ afterMinor }, i) => afterMinor - BigInt(shares[i]!))
  const lineTaxes = lines.map(() => 0)
  const taxes = taxGroups(lines).map(({ name, ratePpm, members }) => {
    const sum = members.reduce((all, i) => all + priced[i]!, 0n)
    const rate = BigInt(ratePpm)
    const whole = terms.isTaxInclusive ? million + rate : million
    const tax = roundRatio(sum * rate, whole)
    const parts = settle(
      tax,
      members.map((i) => priced[i]! * rate),
      whole,
    )
    members.forEach((i, at) => {
      lineTaxes[i] = parts[at]!
    })
    return { name, ratePpm, baseMinor: safe(terms.isTaxInclusive ? sum - tax : sum), taxMinor: safe(tax) }
  })
  const totals = own.map(({ grossMinor, discountMinor }, i): LineTotal => {
    const [price, taxMinor] = [safe(priced[i]!), lineTaxes[i]!]
    const netMinor = terms.isTaxInclusive ? price - taxMinor : price
    return {
      ...{ grossMinor: safe(grossMinor), discountMinor: safe(discountMinor), shareMinor: shares[i]! },
      ...{ netMinor, taxMinor, totalMinor: netMinor + taxMinor },
    }
  })
  return {
    lines: totals,
    subtotalMinor: sumOf(totals, 'grossMinor'),
    discountMinor: sumOf(totals, 'discountMinor'),
    wholeDiscountMinor: sumOf(totals, 'shareMinor'),
    netMinor: sumOf(totals, 'netMinor'),
    taxes,
    taxMinor: sumOf(totals, 'taxMinor'),
    totalMinor: sumOf(totals, 'totalMinor'),
  }
}

function grossOf(line: PricedLine) {
  const grossMinor = roundRatio(BigInt(line.quantity) * BigInt(line.unitPriceMinor), 1000n)
  const discountMinor = roundRatio(grossMinor * BigInt(line.discountPpm), million)
  return { grossMinor, discountMinor, afterMinor: grossMinor - discountMinor }
}

/** The discount on the whole, given to the lines in proportion to what each comes to. */
function wholeDiscount(amounts: readonly bigint[], { discountPpm = 0, discountMinor = 0 }: DocumentTerms): number[] {
  const sum = amounts.reduce((all, amount) => all + amount, 0n)
  const amount = BigInt(discountMinor)
  const most = sum > 0n ? sum : 0n
  const discount = discountPpm > 0 ? roundRatio(sum * BigInt(discountPpm), million) : amount < most ? amount : most
  if (discount === 0n) return amounts.map(() => 0)
  const [sign, whole] = sum < 0n ? [-1n, -sum] : [1n, sum]
  return settle(
    discount,
    amounts.map((each) => sign * each * discount),
    whole,
  )
}

function taxGroups(lines: readonly PricedLine[]) {
  const groups = new Map<string, { name: string; ratePpm: number; members: number[] }>()
  lines.forEach(({ taxName: name, taxPpm: ratePpm }, i) => {
    if (ratePpm === 0) return
    const key = `${ratePpm} ${name}`
    const group = groups.get(key)
    if (group) group.members.push(i)
    else groups.set(key, { name, ratePpm, members: [i] })
  })
  return [...groups.values()]
}

function sumOf(lines: readonly LineTotal[], key: keyof LineTotal): number {
  return safe(lines.reduce((sum, line) => sum + BigInt(line[key]), 0n))
}

const formatters = new Map<string, Intl.NumberFormat>()
function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { style, currency, currencyDisplay } = options
  const key = `${locale} ${style} ${currency} ${currencyDisplay}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, options)
  formatters.set(key, made)
  return made
}

/** Drops the currency's own sign or code from either end; a foreign one stays and makes the text no number. */
function withoutSign(text: string, currency: string): string {
  const [symbol, narrow] = (['symbol', 'narrowSymbol'] as const)
    .map((currencyDisplay) => formatter('en-US', { style: 'currency', currency, currencyDisplay }).formatToParts(0))
    .map((parts) => parts.find((part) => part.type === 'currency')?.value ?? currency)
  const signs = [currency, `${currency.slice(0, 2)}${narrow}`, `${symbol}`, `${narrow}`].map((sign) => sign.toUpperCase())
  const first = signs.find((sign) => text.toUpperCase().startsWith(sign)) ?? ''
  const rest = text.slice(first.length)
  const last = signs.find((sign) => rest.toUpperCase().endsWith(sign)) ?? ''
  return rest.slice(0, rest.length - last.length)
}
