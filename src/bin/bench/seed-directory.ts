import type { Database } from '#database/hrana.ts'
import { migrate, stampDatabase } from '#database/migrate.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { directoryMigrations } from '#generated/migrations.ts'
import { newKey } from '#lib/id.ts'
import { shops, slugs } from '#platform/tenants/schema.ts'

/** Makes a directory with this many shops, none of them with a database, and this many former slugs to look up. */
export async function seedDirectory(database: Database, count: number, formerSlugs: number): Promise<string[]> {
  await migrate(database, directoryMigrations)
  await stampDatabase(database)
  const keys = Array.from({ length: count }, (_, i) => `s${i.toString(36).padStart(7, '0')}`)
  for (const some of inParts(keys, 500)) {
    await write(database, [
      sql.insert(shops).values(some.map((key) => shopRow(key))),
      sql.insert(slugs).values(some.map((key) => ({ slug: `shop-${key}`, shopKey: key, createdAt: Date.now() }))),
    ])
  }
  const former = Array.from({ length: formerSlugs }, () => `was-${newKey(12)}`)
  for (const some of inParts(former, 500)) {
    // Spread over the whole directory, so that no few pages of it stay warm.
    const rows = some.map((slug) => ({ slug, shopKey: keys[Math.floor(Math.random() * count)] ?? '', createdAt: Date.now() }))
    await write(database, [sql.insert(slugs).values(rows)])
  }
  return former
}

/** A shop as the directory knows it. */
export function shopRow(key: string, slug = `shop-${key}`) {
  const state = { status: 'active' as const, schemaVersion: 999, createdAt: Date.now() }
  return { key, slug, database: `sqld:${slug}`, salt: newKey(20), ...state }
}

/** A list in pieces of at most `size`. */
export function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}
