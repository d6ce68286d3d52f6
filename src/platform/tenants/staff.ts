import { and, eq } from 'drizzle-orm'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { staffShops } from './schema.ts'

/** Notes in the directory that a mailbox works at a shop, so that its owner finds the shop's door. Repeating it changes nothing. */
export async function addStaffShop(deps: Deps, email: string, shopKey: string): Promise<void> {
  await write(deps.directory, [sql.insert(staffShops).values({ email, shopKey }).onConflictDoNothing()])
}

/** Takes that note away again. Repeating it changes nothing. */
export async function removeStaffShop(deps: Deps, email: string, shopKey: string): Promise<void> {
  await write(deps.directory, [sql.delete(staffShops).where(and(eq(staffShops.email, email), eq(staffShops.shopKey, shopKey)))])
}
