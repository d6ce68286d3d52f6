import { fillPlaceholders } from 'drizzle-orm'
import { type Field, mapperOf } from './rows.ts'
import type { Late, Query } from './sql.ts'

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

/** Renders a builder or a prepared constant and fills its placeholders. Throws when a placeholder has no value. */
export function build(query: Query, values: Values): Built {
  const rendered = renderedOf(query)
  const { sql, params, method } = rendered.getQuery()
  return {
    sql,
    params: fillPlaceholders(params, values as Record<string, unknown>),
    rowsOf: (rows) => {
      const mapper = method === 'all' && rows.length > 0 ? mapperFor(rendered) : undefined
      return mapper ? rows.map(mapper) : rendered.mapResult({ rows: method === 'get' ? rows[0] : rows }, true)
    },
  }
}

const mappers = new WeakMap<Rendered, ReturnType<typeof mapperOf>>()
function mapperFor(rendered: Rendered) {
  if (!mappers.has(rendered)) mappers.set(rendered, rendered.fields && mapperOf(rendered.fields))
  return mappers.get(rendered)
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
  const inner = query as unknown as Late | { _prepare(): unknown } | Rendered
  if ('render' in inner) return inner.render() as Rendered
  return '_prepare' in inner ? (inner._prepare() as Rendered) : inner
}
