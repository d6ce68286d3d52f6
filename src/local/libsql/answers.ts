import type { StepOutcome } from './batch.ts'
import type { ProtoError } from './errors.ts'
import type { Outcome } from './execute.ts'

/** The JSON text of a statement's result. */
export function statementResult({ cols, rows, affected, rowId, written }: Outcome): string {
  return (
    `{"cols":${cols},"rows":[${rows.join()}],"affected_row_count":${affected},"last_insert_rowid":${idText(rowId)},` +
    `"replication_index":null,"rows_read":${rows.length},"rows_written":${written},"query_duration_ms":0}`
  )
}

/** The JSON text of a batch's result: what each step gave, and what went wrong, side by side. */
export function batchResult(outcomes: readonly StepOutcome[]): string {
  const results = outcomes.map((each) => (each && 'ok' in each ? statementResult(each.ok) : 'null'))
  const errors = outcomes.map((each) => (each && 'error' in each ? JSON.stringify(each.error) : 'null'))
  return `{"step_results":[${results.join()}],"step_errors":[${errors.join()}],"replication_index":null}`
}

/** The lines of a cursor's answer after its first. */
export function cursorEntries(outcomes: readonly StepOutcome[]): string[] {
  return outcomes.flatMap((each, step) => {
    if (!each) return []
    if ('error' in each) return [`{"type":"step_error","step":${step},"error":${JSON.stringify(each.error)}}`]
    const { cols, rows, affected, rowId } = each.ok
    return [
      `{"type":"step_begin","step":${step},"cols":${cols}}`,
      ...rows.map((row) => `{"type":"row","row":${row}}`),
      `{"type":"step_end","affected_row_count":${affected},"last_insert_rowid":${idText(rowId)}}`,
    ]
  })
}

export function okResult(type: string, result?: string): string {
  return `{"type":"ok","response":{"type":"${type}"${result === undefined ? '' : `,"result":${result}`}}}`
}

export function errorResult(error: ProtoError): string {
  return `{"type":"error","error":${JSON.stringify(error)}}`
}

export function head(baton: string | undefined): string {
  return `"baton":${JSON.stringify(baton ?? null)},"base_url":null`
}

const idText = (rowId: string | null) => (rowId === null ? 'null' : `"${rowId}"`)
