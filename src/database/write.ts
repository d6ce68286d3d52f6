import type { SQL } from 'drizzle-orm'
import { answered, WrongDatabase } from './batch.ts'
import { type Database, StatementError } from './hrana.ts'
import { raw, type Statement, sql } from './sql.ts'
import { build } from './statement.ts'

/** A guard said no, so nothing was changed. `reason` is what the guard stands for. */
export class Refused extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

export interface Guard {
  readonly guard: Statement
  readonly reason: string
}
export type Step = Statement | Guard
export type Change = Step | readonly Step[]

/** The batch stops, and `Refused(reason)` is thrown, unless the condition is 1. */
export function assert(condition: SQL, reason: string): Guard {
  return { guard: sql.run(raw`INSERT INTO _assert (ok) SELECT ${condition}`), reason }
}
/** The statement before this one must have changed exactly one row. */
export function exactlyOne(reason: string): Guard {
  return assert(raw`changes()`, reason)
}
/** A row that may stand only once: meeting it again is the meaning of `reason`. */
export function once(statement: Statement, reason: string): Guard {
  return { guard: statement, reason }
}

/**
 * One action, once: all of it or none, in one round trip. Sending the same command again answers 'done before'. Throws
 * Refused(reason) when a guard fails, WrongDatabase before anything else, DatabaseDown when no answer comes.
 */
export async function write(db: Database, changes: readonly Change[]): Promise<'done' | 'done before'> {
  const steps: Step[] = [assert(raw`(SELECT tenant_id FROM _tenant) = ${db.id}`, 'wrong database'), ...changes.flat()]
  const statements = steps.map((step) => build('guard' in step ? step.guard : step, {}))
  try {
    await answered(db, statements, 'write')
    return 'done'
  } catch (error) {
    const reason = error instanceof StatementError ? reasonOf(error, steps) : undefined
    if (reason === 'done before') return 'done before'
    if (reason === 'wrong database') throw new WrongDatabase(`Expected the database of ${db.id}`)
    if (reason) throw new Refused(reason)
    throw error
  }
}

function reasonOf(error: StatementError, steps: readonly Step[]): string | undefined {
  const step = steps[error.index]
  return step && 'guard' in step && error.code?.startsWith('SQLITE_CONSTRAINT') ? step.reason : undefined
}
