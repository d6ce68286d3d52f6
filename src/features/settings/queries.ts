import { raw, sql } from '#database/sql.ts'
import { profile } from './schema.ts'

/** What was sent with a price, or came in: from then on the currency stands. An estimate's lines become a job's, and then an invoice's. */
export const hasMoney = raw`(EXISTS (SELECT 1 FROM invoices WHERE sent_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM estimates WHERE sent_at IS NOT NULL) OR EXISTS (SELECT 1 FROM ledger))`
export const currencyLock = sql
  .select({ isLocked: raw<number>`${hasMoney}` })
  .from(profile)
  .limit(1)
