import Database from 'libsql'

export interface ProtoError {
  message: string
  code: string
  extended_code?: string
}

/** A refusal of one statement or batch: travels inside a 200 answer, as `{message, code}`. */
export class StatementError extends Error {
  readonly proto: ProtoError
  constructor(message: string, code: string, extended?: string) {
    super(message)
    this.proto = extended === undefined ? { message, code } : { message, code, extended_code: extended }
  }
}

/** A refusal of the whole request; ends the stream it arrived on. */
export class RequestError extends Error {
  readonly status: number
  readonly contentType: string
  readonly body: string
  constructor(status: number, contentType: string, body: string) {
    super(body)
    this.status = status
    this.contentType = contentType
    this.body = body
  }
}

/** What sqld answers to a client that breaks the protocol: 400 and plain text. */
export function protocolError(message: string): RequestError {
  return new RequestError(400, 'text/plain', message)
}

/** What sqld answers outside the protocol: a status and `{"error": …}`. */
export function apiError(status: number, message: string): RequestError {
  return new RequestError(status, 'application/json', JSON.stringify({ error: message }))
}

/** The answer for a baton whose stream was closed for lack of use. */
export function streamExpired(): RequestError {
  const body = { message: 'The stream has expired due to inactivity', code: 'STREAM_EXPIRED' }
  return new RequestError(400, 'application/json', JSON.stringify(body))
}

export const busy = () => new StatementError('SQLite error: database is locked', 'SQLITE_BUSY', 'SQLITE_BUSY')
export const responseTooLarge = () => new StatementError('Response is too large', 'RESPONSE_TOO_LARGE')
export const transactionTimedOut = () => new StatementError('Transaction timed out', 'TRANSACTION_TIMEOUT')
export const argsInvalid = (why: string) => new StatementError(`Arguments do not match SQL parameters: ${why}`, 'ARGS_INVALID')
export const sqlParseError = (why: string) => new StatementError(`SQL string could not be parsed: ${why}`, 'SQL_PARSE_ERROR')
export const blocked = (reason?: string) =>
  new StatementError(reason ? `Operation was blocked: ${reason}` : 'Operation was blocked', 'BLOCKED')

/** Names an SQLite failure as sqld does; anything that is not one is a bug and is thrown on. Codes: sqlite.org/rescode.html. */
export function fromSqlite(error: unknown, sql: string): StatementError {
  if (!(error instanceof Database.SqliteError)) throw error
  const { message, code: extended, rawCode } = error
  const found = /^near "(.*)": syntax error$/s.exec(message)?.[1]
  if (found !== undefined) return sqlParseError(`syntax error around ${position(sql, found)}: \`${found}\``)
  if (/^(incomplete input|unrecognized token)/.test(message)) return sqlParseError(message)
  const offset = inputOffset(message, sql)
  if (offset >= 0) return new StatementError(`SQL input error: ${message} (at offset ${offset})`, 'SQL_INPUT_ERROR', extended)
  return new StatementError(`SQLite error: ${message}`, primaryCodes[(rawCode ?? 1) & 255] ?? 'SQLITE_UNKNOWN', extended)
}

function position(sql: string, found: string): string {
  const before = sql.slice(0, Math.max(0, sql.indexOf(found)) + found.length).split('\n')
  return `L${before.length}:${(before.at(-1) ?? '').length}`
}

// SQLite knows the offset of these; the driver does not pass it on, so the named thing is looked for in the text.
function inputOffset(message: string, sql: string): number {
  const name =
    /^(?:no such column|no such function|ambiguous column name|misuse of aggregate): (?:.*\.)?(\w+)/.exec(message)?.[1] ??
    /^(?:table|view|trigger) (\S+) already exists$/.exec(message)?.[1] ??
    /^wrong number of arguments to function (\w+)/.exec(message)?.[1]
  return name === undefined ? -1 : sql.indexOf(name)
}

const primaryCodes: Record<number, string> = {
  2: 'SQLITE_INTERNAL',
  3: 'SQLITE_PERM',
  4: 'SQLITE_ABORT',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  9: 'SQLITE_INTERRUPT',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  12: 'SQLITE_NOTFOUND',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  17: 'SQLITE_SCHEMA',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  21: 'SQLITE_MISUSE',
  22: 'SQLITE_NOLFS',
  23: 'SQLITE_AUTH',
  25: 'SQLITE_RANGE',
  26: 'SQLITE_NOTADB',
}
