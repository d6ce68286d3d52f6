const slash = '(?:/|%2f)'
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer)(?:\s|\+|%20)+[\w.~+/=-]{8,}/gi, '$1 [secret]'],
  [/\b(?:sk|rk|re|whsec)_[\w+/=-]{6,}/g, '[secret]'],
  [/eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, '[jwt]'],
  [/[a-z]{2,4}_[a-z0-9]{6,12}_[A-Za-z0-9]+_[\w-]{20,}/g, '[token]'],
  [/\b([a-z]{2,4}_[0-9a-f]{32})\.[\w-]{20,}/g, '$1.[secret]'],
  [/(:\/\/)[^\s/@]+@/g, '$1[secret]@'],
  [/[^\s@"'<>()[\],;:=/]+@[\w-]+(?:\.[\w-]+)+/g, '[address]'],
  // What a parser could not read is somebody's text, and its complaint quotes it.
  [/Unexpected \S+ [\s\S]*?(?= is not valid JSON)/g, 'A text'],
  [new RegExp(`(${slash}c${slash})[\\w~-]+`, 'gi'), '$1[key]'],
  [/(code["']?\s*[=:]\s*["']?)\d{4}(?:[\s+-]|%20)?\d{4}(?!\d)/gi, '$1[code]'],
]

/**
 * A log line without what would let a reader in or tell whom it is about: our tokens, the browser's halves of proofs, bookmark keys,
 * JWTs, sign-in codes, passwords, bearer and provider keys, mail addresses, unreadable bodies. Twice is the same as once.
 */
export function redact(text: string): string {
  return rules.reduce((line, [secret, instead]) => line.replace(secret, instead), text)
}
