import { wait } from '#lib/wait.ts'
import { type Database, NoAnswer, type Sql, StatementError, send, type Value } from './hrana.ts'

/** The database that answered is not the one it should be: a wiring fault, never a person's. */
export class WrongDatabase extends Error {}
/** The shop's database gives no answer, or says it cannot serve now. */
export class DatabaseDown extends Error {}

const busy = /SQLITE_BUSY|SQLITE_LOCKED|STREAM_EXPIRED|TRANSACTION_TIMEOUT/
const blocked = /BLOCKED/

/**
 * Sends a batch until an answer comes: three tries, 20 to 80 ms apart with jitter. A read may always be sent again; a write
 * may because it carries its command, so a batch that did happen is refused as done before.
 */
export async function answered(db: Database, statements: readonly Sql[], mode: 'read' | 'write'): Promise<Value[][][]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(db, statements, mode)
    } catch (error) {
      const isPassing =
        error instanceof NoAnswer || (error instanceof StatementError && busy.test(`${error.code} ${error.message}`))
      if (error instanceof StatementError && blocked.test(error.code ?? ''))
        throw new DatabaseDown('The database is blocked', { cause: error })
      if (!isPassing) throw error
      if (attempt === 3 || isTimeout(error)) throw new DatabaseDown('The database gave no answer', { cause: error })
      await wait(20 * 2 ** attempt * (0.5 + Math.random()))
    }
  }
}

/** A database that hangs for the whole timeout has used up what a person may wait. */
function isTimeout(error: unknown): boolean {
  return error instanceof NoAnswer && error.cause instanceof DOMException && error.cause.name === 'TimeoutError'
}
