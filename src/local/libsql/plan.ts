import { protocolError } from './errors.ts'
import { isObject, type Json, listAt, malformed, numberAt, objectAt, stringAt } from './json.ts'
import { parseSql, type Statement } from './sql.ts'

export type Sqls = ReadonlyMap<number, string>

/** What a request's body asks for, known before any of it runs. */
export interface Plan {
  readonly baton: string | undefined
  readonly requests: readonly Json[]
  /** Nothing of it outlives the request: no baton comes in, and its last act is to close. */
  readonly isStateless: boolean
  readonly writes: boolean
}

export function planPipeline(body: Json, stored: Sqls | undefined): Plan {
  const requests = listAt(body, 'requests').map(toObject)
  const baton = stringAt(body, 'baton')
  const isStateless = baton === undefined && requests.at(-1)?.['type'] === 'close'
  return { baton, requests, isStateless, writes: anyWrites(requests, stored) }
}

export function planCursor(body: Json, stored: Sqls | undefined): Plan {
  const requests = [{ type: 'batch', batch: objectAt(body, 'batch') }]
  return { baton: stringAt(body, 'baton'), requests, isStateless: false, writes: anyWrites(requests, stored) }
}

/** The SQL a statement names, by text or by the id it was stored under. */
export function sqlOf(stmt: Json, sqls: Sqls): string {
  const sql = stringAt(stmt, 'sql')
  const id = numberAt(stmt, 'sql_id')
  if (sql !== undefined && id !== undefined) throw protocolError('Either `sql` or `sql_id` are required, but not both')
  if (sql !== undefined) return sql
  if (id === undefined) throw protocolError('Either `sql` or `sql_id` are required')
  const found = sqls.get(id)
  if (found === undefined) throw protocolError(`SQL text ${id} not found`)
  return found
}

export function isWriting(statements: readonly Statement[]): boolean {
  return statements.some(({ kind }) => kind === 'write' || kind === 'schema')
}

function anyWrites(requests: readonly Json[], stored: Sqls | undefined): boolean {
  const sqls = new Map(stored)
  return requests.some((request) => {
    if (request['type'] === 'store_sql') sqls.set(numberAt(request, 'sql_id') ?? 0, stringAt(request, 'sql') ?? '')
    return statementsIn(request).some((stmt) => needsLock(stmt, sqls))
  })
}

function statementsIn(request: Json): Json[] {
  switch (request['type']) {
    case 'execute':
      return [objectAt(request, 'stmt')]
    case 'batch':
      return listAt(objectAt(request, 'batch'), 'steps').map((step) => objectAt(toObject(step), 'stmt'))
    case 'sequence':
      return [request]
    default:
      return []
  }
}

function needsLock(stmt: Json, sqls: Sqls): boolean {
  const sql = stringAt(stmt, 'sql') ?? sqls.get(numberAt(stmt, 'sql_id') ?? 0) ?? ''
  const statements = parseSql(sql)
  return isWriting(statements) || statements.some(({ kind }) => kind === 'begin-write')
}

function toObject(value: unknown): Json {
  if (!isObject(value)) throw malformed('an item of a list is not an object')
  return value
}
