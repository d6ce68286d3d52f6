/** A record to set where the shop's domain is kept. */
export interface DnsRecord {
  readonly type: 'CNAME' | 'TXT'
  readonly name: string
  readonly value: string
  readonly why: string
}

/** Browsers and the local Worker answer these names themselves. */
export const isLocalHost = (host: string) => host === 'localhost' || host.endsWith('.localhost')

/** What the owner of the domain sets so that the host leads to us; nothing for a local one. */
export function recordsFor(host: string, shopKey: string, portalHost: string): DnsRecord[] {
  if (isLocalHost(host)) return []
  return [
    { type: 'CNAME', name: host, value: portalHost, why: 'leads visitors to the portal' },
    { type: 'TXT', name: `_nameplate.${host}`, value: `shop=${shopKey}`, why: 'shows that the domain is yours' },
  ]
}
