import { and, eq, gt, gte, lt, or } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, Refused, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { rateCounters } from './schema.ts'

/** At most `max` of something in a window of time. */
export interface Limit {
  readonly key: string
  readonly max: number
  readonly windowMs: number
  /** How many uses at once; one unless told. */
  readonly times?: number
}

/** Counts one use against every limit, or against none: true when all had room. Throws DatabaseDown when it cannot be counted. */
export async function takeTurn(deps: Deps, limits: readonly Limit[]): Promise<boolean> {
  return (await takeTurnUnlessFull(deps, limits)) === undefined
}

/**
 * Counts one use against every limit, or against none: then the first that had no room. Throws DatabaseDown when it cannot be
 * counted, so what sends mail or checks a secret stays closed.
 */
export async function takeTurnUnlessFull<L extends Limit>(deps: Deps, limits: readonly L[]): Promise<L | undefined> {
  const now = deps.now()
  const changes = limits.flatMap((limit): Change[] => {
    const windowAt = windowOf(limit, now)
    const { times = 1 } = limit
    const count = sql
      .insert(rateCounters)
      .values({ key: limit.key, windowAt, count: times, expiresAt: windowAt + limit.windowMs })
      .onConflictDoUpdate({
        target: [rateCounters.key, rateCounters.windowAt],
        set: { count: raw`${rateCounters.count} + ${times}` },
      })
    const room = raw`(SELECT count <= ${limit.max} FROM rate_counters WHERE key = ${limit.key} AND window_at = ${windowAt})`
    return [count, assert(room, limit.key)]
  })
  try {
    await write(deps.directory, changes)
    return undefined
  } catch (error) {
    const full = error instanceof Refused ? limits.find(({ key }) => key === error.reason) : undefined
    if (full) return full
    throw error
  }
}

/** Gives back a turn that was taken a moment ago, where it turned out to cost none. */
export async function giveTurnBack(deps: Deps, limits: readonly Limit[]): Promise<void> {
  const now = deps.now()
  const give = limits.map((limit) =>
    sql
      .update(rateCounters)
      .set({ count: raw`${rateCounters.count} - 1` })
      .where(and(isNow(limit, now), gt(rateCounters.count, 0))),
  )
  await write(deps.directory, give)
}

/** Whether there is room for one more turn. To tell of it: only taking one decides. */
export async function hasTurns(deps: Deps, limits: readonly Limit[]): Promise<boolean> {
  const now = deps.now()
  const full = limits.map((limit) => and(isNow(limit, now), gte(rateCounters.count, limit.max)))
  const [rows] = await read(deps.directory, [
    sql
      .select({ key: rateCounters.key })
      .from(rateCounters)
      .where(or(...full)),
  ])
  return rows.length === 0
}

/** How many turns are left. To tell of it: only taking them decides. */
export async function turnsLeft(deps: Deps, limit: Limit): Promise<number> {
  const [[row]] = await read(deps.directory, [
    sql.select({ count: rateCounters.count }).from(rateCounters).where(isNow(limit, deps.now())),
  ])
  return Math.max(0, limit.max - (row?.count ?? 0))
}

const windowOf = ({ windowMs }: Limit, now: number) => now - (now % windowMs)
const isNow = (limit: Limit, now: number) => and(eq(rateCounters.key, limit.key), eq(rateCounters.windowAt, windowOf(limit, now)))

/** Removes counters whose window is over. */
export async function forgetCounters(deps: Deps): Promise<void> {
  await write(deps.directory, [sql.delete(rateCounters).where(lt(rateCounters.expiresAt, deps.now()))])
}
