import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Database from 'libsql'
import type { Statement } from './sql.ts'

export interface Prepared {
  readonly native: Pick<Database.Statement, 'run' | 'all'>
  readonly returnsRows: boolean
  /** JSON of the columns: name and declared type. */
  readonly cols: string
}

export interface Connection {
  readonly db: Database.Database
  readonly prepared: Map<string, Prepared>
  schema: number
  hasForeignKeysOff: boolean
  /** The schema was changed in the transaction under way; until it ends others still see the old one. */
  hasNewSchema: boolean
}

const longestKept = 20_000

export type Synchronous = 'FULL' | 'OFF'

/** Opens one connection in WAL with foreign keys on. The native wait is off: it would stop the one thread that could free the lock. */
export function openConnection(path: string, synchronous: Synchronous, schema: number): Connection {
  const db = new Database(path, { timeout: 0 })
  db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=${synchronous}; PRAGMA foreign_keys=ON`)
  db.defaultSafeIntegers(true)
  return { db, prepared: new Map(), schema, hasForeignKeysOff: false, hasNewSchema: false }
}

/** The prepared form of a statement, kept until the schema changes: a kept statement would go on describing its old columns. */
export function prepare(connection: Connection, sql: string, schema: number): Prepared {
  if (connection.prepared.size >= 500) connection.prepared.clear()
  if (connection.schema !== schema) readSchemaAgain(connection, schema)
  const seen = connection.prepared.get(sql)
  if (seen) return seen
  const native = connection.db.prepare(sql)
  const returnsRows = native.reader
  const columns = returnsRows ? native.raw().columns() : []
  const cols = JSON.stringify(columns.map(({ name, type }) => ({ name, decltype: type })))
  const prepared = { native, returnsRows, cols }
  if (!isPragma(sql) && sql.length <= longestKept) connection.prepared.set(sql, prepared)
  return prepared
}

/** SQLite carries out many pragmas while it prepares them: they must be prepared when they are to act, each time. */
export const isPragma = (sql: string) => /^pragma\b/i.test(sql)

// SQLite compares schemas when a statement steps, not when it is prepared: one step makes this connection see the new one.
function readSchemaAgain(connection: Connection, schema: number): void {
  connection.prepared.clear()
  connection.db.exec('SELECT 1 FROM sqlite_schema LIMIT 1')
  connection.schema = schema
}

/** Brings a connection back to how it was opened: no transaction, foreign keys on. */
export function tidy(connection: Connection): void {
  if (connection.db.inTransaction) rollBack(connection)
  if (!connection.hasForeignKeysOff) return
  connection.db.exec('PRAGMA foreign_keys=ON')
  connection.hasForeignKeysOff = false
}

export function rollBack(connection: Connection): void {
  connection.db.exec('ROLLBACK')
  if (connection.hasNewSchema) connection.prepared.clear()
  connection.hasNewSchema = false
}

export function noteSettings(connection: Connection, statement: Statement): void {
  if (statement.setsForeignKeys) connection.hasForeignKeysOff = true
}

let unreleased = 0

/** Closes a connection. The driver frees files only when its statements are collected, so every 64th closing collects. */
export function closeConnection(connection: Connection): void {
  tidy(connection)
  connection.prepared.clear()
  connection.db.close()
  if (++unreleased < 64) return
  unreleased = 0
  setImmediate(collect)
}

function collect(): void {
  setFlagsFromString('--expose_gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc === 'function') gc()
}
