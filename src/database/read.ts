import { answered, WrongDatabase } from './batch.ts'
import type { Database } from './hrana.ts'
import type { RowsOf, Statement } from './sql.ts'
import { build, type Values } from './statement.ts'

const stamp = { sql: 'SELECT tenant_id FROM _tenant', params: [] }

/** Reads in one round trip and one snapshot. Throws WrongDatabase when the stamp is not this database's, DatabaseDown without an answer. */
export async function read<const T extends readonly Statement[]>(
  db: Database,
  queries: T,
  values: Values = {},
): Promise<RowsOf<T>> {
  const built = queries.map((query) => build(query, values))
  const [[stamped] = [], ...results] = await answered(db, [stamp, ...built], 'read')
  if (stamped?.[0] !== db.id) throw new WrongDatabase(`Expected the database of ${db.id}`)
  return built.map((statement, i) => statement.rowsOf(results[i] ?? [])) as unknown as RowsOf<T> // one result per query, in order
}
