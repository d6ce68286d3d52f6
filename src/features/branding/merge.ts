import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { customerBrands, customerColors, customerLogos } from './schema.ts'

/** What one customer keeps goes to the one that stays; notes of both are kept, and either's news waits for the shop's look. */
export function mergeBrands(from: string, to: string): Change[] {
  const lost = (column: 'notes' | 'changed_at') =>
    raw`(SELECT ${raw.raw(column)} FROM customer_brands WHERE customer_id = ${from})`
  const both = raw<string>`trim(${customerBrands.notes} || char(10) || char(10) || ${lost('notes')}, char(10))`
  return [
    sql.update(customerLogos).set({ customerId: to }).where(eq(customerLogos.customerId, from)),
    sql.update(customerColors).set({ customerId: to }).where(eq(customerColors.customerId, from)),
    sql.insert(customerBrands).values({ customerId: to }).onConflictDoNothing(),
    sql
      .update(customerBrands)
      .set({
        notes: both,
        changedAt: raw`nullif(max(coalesce(${customerBrands.changedAt}, 0), coalesce(${lost('changed_at')}, 0)), 0)`,
        version: raw`${customerBrands.version} + 1`,
      })
      .where(and(eq(customerBrands.customerId, to), raw`${lost('notes')} IS NOT NULL`)),
    sql.delete(customerBrands).where(eq(customerBrands.customerId, from)),
  ]
}
