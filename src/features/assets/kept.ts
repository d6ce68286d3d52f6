import type { SQL } from 'drizzle-orm'
import { raw } from '#database/sql.ts'
import { assets, ownerships } from './schema.ts'

type Kept = 'name' | 'plate' | 'vin' | 'year' | 'make' | 'model'

/**
 * What a thing is called in the eyes of one customer: as it is while it is theirs, and as it was when they handed it over, whatever its
 * new owner makes of it. For queries that have a thing's row under `alias`; `customer` is a column of theirs.
 */
export function asOwned<T>(column: Kept, customer: SQL, alias = 'a'): SQL<T> {
  const thing = raw.raw(alias)
  const [now, path] = [raw.raw(`${alias}.${column}`), raw.raw(`'$.${column}'`)]
  const kept = raw`(SELECT o.kept FROM ownerships o WHERE o.asset_id = ${thing}.id AND o.customer_id = ${customer} AND o.kept IS NOT NULL
    ORDER BY o.until_at DESC LIMIT 1)`
  return raw<T>`CASE WHEN ${thing}.owner_id = ${customer} OR ${kept} IS NULL THEN ${now} ELSE ${kept} ->> ${path} END`
}

/** What it was called while ownership `ownerships` of the query lasted; needs `assets` beside it. */
export const nameWhenOwned = raw<
  string | null
>`CASE WHEN ${ownerships.untilAt} IS NULL OR ${ownerships.kept} IS NULL THEN ${assets.name} ELSE ${ownerships.kept} ->> '$.name' END`
