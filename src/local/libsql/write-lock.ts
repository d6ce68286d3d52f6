/** Runs something later unless cancelled; tests hand in one they turn by hand. */
export type After = (ms: number, run: () => void) => () => void

export interface LockOwner {
  /** Called when the lock is taken away from a transaction that sat on it too long. */
  forceRollback(): void
}

export interface WriteLock {
  /** Nothing to wait for: undefined. Otherwise a promise of the owner's turn, in order of arrival. */
  acquire(owner: LockOwner): Promise<void> | undefined
  /** Keeps the lock between requests; after the time-out whoever waits takes it. */
  keep(owner: LockOwner): void
  release(owner: LockOwner): void
}

/** One writer per namespace. SQLite would answer BUSY; here writers queue, and an idle transaction loses its turn as in sqld. */
export function createWriteLock(timeoutMs: number, after: After): WriteLock {
  const waiting: { owner: LockOwner; go: () => void }[] = []
  let holder: LockOwner | undefined
  let isOverdue = false
  let cancel: (() => void) | undefined

  function steal() {
    const late = holder
    late?.forceRollback()
    if (late) release(late)
  }

  function release(owner: LockOwner) {
    if (holder !== owner) return
    cancel?.()
    cancel = undefined
    isOverdue = false
    const next = waiting.shift()
    holder = next?.owner
    next?.go()
  }

  return {
    acquire(owner) {
      if (holder === undefined || holder === owner) {
        holder = owner
        return undefined
      }
      const turn = new Promise<void>((go) => waiting.push({ owner, go }))
      if (isOverdue) steal()
      return turn
    },
    keep(owner) {
      if (holder !== owner || cancel) return
      cancel = after(timeoutMs, () => {
        isOverdue = true
        if (waiting.length > 0) steal()
      })
    },
    release,
  }
}
