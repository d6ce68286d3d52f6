import { isHostName, normalizeHost } from './host.ts'

const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/

/** The one spelling of a mailbox: NFKC, trimmed, lower-case, domain in punycode. Undefined for what no mail could be sent to. */
export function normalizeEmail(text: string): string | undefined {
  const [name = '', domain = '', ...rest] = text.trim().normalize('NFKC').toLowerCase().split('@')
  if (rest.length > 0 || name.length > 64 || !local.test(name)) return undefined
  if (domain.endsWith('.') || !isHostName(domain)) return undefined
  const email = `${name}@${normalizeHost(domain)}`
  return email.length <= 254 ? email : undefined
}

/** A mailbox its owner recognises and a stranger does not learn: "s•••@x.com". */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}•••${email.slice(at)}`
}
