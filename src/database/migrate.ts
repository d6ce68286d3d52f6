import { answered } from './batch.ts'
import type { Database } from './hrana.ts'

export interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/** How far a database is: the number of migrations applied, 0 for an empty one. */
export async function versionOf(db: Database): Promise<number> {
  const [tables] = await answered(db, [{ sql: `SELECT 1 FROM sqlite_schema WHERE name = '_migrations'`, params: [] }], 'read')
  if (!tables?.length) return 0
  const [rows] = await answered(db, [{ sql: 'SELECT count(*) FROM _migrations', params: [] }], 'read')
  return Number(rows?.[0]?.[0] ?? 0)
}

/**
 * Applies what is missing, each migration whole or not at all, so a crash is repaired by running it again and two runs at once
 * do no harm: the second one's row is already there and its batch is refused. Returns the version reached.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<number> {
  const table = 'CREATE TABLE IF NOT EXISTS _migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT'
  await answered(db, [{ sql: table, params: [] }], 'write')
  for (let version = await versionOf(db); version < migrations.length; version = await versionOf(db)) {
    const migration = migrations[version]
    if (!migration) break
    const mark = { sql: 'INSERT INTO _migrations (version, name) VALUES (?, ?)', params: [version + 1, migration.name] }
    try {
      await answered(db, [mark, ...migration.statements.map((sql) => ({ sql, params: [] }))], 'write')
    } catch (error) {
      if ((await versionOf(db)) <= version) throw error
    }
  }
  return migrations.length
}

/** Writes the stamp of a new database, or finds it already there. Throws when it carries another one. */
export async function stampDatabase(db: Database): Promise<void> {
  const insert = { sql: 'INSERT INTO _tenant (id, tenant_id) VALUES (1, ?) ON CONFLICT DO NOTHING', params: [db.id] }
  const [, rows] = await answered(db, [insert, { sql: 'SELECT tenant_id FROM _tenant', params: [] }], 'write')
  if (rows?.[0]?.[0] !== db.id) throw new Error(`The database meant for ${db.id} belongs to somebody else`)
}
