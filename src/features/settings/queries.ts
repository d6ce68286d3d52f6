import { raw, sql } from '#database/sql.ts'
import { profile } from './schema.ts'

/** Whether an invoice was ever sent: from then on the currency stands. */
export const currencyLock = sql
  .select({ isLocked: raw<number>`EXISTS (SELECT 1 FROM invoices WHERE sent_at IS NOT NULL)` })
  .from(profile)
  .limit(1)
