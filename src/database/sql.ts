import { sql as raw } from 'drizzle-orm'
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch'
import { drizzle } from 'drizzle-orm/sqlite-proxy'

/** Builds statements. It is connected to nothing: they run only in `read()` and `write()`, so no query can slip out alone. */
export const sql = drizzle(() => Promise.reject(new Error('A statement runs only inside read() or write()')))

export { raw }

export type Statement = BatchItem<'sqlite'>
export type Rows<S extends Statement> = BatchResponse<[S]>[0]
export type RowsOf<T extends readonly Statement[]> = { -readonly [K in keyof T]: Rows<T[K]> }

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
