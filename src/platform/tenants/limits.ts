import { lt } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, Refused, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { rateCounters } from './schema.ts'

/** At most `max` of something in a window of time. */
export interface Limit {
  readonly key: string
  readonly max: number
  readonly windowMs: number
}

/**
 * Counts one use against every limit, or against none: true when all had room. Throws DatabaseDown when it cannot be counted,
 * so what sends mail or checks a secret stays closed.
 */
export async function takeTurn(deps: Deps, limits: readonly Limit[]): Promise<boolean> {
  const now = deps.now()
  const changes = limits.flatMap((limit): Change[] => {
    const windowAt = now - (now % limit.windowMs)
    const count = sql
      .insert(rateCounters)
      .values({ key: limit.key, windowAt, count: 1, expiresAt: windowAt + limit.windowMs })
      .onConflictDoUpdate({ target: [rateCounters.key, rateCounters.windowAt], set: { count: raw`${rateCounters.count} + 1` } })
    const room = raw`(SELECT count <= ${limit.max} FROM rate_counters WHERE key = ${limit.key} AND window_at = ${windowAt})`
    return [count, assert(room, 'no room')]
  })
  try {
    await write(deps.directory, changes)
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/** Removes counters whose window is over. */
export async function forgetCounters(deps: Deps): Promise<void> {
  await write(deps.directory, [sql.delete(rateCounters).where(lt(rateCounters.expiresAt, deps.now()))])
}
