import { checkCondition, holds } from './conditions.ts'
import { type ProtoError, StatementError } from './errors.ts'
import { execute, type Outcome, type Query, type Session, toQuery } from './execute.ts'
import { isObject, type Json, listAt, malformed, objectAt } from './json.ts'
import type { Statement } from './sql.ts'

export interface Step {
  readonly query: Query
  readonly condition: Json | undefined
}

export type StepOutcome = { readonly ok: Outcome } | { readonly error: ProtoError } | undefined

/** Makes a batch ready; nothing has run when it throws. */
export function toSteps(
  session: Session,
  batch: Json,
  version: number,
  statementsOf: (stmt: Json) => readonly Statement[],
): Step[] {
  return listAt(batch, 'steps').map((step, index) => {
    if (!isObject(step)) throw malformed('a step is not an object')
    const condition = step['condition'] ?? undefined
    if (condition === undefined) return { condition, query: queryOf(step) }
    if (!isObject(condition)) throw malformed('a condition is not an object')
    checkCondition(condition, index, version)
    return { condition, query: queryOf(step) }
  })

  function queryOf(step: Json): Query {
    const stmt = objectAt(step, 'stmt')
    return toQuery(session, stmt, statementsOf(stmt))
  }
}

/** Runs the steps in order; undefined stands for a step its condition kept from running. */
export function runSteps(session: Session, steps: readonly Step[]): StepOutcome[] {
  const succeeded: boolean[] = []
  return steps.map(({ query, condition }) => {
    const mayRun = !condition || holds(condition, succeeded, !session.connection.db.inTransaction)
    const outcome = mayRun ? attempt(session, query) : undefined
    succeeded.push(outcome !== undefined && 'ok' in outcome)
    return outcome
  })
}

function attempt(session: Session, query: Query): StepOutcome {
  try {
    return { ok: execute(session, query) }
  } catch (error) {
    if (!(error instanceof StatementError) || error.proto.code === 'RESPONSE_TOO_LARGE') throw error
    return { error: error.proto }
  }
}
