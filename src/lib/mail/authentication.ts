/** Headers of a mail, small names, the topmost first: whoever handled it last wrote above all others. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** Whose word on a mail's origin counts: the server that took it in for us, by the name it signs its results with, or Postmark, which has a form of its own. */
export type Stamp = 'postmark' | 'amazonses.com' | 'mx.cloudflare.net'

/** A domain that answers for a mail: it signed it, or let the server that brought it send under its name. */
export interface Voucher {
  readonly by: 'dkim' | 'spf'
  readonly domain: string
}

export const allOf = (headers: Headers, name: string) => headers.filter(([one]) => one === name).map(([, value]) => value)
const onlyOf = (headers: Headers, name: string) => {
  const [first, ...more] = allOf(headers, name)
  return more.length === 0 ? first : undefined
}

/**
 * Which domains answer for a mail, as the server found that took it in; what other servers, or the sender, wrote of it counts for
 * nothing. `from` is the sender's own domain, of which Postmark says that it signed without naming it.
 */
export function vouchersOf(headers: Headers, stamp: Stamp, from: string): Voucher[] {
  return stamp === 'postmark' ? vouchersOfPostmark(headers, from) : vouchersOfResults(headers, stamp)
}

/** Whether what one domain says counts for the other: the same, or one below the other, as DMARC's relaxed alignment (RFC 7489, 3.1). */
export function isAligned(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()]
  if (one === other) return one !== ''
  const upper = one.length < other.length ? one : other
  const lower = upper === one ? other : one
  return isOwned(upper) && lower.endsWith(`.${upper}`)
}

/** Not a part of the name space that strangers share: "uk", "co.uk". */
const isOwned = (domain: string) => domain.includes('.') && !/^(?:com?|org|net|edu|ac|gov|gob|or|ne)\.[a-z]{2}$/.test(domain)

/** RFC 8601: only the topmost one, and only where our own server wrote it; a forged one stands below. */
function vouchersOfResults(headers: Headers, stamp: Stamp): Voucher[] {
  const [top = ''] = allOf(headers, 'authentication-results')
  const [name = '', ...results] = clausesOf(top)
  if (name.split(/\s/)[0]?.toLowerCase() !== stamp) return []
  return results.flatMap((clause, i): Voucher[] => {
    const [, method, outcome] = /^(dkim|spf)\s*=\s*(\w+)/i.exec(clause) ?? []
    if (outcome?.toLowerCase() !== 'pass') return []
    if (method?.toLowerCase() === 'dkim') {
      const signer = /\sheader\.d\s*=\s*(\S+)/i.exec(clause)?.[1] ?? /\sheader\.i\s*=\s*\S*@(\S+)/i.exec(clause)?.[1]
      return voucher('dkim', signer)
    }
    // Amazon parts what belongs to one result by semicolons too.
    const rest = [clause, ...untilNext(results.slice(i + 1))].join(' ')
    return voucher('spf', /\s(?:smtp\.mailfrom|envelope-from)\s*=\s*(\S+)/i.exec(rest)?.[1])
  })
}

function untilNext(clauses: readonly string[]): readonly string[] {
  const next = clauses.findIndex((clause) => /^(?:dkim|spf|dmarc|arc|auth|iprev)\s*=/i.test(clause))
  return next === -1 ? clauses : clauses.slice(0, next)
}

/**
 * Postmark writes `Received-SPF`, and what SpamAssassin found: DKIM_VALID_AU says that the author's own domain signed. A sender who
 * writes these too makes two of them, and none of two is believed.
 */
function vouchersOfPostmark(headers: Headers, from: string): Voucher[] {
  const spf = onlyOf(headers, 'received-spf')
  if (spf === undefined) return []
  const [first = '', ...more] = clausesOf(spf)
  const said = [first, ...more].join(' ')
  const isOfSender = !/\sidentity\s*=/i.test(said) || /\sidentity\s*=\s*"?mailfrom/i.test(said)
  const isPass = /^pass\b/i.test(first) && isOfSender
  const tests = onlyOf(headers, 'x-spam-tests')?.split(/[\s,]+/) ?? []
  return [
    ...(isPass ? voucher('spf', /\senvelope-from\s*=\s*(\S+)/i.exec(said)?.[1]) : []),
    ...(tests.includes('DKIM_VALID_AU') ? voucher('dkim', from) : []),
  ]
}

/** The domain of an address, or the domain itself. */
function voucher(by: Voucher['by'], whose: string | undefined): Voucher[] {
  const domain = (whose ?? '')
    .replace(/^.*@/, '')
    .replace(/^[<"]+|[>";.]+$/g, '')
    .toLowerCase()
  return /^[a-z0-9.-]+\.[a-z0-9-]+$/.test(domain) ? [{ by, domain }] : []
}

/** Parted at semicolons, without comments; what stands in quotes is one word and says nothing by itself. */
function clausesOf(value: string): string[] {
  const clauses = ['']
  let depth = 0
  for (let i = 0; i < value.length; i++) {
    const sign = value[i] ?? ''
    if (sign === '\\') {
      i += 1
      continue
    }
    if (sign === '"' && depth === 0) {
      const end = endOfQuote(value, i)
      clauses[clauses.length - 1] += quotedWord(value.slice(i + 1, end))
      i = end
      continue
    }
    if (sign === '(') depth += 1
    else if (sign === ')' && depth > 0) depth -= 1
    else if (depth === 0 && sign === ';') clauses.push('')
    else if (depth === 0) clauses[clauses.length - 1] += sign
  }
  return clauses.map((clause) => clause.trim().replaceAll(/\s+/g, ' '))
}

function endOfQuote(value: string, start: number): number {
  for (let i = start + 1; i < value.length; i++) {
    if (value[i] === '\\') i += 1
    else if (value[i] === '"') return i
  }
  return value.length
}

/** An address in quotes is an address; anything else in them is nobody's. */
const quotedWord = (inside: string) => (/^[^\s;="()]+$/.test(inside) ? inside : '?')
