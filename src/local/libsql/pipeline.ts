import { batchResult, cursorEntries, errorResult, head, okResult, statementResult } from './answers.ts'
import { runSteps, type Step, toSteps } from './batch.ts'
import { prepare } from './connection.ts'
import { fromSqlite, protocolError, StatementError, sqlParseError } from './errors.ts'
import { checkSyntax, execute, type Query, toQuery } from './execute.ts'
import { type Json, malformed, numberAt, objectAt, stringAt } from './json.ts'
import { isWriting, sqlOf } from './plan.ts'
import { type Doors, type Seat, seated, startProgram, type Work } from './session.ts'
import { parseSql } from './sql.ts'

const maxStoredSqls = 50
const maxStoredBytes = 5_000

/** The JSON answer to a pipeline: one result per request, in order. */
export async function answerPipeline(doors: Doors, work: Work): Promise<string> {
  const { value, baton } = await seated(doors, work, (seat) =>
    work.plan.requests.map((request) => answer(seat, request, work.version)),
  )
  return `{${head(baton)},"results":[${value.join()}]}`
}

/** The newline-separated answer to a cursor. */
export async function answerCursor(doors: Doors, work: Work): Promise<string> {
  const unlimited = { ...work, maxResponseBytes: Number.POSITIVE_INFINITY }
  const { value, baton } = await seated(doors, unlimited, (seat) => {
    startProgram(seat)
    return cursorEntries(runSteps(seat.session, stepsOf(seat, work.plan.requests[0] ?? {}, work.version)))
  })
  return `${[`{${head(baton)}}`, ...value].join('\n')}\n`
}

function answer(seat: Seat, request: Json, version: number): string {
  const type = request['type']
  if (seat.isClosed && type !== 'close') throw protocolError('Stream for this baton was closed')
  try {
    switch (type) {
      case 'execute':
        return okResult(type, statementResult(execute(seat.session, queryOf(seat, request))))
      case 'batch':
        startProgram(seat)
        return okResult(type, batchResult(runSteps(seat.session, stepsOf(seat, request, version))))
      case 'sequence':
        runSequence(seat, request)
        return okResult(type)
      case 'describe':
        return okResult(type, describe(seat, sqlOf(request, seat.sqls)))
      case 'store_sql':
        storeSql(seat, request)
        return okResult(type)
      case 'close_sql':
        seat.sqls.delete(idOf(request))
        return okResult(type)
      case 'get_autocommit':
        return autocommit(seat, version)
      case 'close':
        seat.isClosed = true
        return okResult(type)
    }
  } catch (error) {
    if (error instanceof StatementError) return errorResult(error.proto)
    throw error
  }
  throw malformed('unknown type of request')
}

function queryOf(seat: Seat, request: Json): Query {
  startProgram(seat)
  const stmt = objectAt(request, 'stmt')
  const query = toQuery(seat.session, stmt, parseSql(sqlOf(stmt, seat.sqls)))
  if (isWriting([query.statement])) seat.session.counters.writes++
  return query
}

function stepsOf(seat: Seat, request: Json, version: number): Step[] {
  const batch = objectAt(request, 'batch')
  const steps = toSteps(seat.session, batch, version, (stmt) => parseSql(sqlOf(stmt, seat.sqls)))
  if (isWriting(steps.map(({ query }) => query.statement))) seat.session.counters.writes++
  return steps
}

function runSequence(seat: Seat, request: Json): void {
  startProgram(seat)
  const statements = parseSql(sqlOf(request, seat.sqls))
  if (isWriting(statements)) seat.session.counters.writes++
  for (const { kind, sql } of statements) {
    if (kind === 'unsupported') throw sqlParseError(`unsupported statement: ${sql}`)
  }
  for (const statement of statements) execute(seat.session, { statement, args: [], named: [], wantRows: false })
}

function describe({ session }: Seat, sql: string): string {
  const [statement] = parseSql(sql)
  if (!statement) throw new StatementError('SQL string does not contain any statement', 'SQL_NO_STATEMENT')
  checkSyntax(session, statement)
  const params = JSON.stringify(statement.params.map((name) => ({ name })))
  const isReadonly = ['read', 'begin', 'end', 'savepoint'].includes(statement.kind)
  try {
    const { cols } = prepare(session.connection, statement.sql, session.namespace.schema)
    return `{"params":${params},"cols":${cols},"is_explain":${statement.isExplain},"is_readonly":${isReadonly}}`
  } catch (error) {
    throw fromSqlite(error, statement.sql)
  }
}

function storeSql({ sqls }: Seat, request: Json): void {
  const id = idOf(request)
  const sql = stringAt(request, 'sql') ?? ''
  if (sqls.has(id)) throw protocolError(`SQL text ${id} already exists`)
  if (sqls.size >= maxStoredSqls) {
    throw new StatementError(`The server already stores ${sqls.size} SQL texts, it cannot store more`, 'SQL_STORE_TOO_MANY')
  }
  const bytes = Buffer.byteLength(sql)
  if (bytes > maxStoredBytes)
    throw new StatementError(`The statement is too large to be stored: ${bytes} B/5.0 KB`, 'SQL_STORE_TOO_LARGE')
  sqls.set(id, sql)
}

function autocommit({ session }: Seat, version: number): string {
  if (version < 3) throw protocolError('The `get_autocommit` request is only supported in protocol version hrana3 and higher')
  const isAutocommit = !session.connection.db.inTransaction
  return `{"type":"ok","response":{"type":"get_autocommit","is_autocommit":${isAutocommit}}}`
}

function idOf(request: Json): number {
  const id = numberAt(request, 'sql_id')
  if (id === undefined) throw malformed('missing field `sql_id`')
  return id
}
