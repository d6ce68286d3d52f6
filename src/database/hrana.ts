import { base64url } from 'jose'

/** Where one database is and who it must be: `id` is the stamp in its `_tenant`. */
export interface Database {
  readonly id: string
  readonly url: string
  readonly token?: string | undefined
}
export type Value = null | string | number | Uint8Array
export interface Sql {
  readonly sql: string
  readonly params: readonly unknown[]
}

/** A statement of the batch failed, so none of it happened. `index` counts the caller's statements from 0; -1 is none of them. */
export class StatementError extends Error {
  readonly index: number
  readonly code: string | undefined
  constructor(index: number, code: string | undefined, message: string) {
    super(message)
    this.index = index
    this.code = code
  }
}
/** No answer came: the batch may or may not have happened. */
export class NoAnswer extends Error {}

type Wire =
  | { type: 'null' }
  | { type: 'integer'; value: string }
  | { type: 'float'; value: number }
  | { type: 'text'; value: string }
  | { type: 'blob'; base64: string }
interface StepResult {
  readonly rows: readonly (readonly Wire[])[]
}
interface StepError {
  readonly message: string
  readonly code?: string
  readonly extended_code?: string
}
interface BatchResult {
  readonly step_results: readonly (StepResult | null)[]
  readonly step_errors: readonly (StepError | null)[]
}
interface Answer {
  readonly error?: string
  readonly results?: readonly ({ type: 'ok'; response: { result: BatchResult } } | { type: 'error'; error: StepError })[]
}

const begin = { read: 'BEGIN DEFERRED', write: 'BEGIN IMMEDIATE' } as const
// A page must say what is wrong within 3 s, so its one trip may take less.
const timeoutMs = 2_500

/** Sends one batch in one request (Hrana 2 over HTTP) and returns the rows of each statement. All happens or nothing does. */
export async function send(db: Database, statements: readonly Sql[], mode: 'read' | 'write'): Promise<Value[][][]> {
  const answer = await post(db, bodyOf(statements, mode))
  const [first] = answer.results ?? []
  if (!first) throw new StatementError(-1, undefined, answer.error ?? 'The database answered without a result')
  if (first.type === 'error') throw new StatementError(-1, first.error.code, first.error.message)
  const { step_results: results, step_errors: errors } = first.response.result
  const failed = errors.findIndex((error) => error !== null)
  const error = errors[failed]
  // The last step is the rollback, which only runs, and may complain, after another step failed.
  if (error && failed <= statements.length + 1)
    throw new StatementError(failed - 1, error.extended_code ?? error.code, error.message)
  return results.slice(1, statements.length + 1).map((result) => (result?.rows ?? []).map((row) => row.map(decode)))
}

function bodyOf(statements: readonly Sql[], mode: 'read' | 'write'): string {
  const last = statements.length
  const steps = [
    { stmt: { sql: begin[mode], want_rows: false } },
    ...statements.map((s, i) => ({
      stmt: { sql: s.sql, args: s.params.map(encode), want_rows: true },
      condition: { type: 'ok', step: i },
    })),
    { stmt: { sql: 'COMMIT', want_rows: false }, condition: { type: 'ok', step: last } },
    { stmt: { sql: 'ROLLBACK', want_rows: false }, condition: { type: 'not', cond: { type: 'ok', step: last + 1 } } },
  ]
  return JSON.stringify({ baton: null, requests: [{ type: 'batch', batch: { steps } }, { type: 'close' }] })
}

async function post(db: Database, body: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(db.token ? { authorization: `Bearer ${db.token}` } : {}) }
  let response: Response
  let answer: Answer
  try {
    response = await fetch(`${db.url}/v2/pipeline`, { method: 'POST', body, headers, signal: AbortSignal.timeout(timeoutMs) })
    if (response.status >= 500) throw new Error(`The database answered ${response.status}`)
    answer = (await response.json()) as Answer // the protocol's own shape, written above
  } catch (cause) {
    throw new NoAnswer(String(cause), { cause })
  }
  if (!response.ok)
    throw new StatementError(-1, String(response.status), answer.error ?? `The database answered ${response.status}`)
  return answer
}

function encode(value: unknown): Wire {
  if (value === null || value === undefined) return { type: 'null' }
  if (typeof value === 'string') return { type: 'text', value }
  if (typeof value === 'number')
    return Number.isInteger(value) ? { type: 'integer', value: String(value) } : { type: 'float', value }
  if (typeof value === 'boolean') return { type: 'integer', value: value ? '1' : '0' }
  if (value instanceof Uint8Array)
    return { type: 'blob', base64: base64url.encode(value).replaceAll('-', '+').replaceAll('_', '/') }
  throw new TypeError(`A ${typeof value} cannot be stored`)
}

function decode(value: Wire): Value {
  switch (value.type) {
    case 'null':
      return null
    case 'integer': {
      const number = Number(value.value)
      if (!Number.isSafeInteger(number)) throw new RangeError('A stored integer is beyond 2^53')
      return number
    }
    case 'blob':
      return base64url.decode(value.base64)
    default:
      return value.value
  }
}
