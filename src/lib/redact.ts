const slash = '(?:/|%2f)'
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer)(?:\s|\+|%20)+[\w.~+/=-]{8,}/gi, '$1 [secret]'],
  [/\b(?:sk|rk|whsec)_[\w+/=-]{6,}/g, '[secret]'],
  [/eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, '[jwt]'],
  [/[a-z]{2,4}_[a-z0-9]{6,12}_[A-Za-z0-9]+_[\w-]{20,}/g, '[token]'],
  [new RegExp(`(${slash}c${slash})[\\w~-]+`, 'gi'), '$1[key]'],
  [/(code["']?\s*[=:]\s*["']?)\d{4}(?:[\s+-]|%20)?\d{4}(?!\d)/gi, '$1[code]'],
]

/** A log line without what would let a reader in: our tokens, bookmark keys, JWTs, sign-in codes, bearer and provider keys. Twice is the same as once. */
export function redact(text: string): string {
  return rules.reduce((line, [secret, instead]) => line.replace(secret, instead), text)
}
