import { fillPlaceholders } from 'drizzle-orm'
import { type Field, mapperOf } from './rows.ts'
import type { Statement } from './sql.ts'

/** A statement ready to send, and how its rows become the builder's rows. */
export interface Built {
  readonly sql: string
  readonly params: readonly unknown[]
  rowsOf(rows: readonly (readonly unknown[])[]): unknown
}
export type Values = Readonly<Record<string, unknown>>

interface Rendered {
  /** Missing for a statement that returns nothing. */
  readonly fields?: readonly Field[]
  getQuery(): { readonly sql: string; readonly params: unknown[]; readonly method: string }
  mapResult(result: { rows: unknown }, isFromBatch: boolean): unknown
}

/** Renders a statement and fills its placeholders. Throws when a placeholder has no value. */
export function build(statement: Statement, values: Values): Built {
  const prepared = renderedOf(statement)
  const { sql, params, method } = prepared.getQuery()
  return {
    sql,
    params: fillPlaceholders(params, values as Record<string, unknown>),
    rowsOf: (rows) => {
      const mapper = method === 'all' && rows.length > 0 ? mapperFor(prepared) : undefined
      return mapper ? rows.map(mapper) : prepared.mapResult({ rows: method === 'get' ? rows[0] : rows }, true)
    },
  }
}

const mappers = new WeakMap<Rendered, ReturnType<typeof mapperOf>>()
function mapperFor(prepared: Rendered) {
  if (!mappers.has(prepared)) mappers.set(prepared, prepared.fields && mapperOf(prepared.fields))
  return mappers.get(prepared)
}

/** The names of the placeholders a statement holds, for the test that looks for the customer in each customer read. */
export function placeholdersOf(statement: Statement): string[] {
  const { params } = renderedOf(statement).getQuery()
  return params.flatMap((param) => {
    const inner = typeof param === 'object' && param !== null && 'value' in param ? param.value : param
    return typeof inner === 'object' && inner !== null && 'name' in inner ? [String(inner.name)] : []
  })
}

const rendered = new WeakMap<Statement, Rendered>()

/**
 * A statement is rendered when it is first sent, and never again: rendering costs more than sending. So those a page reads are
 * module constants with placeholders. drizzle keeps this half of a builder out of its public types; this is the one place that
 * reaches for it.
 */
function renderedOf(statement: Statement): Rendered {
  const known = rendered.get(statement)
  if (known) return known
  const made = (statement as unknown as { _prepare(): Rendered })._prepare()
  rendered.set(statement, made)
  return made
}
