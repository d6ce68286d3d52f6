const limit = 2_000

/** What a pure function made of a key before, or makes now; a full map starts anew, so it never grows past 2,000 entries. */
export function recall<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  if (known.size >= limit) known.clear()
  known.set(key, made)
  return made
}
