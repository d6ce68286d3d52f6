import { and, asc, desc, eq } from 'drizzle-orm'
import type { BaseCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { notFound } from '#errors.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import type { Known } from './plan.ts'
import { cellsOf, type Mapping } from './rules.ts'
import { importRows, imports } from './schema.ts'

export const importById = sql
  .select()
  .from(imports)
  .where(eq(imports.id, raw.placeholder('import')))
export type Import = Awaited<ReturnType<typeof importById.execute>>[number]

export const latestImports = sql
  .select({
    ...{ id: imports.id, name: imports.name, state: imports.state, total: imports.total },
    ...{ createdAt: imports.createdAt, finishedAt: imports.finishedAt },
  })
  .from(imports)
  .orderBy(desc(imports.createdAt))
  .limit(30)

const ofImport = eq(importRows.importId, raw.placeholder('import'))
export const tallyOfImport = sql
  .select({
    outcome: importRows.outcome,
    count: raw<number>`count(*)`,
    undone: raw<number>`sum(${importRows.undoneAt} IS NOT NULL)`,
  })
  .from(importRows)
  .where(ofImport)
  .groupBy(importRows.outcome)
export const problemsOfImport = sql
  .select({ position: importRows.position, problem: importRows.problem })
  .from(importRows)
  .where(and(ofImport, eq(importRows.outcome, 'skipped')))
  .orderBy(asc(importRows.position))
  .limit(500)

export async function getImport(ctx: BaseCtx, id: string): Promise<Import> {
  const [[row]] = await ctx.read([importById], { import: id })
  if (!row) throw notFound('Import')
  return row
}

const names = raw`(SELECT value FROM json_each(${raw.placeholder('names')}))`
const emails = raw`(SELECT value FROM json_each(${raw.placeholder('emails')}))`
const isHere = raw`${customers.archivedAt} IS NULL AND ${customers.mergedIntoId} IS NULL`
const meant = raw`(SELECT k.id FROM customers k WHERE k.name COLLATE NOCASE IN ${names})`
const knownCustomers = sql
  .select({ id: customers.id, name: customers.name })
  .from(customers)
  .where(raw`${customers.name} COLLATE NOCASE IN ${names} AND ${isHere}`)
const knownContacts = sql
  .select({ id: contacts.id, customerId: contacts.customerId, name: contacts.name, email: people.email })
  .from(contacts)
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(
    raw`${contacts.removedAt} IS NULL AND ${isHere} AND (${people.email} IN ${emails} OR ${contacts.customerId} IN ${meant})`,
  )

/** Whom of the rows the shop has already: customers of their names, contacts of their mailboxes. */
export async function findKnown(ctx: BaseCtx, rows: readonly (readonly string[])[], mapping: Mapping): Promise<Known> {
  const meant = rows.map((row) => cellsOf(row, mapping))
  const all = meant.flatMap(({ customer, contact, first, last, email }) => [customer, contact, `${first} ${last}`, email])
  const tidied = all.map((text) => text.trim().replace(/\s+/g, ' ')).filter((text) => text !== '')
  const mailboxes = meant.map(({ email }) => email.trim().normalize('NFKC').toLowerCase()).filter((email) => email !== '')
  const [found, people] = await ctx.read([knownCustomers, knownContacts], {
    names: JSON.stringify([...new Set(tidied)]),
    emails: JSON.stringify([...new Set(mailboxes)]),
  })
  return { customers: found, contacts: people }
}
