import { and, eq } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { desk } from './desk-words.ts'
import type { Import } from './queries.ts'
import { mayUndo } from './rules.ts'
import { imports } from './schema.ts'

/** Every table that points at a customer, a contact or a person: what it points at stays. A test walks the schema. */
export const pointing = {
  customer_id: [
    ...[
      'jobs',
      'deliveries',
      'tasks',
      'invoices',
      'credit_notes',
      'ownerships',
      'old_link_keys',
      'estimates',
      'approval_requests',
    ],
    ...['spending_limits', 'requests', 'threads', 'payments', 'ledger', 'saved_methods', 'appointments'],
    ...['warranties', 'handovers', 'customer_brands', 'customer_colors', 'customer_logos'],
  ],
  contact_id: ['sessions', 'item_links', 'calendar_feeds'],
  person_id: ['sessions', 'contacts', 'google_identities', 'passkeys', 'passwords'],
} as const

const isFree = (column: keyof typeof pointing, id: string) =>
  raw.join(
    pointing[column].map((table) => raw.raw(`NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${column} = ${id})`)),
    raw` AND `,
  )

// Whatever anybody did with a customer or a contact is an event; what brought them in is none of it.
const quiet = `e.kind IN ('customer.imported', 'contact.imported')`
const isUntouchedCustomer = raw`EXISTS (SELECT 1 FROM customers k WHERE k.id = r.customer_id AND k.version = 1 AND k.archived_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.customer_id = k.id AND NOT (${raw.raw(quiet)})) AND ${isFree('customer_id', 'k.id')})`
const isUntouchedContact = raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = r.contact_id AND c.version = 1 AND c.removed_at IS NULL
  AND c.invited_at IS NULL AND c.seen_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject_id = c.id AND NOT (${raw.raw(quiet)})) AND ${isFree('contact_id', 'c.id')})`

/**
 * Takes back what an import made, as long as nobody touched it since: customers with their contacts, and contacts of others. Throws
 * conflict after 7 days. Twice is the same as once.
 */
export async function undoImport(ctx: StaffCtx, one: Import, version: number): Promise<void> {
  if (one.state === 'undone') return
  if (!mayUndo(one, ctx.now)) throw conflict(desk.wrong.tooLate)
  const { now } = ctx
  const theirs = raw`import_id = ${one.id} AND undone_at = ${now}`
  const isWhole = raw`NOT EXISTS (SELECT 1 FROM import_rows n WHERE n.import_id = r.import_id AND n.customer_id = r.customer_id AND n.is_new_customer = 1)
    OR ${isUntouchedCustomer}`
  await ctx.write({ kind: 'import.undone', subjectId: one.id, details: { name: one.name } }, [
    [
      sql
        .update(imports)
        .set({ state: 'undone', undoneAt: now, version: raw`${imports.version} + 1` })
        .where(and(eq(imports.id, one.id), eq(imports.state, 'done'), eq(imports.version, version))),
      exactlyOne('stale'),
    ],
    sql.run(raw`UPDATE import_rows AS r SET undone_at = ${now}
      WHERE r.import_id = ${one.id} AND r.is_new_contact = 1 AND ${isUntouchedContact} AND (${isWhole})`),
    sql.run(raw`DELETE FROM contacts WHERE id IN (SELECT contact_id FROM import_rows WHERE ${theirs})`),
    sql.run(raw`DELETE FROM customers WHERE id IN (SELECT customer_id FROM import_rows WHERE ${theirs} AND is_new_customer = 1)
      AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.customer_id = customers.id)`),
    sql.run(raw`DELETE FROM people WHERE created_at >= ${one.createdAt} AND ${isFree('person_id', 'people.id')}`),
  ])
}
