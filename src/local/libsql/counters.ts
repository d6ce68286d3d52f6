export interface Counters {
  /** Pipeline and cursor requests that arrived. */
  requests: number
  /** SQL statements executed, without BEGIN, COMMIT and ROLLBACK. */
  statements: number
  /** Executes, batches and sequences that wrote or would have. */
  writes: number
  /** The latest request bodies, oldest first. */
  readonly last: string[]
}

/** Counts per namespace, kept while the server lives, whatever becomes of the namespace. */
export function createCounters() {
  const all = new Map<string, Counters>()
  return {
    of(namespace: string): Counters {
      const known = all.get(namespace)
      if (known) return known
      const fresh = { requests: 0, statements: 0, writes: 0, last: [] }
      all.set(namespace, fresh)
      return fresh
    },
    reset(namespace: string): void {
      all.delete(namespace)
    },
  }
}
