import { sql as raw } from 'drizzle-orm'
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch'
import { SQLiteSelectBase } from 'drizzle-orm/sqlite-core'
import { drizzle } from 'drizzle-orm/sqlite-proxy'

/** Builds statements. It is connected to nothing: they run only in `read()` and `write()`, so no query can slip out alone. */
export const sql = drizzle(() => Promise.reject(new Error('A statement runs only inside read() or write()')))

export { raw }

// drizzle renders a statement when it is prepared. There are a hundred of them as module constants, and every cold start would
// pay for all: ours are rendered when they are first read.
const { prepare } = SQLiteSelectBase.prototype
SQLiteSelectBase.prototype.prepare = function late() {
  let rendered: unknown
  const constant: Late = { render: () => (rendered ??= prepare.call(this)) }
  return constant as unknown as ReturnType<typeof prepare> // only `statement.ts` looks inside, and it knows
}

/** A prepared constant as it really is: the statement, once somebody reads it. */
export interface Late {
  render(): unknown
}

export type Statement = BatchItem<'sqlite'>
interface Prepared {
  execute(...args: never[]): unknown
}
/** A builder, or one prepared once as a module constant (cheaper, and a test can look at its parameters). */
export type Query = Statement | Prepared
export type RowsOf<T extends readonly Query[]> = {
  -readonly [K in keyof T]: T[K] extends Statement
    ? BatchResponse<[T[K]]>[0]
    : T[K] extends { execute(...args: never[]): infer R }
      ? Awaited<R>
      : never
}

/** Filled by the customer's context and by nothing else: a customer read names it, or a test fails. */
export const theCustomer = raw.placeholder('customer')
export const theContact = raw.placeholder('contact')
export const thePerson = raw.placeholder('person')
export const theSession = raw.placeholder('session')
export const theStaff = raw.placeholder('staff')
/** The item link somebody came through. */
export const theLink = raw.placeholder('link')
/** The instant of the request, ms. */
export const theNow = raw.placeholder('now')
