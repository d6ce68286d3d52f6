import { fillPlaceholders } from 'drizzle-orm'
import type { Query } from './sql.ts'

/** A statement ready to send, and how its rows become the builder's rows. */
export interface Built {
  readonly sql: string
  readonly params: readonly unknown[]
  rowsOf(rows: readonly unknown[]): unknown
}
export type Values = Readonly<Record<string, unknown>>

interface Rendered {
  getQuery(): { readonly sql: string; readonly params: unknown[]; readonly method: string }
  mapResult(result: { rows: unknown }, isFromBatch: boolean): unknown
}

/** Renders a builder or a prepared constant and fills its placeholders. Throws when a placeholder has no value. */
export function build(query: Query, values: Values): Built {
  const rendered = renderedOf(query)
  const { sql, params, method } = rendered.getQuery()
  return {
    sql,
    params: fillPlaceholders(params, values as Record<string, unknown>),
    rowsOf: (rows) => rendered.mapResult({ rows: method === 'get' ? rows[0] : rows }, true),
  }
}

/** The names of the placeholders a query holds, for the test that looks for the customer in each customer read. */
export function placeholdersOf(query: Query): string[] {
  const { params } = renderedOf(query).getQuery()
  return params.flatMap((param) => {
    const inner = typeof param === 'object' && param !== null && 'value' in param ? param.value : param
    return typeof inner === 'object' && inner !== null && 'name' in inner ? [String(inner.name)] : []
  })
}

/** drizzle keeps these two halves of a query out of its public types; this is the one place that reaches for them. */
function renderedOf(query: Query): Rendered {
  return ('_prepare' in query ? (query as unknown as { _prepare(): unknown })._prepare() : query) as Rendered
}
