const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A host as the directory keeps it: lower-case, punycode, no port, no trailing dot. Undefined for anything that is no DNS name, addresses too. */
export function normalizeHost(text: string): string | undefined {
  if (/[\s\p{C}@/\\?#%[\]]/u.test(text)) return undefined
  const name = hostnameOf(text.replace(/:\d{1,5}$/, ''))?.replace(/\.$/, '')
  if (name === undefined || name.length > 253) return undefined
  const labels = name.split('.')
  // The address parser takes any host whose last label is a number, in hexadecimal too.
  if (!labels.every((part) => label.test(part)) || /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return undefined
  return name
}

/** True for a host name somebody may enter as their own: a DNS name of two labels or more, without a port. */
export function isHostName(text: string): boolean {
  const name = text.includes(':') ? undefined : normalizeHost(text)
  return name?.includes('.') ?? false
}

function hostnameOf(text: string): string | undefined {
  if (text.includes(':')) return undefined
  return URL.parse(`http://${text}/`)?.hostname
}
