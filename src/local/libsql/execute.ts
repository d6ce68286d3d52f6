import { type Connection, isPragma, noteSettings, type Prepared, prepare } from './connection.ts'
import type { Counters } from './counters.ts'
import {
  apiError,
  argsInvalid,
  blocked,
  fromSqlite,
  responseTooLarge,
  StatementError,
  sqlParseError,
  transactionTimedOut,
} from './errors.ts'
import { isObject, type Json, listAt, malformed, stringAt } from './json.ts'
import type { Namespace } from './namespaces.ts'
import type { Statement } from './sql.ts'
import { type Bindable, decodeValue, encodeValue } from './values.ts'

/** What one request may do, and with what. */
export interface Session {
  readonly namespace: Namespace
  readonly connection: Connection
  readonly counters: Counters
  readonly mayWrite: boolean
  readonly fault: StatementError | undefined
  readonly maxResponseBytes: number
  /** Bytes left for the answer to the current execute or batch. */
  budget: number
  isTimedOut: boolean
}

export interface Outcome {
  readonly cols: string
  readonly rows: readonly string[]
  readonly affected: number
  readonly rowId: string | null
  readonly written: number
}

export interface Query {
  readonly statement: Statement
  readonly args: readonly unknown[]
  readonly named: readonly unknown[]
  readonly wantRows: boolean
}

/** One protocol statement made ready; throws StatementError where sqld would refuse it before running anything. */
export function toQuery(session: Session, stmt: Json, statements: readonly Statement[]): Query {
  const [statement, second] = statements
  if (!statement) throw new StatementError('SQL string does not contain any statement', 'SQL_NO_STATEMENT')
  if (second) throw new StatementError('SQL string contains more than one statement', 'SQL_MANY_STATEMENTS')
  const args = listAt(stmt, 'args')
  const named = listAt(stmt, 'named_args')
  if (args.length > 0 && named.length > 0) {
    const message = 'Specifying both positional and named arguments is not supported'
    throw new StatementError(message, 'ARGS_BOTH_POSITIONAL_AND_NAMED')
  }
  checkSyntax(session, statement)
  return { statement, args, named, wantRows: stmt['want_rows'] !== false }
}

/** Refuses what cannot be parsed; other faults of a statement show when it runs. */
export function checkSyntax(session: Session, statement: Statement): void {
  if (statement.kind === 'unsupported') throw sqlParseError(`unsupported statement: ${statement.sql}`)
  if (isPragma(statement.sql)) return
  try {
    prepare(session.connection, statement.sql, session.namespace.schema)
  } catch (error) {
    const failure = fromSqlite(error, statement.sql)
    if (failure.proto.code === 'SQL_PARSE_ERROR') throw failure
  }
}

/** Runs one statement to its end; SQLite's refusals come as StatementError. */
export function execute(session: Session, { statement, args, named, wantRows }: Query): Outcome {
  const { connection, namespace } = session
  admit(session, statement)
  if (statement.kind !== 'begin' && statement.kind !== 'begin-write' && statement.kind !== 'end') session.counters.statements++
  noteSettings(connection, statement)
  try {
    const prepared = prepare(connection, statement.sql, namespace.schema)
    const outcome = run(session, prepared, statement, bind(statement, args, named), wantRows)
    noteSchema(session, statement)
    return outcome
  } catch (error) {
    throw error instanceof StatementError ? error : fromSqlite(error, statement.sql)
  }
}

function noteSchema({ connection, namespace }: Session, { kind }: Statement): void {
  const isNew = kind === 'schema'
  const isSettled = connection.hasNewSchema && (kind === 'end' || kind === 'savepoint')
  if (isNew || isSettled) namespace.schema++
  if (isNew) connection.hasNewSchema = connection.db.inTransaction
  else if (isSettled && kind === 'end') connection.hasNewSchema = false
}

function admit(session: Session, { kind }: Statement): void {
  if (session.isTimedOut) throw transactionTimedOut()
  if (session.fault && kind !== 'end') throw session.fault
  const { config, name } = session.namespace
  const isWrite = kind === 'write' || kind === 'schema'
  if (config.block_reads && kind !== 'end' && kind !== 'savepoint') throw blocked(config.block_reason)
  if (!isWrite) return
  if (config.block_writes) throw blocked(config.block_reason)
  if (!session.mayWrite) throw apiError(403, `Authorization forbidden: this token may not write to namespace ${name}`)
}

function run(session: Session, prepared: Prepared, statement: Statement, args: Bindable[], wantRows: boolean): Outcome {
  const { changesRows, inserts } = statement
  if (!prepared.returnsRows) {
    const { changes, lastInsertRowid } = prepared.native.run(args)
    // The driver gives the row id as a double; beyond 2^53 it has to be asked for.
    const isExact = typeof lastInsertRowid === 'bigint' || Number.isSafeInteger(lastInsertRowid)
    const rowId = !inserts ? null : isExact ? `${lastInsertRowid}` : lastChange(session).rowId
    const affected = changesRows ? changes : 0
    return { cols: prepared.cols, rows: [], affected, rowId, written: affected }
  }
  const rows = encodeRows(session, prepared.native.all(args), wantRows)
  if (!changesRows) return { cols: prepared.cols, rows, affected: 0, rowId: null, written: 0 }
  const { affected, rowId } = lastChange(session)
  return { cols: prepared.cols, rows, affected, rowId: inserts ? rowId : null, written: affected }
}

function encodeRows(session: Session, rows: readonly unknown[], wantRows: boolean): string[] {
  const encoded: string[] = []
  if (!wantRows) return encoded
  for (const row of rows) {
    if (!Array.isArray(row)) continue
    const text = `[${row.map(encodeValue).join()}]`
    session.budget -= text.length
    if (session.budget < 0) throw responseTooLarge()
    encoded.push(text)
  }
  return encoded
}

function lastChange({ connection, namespace }: Session): { affected: number; rowId: string } {
  const query = prepare(connection, 'SELECT changes(), last_insert_rowid()', namespace.schema)
  const row = query.native.all([])[0]
  const [affected, rowId] = Array.isArray(row) ? row : []
  return { affected: Number(affected), rowId: String(rowId) }
}

function bind(statement: Statement, args: readonly unknown[], named: readonly unknown[]): Bindable[] {
  const { params, isExplain } = statement
  const given = args.length + named.length
  if (given > params.length) throw argsInvalid(`too many parameters, expected ${params.length} found ${given}`)
  const byName = new Map(named.map(nameAndValue))
  return params.map((name, at) => {
    const isPositional = name === null || name.startsWith('?')
    const value = isPositional ? args[at] : (byName.get(name) ?? byName.get(name.slice(1)))
    if (value !== undefined) return decodeValue(value)
    if (isExplain) return null
    throw argsInvalid(`value for parameter ${name ?? at + 1} not found`)
  })
}

function nameAndValue(arg: unknown): [string, unknown] {
  const name = isObject(arg) ? stringAt(arg, 'name') : undefined
  if (!isObject(arg) || name === undefined) throw malformed('a named argument has no name')
  return [name, arg['value']]
}
