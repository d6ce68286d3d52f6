const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = new RegExp(`^(?:${octet}\\.){3}${octet}$`)

/** The network that limits count by: an IPv4 address, an IPv4-mapped one as IPv4, an IPv6 address by its /64. What is no address is "unknown". */
export function networkOf(ip: string): string {
  const text = ip.trim().replace(/%.*$/, '')
  if (ipv4.test(text)) return text
  const groups = groupsOf(text)
  if (!groups) return 'unknown'
  if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff) {
    return groups
      .slice(6)
      .flatMap((g) => [g >> 8, g & 255])
      .join('.')
  }
  return `${groups
    .slice(0, 4)
    .map((g) => g.toString(16))
    .join(':')}::/64`
}

function groupsOf(text: string): number[] | undefined {
  // The URL parser is the judge of what an IPv6 address is; it answers in one spelling.
  const host = /^[\da-f.]*:[\da-f:.]*$/i.test(text) ? URL.parse(`http://[${text}]/`)?.hostname : undefined
  if (!host?.startsWith('[')) return undefined
  const [head = '', tail] = host.slice(1, -1).split('::')
  const before = hexGroups(head)
  const after = hexGroups(tail ?? '')
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

function hexGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
