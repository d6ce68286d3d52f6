import { protocolError } from './errors.ts'
import { isObject, type Json, listAt, malformed, objectAt } from './json.ts'

/** Checks a condition before anything runs: known types, and only steps that come earlier. */
export function checkCondition(condition: Json, step: number, version: number): void {
  switch (condition['type']) {
    case 'ok':
    case 'error':
      if (stepOf(condition) >= step) throw protocolError('Invalid reference to step in a batch condition')
      return
    case 'not':
      checkCondition(objectAt(condition, 'cond'), step, version)
      return
    case 'and':
    case 'or':
      for (const each of conditions(condition)) checkCondition(each, step, version)
      return
    case 'is_autocommit':
      if (version >= 3) return
      throw protocolError('BatchCond of type `is_autocommit` is only supported in protocol version hrana3 and higher')
    default:
      throw malformed('unknown type of condition')
  }
}

/** Whether a step may run. As in sqld a skipped step counts as failed. */
export function holds(condition: Json, succeeded: readonly boolean[], isAutocommit: boolean): boolean {
  switch (condition['type']) {
    case 'ok':
      return succeeded[stepOf(condition)] === true
    case 'error':
      return succeeded[stepOf(condition)] === false
    case 'not':
      return !holds(objectAt(condition, 'cond'), succeeded, isAutocommit)
    case 'and':
      return conditions(condition).every((each) => holds(each, succeeded, isAutocommit))
    case 'or':
      return conditions(condition).some((each) => holds(each, succeeded, isAutocommit))
    default:
      return isAutocommit
  }
}

function stepOf(condition: Json): number {
  const step = condition['step']
  if (typeof step !== 'number' || !Number.isInteger(step) || step < 0) throw malformed('a condition names no step')
  return step
}

function conditions(condition: Json): Json[] {
  return listAt(condition, 'conds').map((each) => {
    if (!isObject(each)) throw malformed('a condition is not an object')
    return each
  })
}
