const wholeOnly = ['bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf']
const thousandths = ['bhd', 'jod', 'kwd', 'omr', 'tnd']
const signs: Record<string, string> = { usd: '$', cad: 'CA$', aud: 'A$', nzd: 'NZ$', eur: '€', gbp: '£', jpy: '¥' }

/** Of three decimals the last must be 0, as the card networks know no more. */
export const isTaken = (minor: number, currency: string) => !thousandths.includes(currency) || minor % 10 === 0

/** The smallest total a Checkout page takes, in minor units, where Stripe's list of minimums names the currency. */
export const leastAmount: Record<string, number> = { usd: 50, cad: 50, aud: 50, nzd: 50, eur: 50, chf: 50, gbp: 30, jpy: 50 }

/** Minor units as a person reads them: `$1,250.00`, or `1,250.000 KWD` where no sign is known. */
export function readable(minor: number, currency: string): string {
  const decimals = wholeOnly.includes(currency) ? 0 : thousandths.includes(currency) ? 3 : 2
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  const amount = decimals ? `${whole}.${digits.slice(-decimals)}` : whole
  const minus = minor < 0 ? '−' : ''
  const sign = signs[currency]
  return sign ? `${minus}${sign}${amount}` : `${minus}${amount} ${currency.toUpperCase()}`
}
