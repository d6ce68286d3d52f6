import { Column, is, SQL } from 'drizzle-orm'

/** A selected column as drizzle keeps it: where it goes in the row's object, and what it is. */
export interface Field {
  readonly path: readonly string[]
  readonly field: unknown
}
type Decode = (value: unknown) => unknown
type Mapper = (row: readonly unknown[]) => Record<string, unknown>

/**
 * How rows of these columns become objects. drizzle asks again for every value of every row what its column is; this asks once
 * for a statement. Undefined where a column lies in a nested object: drizzle knows when a join makes that object null.
 */
export function mapperOf(fields: readonly Field[]): Mapper | undefined {
  if (fields.some(({ path }) => path.length !== 1)) return undefined
  const columns = fields.map(({ path, field }) => ({ name: path[0] ?? '', decode: decoderOf(field) }))
  return (row) => {
    const object: Record<string, unknown> = {}
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]
      const value = row[i]
      if (column) object[column.name] = value === null || !column.decode ? value : column.decode(value)
    }
    return object
  }
}

/** Undefined for a column that takes values as they come. */
function decoderOf(field: unknown): Decode | undefined {
  if (is(field, Column)) {
    const isPlain = field.mapFromDriverValue === Column.prototype.mapFromDriverValue
    return isPlain ? undefined : (value) => field.mapFromDriverValue(value)
  }
  // An expression keeps its decoder out of its public type, an aliased one in the expression inside it.
  const { decoder } = (is(field, SQL) ? field : (field as SQL.Aliased).sql) as unknown as {
    decoder: { mapFromDriverValue: Decode }
  }
  return (value) => decoder.mapFromDriverValue(value)
}
