/** Where a form was, from its `Referer`, if that is a page of the same shop on the same host. */
export function pageBefore(referer: string | undefined, asked: string, base: string): string | undefined {
  const before = referer ? URL.parse(referer) : null
  if (before?.host !== new URL(asked).host) return undefined
  const isBelow = before.pathname === base || before.pathname.startsWith(`${base}/`)
  return isBelow ? before.pathname + before.search : undefined
}
