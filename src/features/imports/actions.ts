import { and, eq, inArray } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { readTable, textOfTable, UnreadableTable } from '#lib/csv-reading.ts'
import { List, Ticked, Version } from '#lib/fields.ts'
import { desk } from './desk-words.ts'
import type { Import } from './queries.ts'
import { fields, guessMapping, looksLikeHeader, type Mapping, most } from './rules.ts'
import { importRows, imports } from './schema.ts'

export const BringTable = v.object({ file: v.optional(v.unknown()), pasted: v.optional(v.string(), '') })
const column = v.union([
  v.picklist(fields),
  v.pipe(
    v.literal(''),
    v.transform(() => null),
  ),
])
export const MapColumns = v.object({
  columns: List(column, most.columns),
  hasHeader: Ticked,
  givesAccess: Ticked,
  version: Version,
})
export type MapColumns = v.InferOutput<typeof MapColumns>
export const Versioned = v.object({ version: Version })

type Table =
  | { readonly name: string; readonly content: string; readonly rows: readonly string[][] }
  | { readonly problem: string }

/** The rows of what was sent, or a sentence about what is wrong with it. */
export async function tableOf({ file, pasted }: v.InferOutput<typeof BringTable>): Promise<Table> {
  const { wrong } = desk
  const isFile = file instanceof File && file.size > 0
  if (!isFile && pasted.trim() === '') return { problem: wrong.empty }
  if (isFile && file.size > most.bytes) return { problem: wrong.tooLarge }
  const content = (isFile ? textOfTable(new Uint8Array(await file.arrayBuffer())) : pasted).replaceAll('\0', '').toWellFormed()
  if (content.length > most.bytes) return { problem: wrong.tooLarge }
  try {
    const rows = readTable(content)
    if (rows.length === 0) return { problem: wrong.noRows }
    if (rows.length > most.rows + 1) return { problem: wrong.tooMany }
    if (rows.some((row) => row.length > most.columns)) return { problem: wrong.tooWide }
    const name = isFile ? file.name.toWellFormed().slice(0, 120) : desk.pasted
    return { name, content, rows }
  } catch (error) {
    if (error instanceof UnreadableTable) return { problem: wrong.quote(error.line) }
    throw error
  }
}

/** Keeps a table to be looked at; nothing of it is brought in. */
export async function keepTable(ctx: StaffCtx, table: Exclude<Table, { problem: string }>): Promise<string> {
  const id = ctx.newId('imp')
  const [first = []] = table.rows
  const hasHeader = looksLikeHeader(first)
  const width = Math.max(...table.rows.map((row) => row.length))
  const guessed = guessMapping(first)
  const mapping = Array.from({ length: width }, (_, i) => (hasHeader ? (guessed[i] ?? null) : null))
  const total = table.rows.length - (hasHeader ? 1 : 0)
  const row = { id, name: table.name, content: table.content, mapping, hasHeader, state: 'draft' as const, total }
  await ctx.write({ kind: 'import.read', subjectId: id, details: { name: table.name, rows: total } }, [
    sql.insert(imports).values({ ...row, createdById: ctx.staffId, createdAt: ctx.now }),
  ])
  return id
}

/** The rows of an import, without the one that names the columns. */
export function rowsOf({ content, hasHeader }: Pick<Import, 'content' | 'hasHeader'>): string[][] {
  const rows = readTable(content)
  return hasHeader ? rows.slice(1) : rows
}

/** What stands above the columns; empty where the first row names none. */
export const headerOf = ({ content, hasHeader }: Pick<Import, 'content' | 'hasHeader'>): readonly string[] =>
  (hasHeader ? readTable(content)[0] : undefined) ?? []

const nextVersion = raw`${imports.version} + 1`
const asSeen = (id: string, version: number) => and(eq(imports.id, id), eq(imports.version, version), eq(imports.state, 'draft'))

/** Says what the columns hold, as long as nothing was brought in. */
export async function mapColumns(ctx: StaffCtx, one: Import, input: MapColumns): Promise<void> {
  if (one.state !== 'draft') throw conflict(desk.wrong.begun)
  const mapping: Mapping = one.mapping.map((_, i) => input.columns[i] ?? null)
  const total = rowsOf({ content: one.content, hasHeader: input.hasHeader }).length
  const change = { mapping, hasHeader: input.hasHeader, givesAccess: input.givesAccess, total, version: nextVersion }
  await ctx.write({ kind: 'import.mapped', subjectId: one.id }, [
    [sql.update(imports).set(change).where(asSeen(one.id, input.version)), exactlyOne('stale')],
  ])
}

/** Starts bringing in: the shop's clock does it, some rows at a time. */
export async function startImport(ctx: StaffCtx, one: Import, version: number): Promise<void> {
  if (one.state !== 'draft') throw conflict(desk.wrong.begun)
  if (!one.mapping.some((field) => field && field !== 'phone' && field !== 'address' && field !== 'notes'))
    throw conflict(desk.wrong.nothing)
  const mails = [{ kind: 'import.batch', payload: { import: one.id } }]
  await ctx.write({ kind: 'import.started', subjectId: one.id, details: { name: one.name }, mails }, [
    [
      sql
        .update(imports)
        .set({ ...(one.total === 0 ? { state: 'done', finishedAt: ctx.now } : { state: 'running' }), version: nextVersion })
        .where(asSeen(one.id, version)),
      exactlyOne('stale'),
    ],
  ])
}

/** Throws a table away that nothing was brought in from. */
export async function discardImport(ctx: StaffCtx, one: Import, version: number): Promise<void> {
  if (one.state !== 'draft') throw conflict(desk.wrong.begun)
  await ctx.write({ kind: 'import.discarded', subjectId: one.id, details: { name: one.name } }, [
    sql.delete(importRows).where(inArray(importRows.importId, [one.id])),
    [sql.delete(imports).where(asSeen(one.id, version)), exactlyOne('stale')],
  ])
}
