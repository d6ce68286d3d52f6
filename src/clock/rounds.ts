import { eq } from 'drizzle-orm'
import { migrate } from '#database/migrate.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { raiseSilent } from '#features/deliveries/actions.ts'
import { leaving } from '#features/deliveries/changes.ts'
import { sweepUploads } from '#features/files/sweep.ts'
import { moveDueDays } from '#features/jobs/due-actions.ts'
import { reconcile } from '#features/payments/reconcile.ts'
import { shopMigrations } from '#generated/migrations.ts'
import { newId } from '#lib/id.ts'
import { report } from '#middleware/report.ts'
import { tenantOf } from '#platform/tenants/queries.ts'
import { shops } from '#platform/tenants/schema.ts'
import { clockContext, composeForPlatform, composeForShop } from './compose.ts'
import { drainOutbox } from './outbox.ts'
import { forgetOld, forgetOldOfPlatform, removeStrays } from './retention.ts'

const shopByKey = sql
  .select()
  .from(shops)
  .where(eq(shops.key, raw.placeholder('key')))

const dayMs = 86_400_000

/** Brings a shop's database up to this code and notes it in the directory. A shop that is there already is left alone. */
export async function migrateShop(deps: Deps, key: string): Promise<void> {
  const row = await shopOf(deps, key)
  if (!row || row.schemaVersion >= shopMigrations.length) return
  const { database } = await tenantOf(deps, row)
  const version = await migrate(database, shopMigrations)
  await write(deps.directory, [sql.update(shops).set({ schemaVersion: version }).where(eq(shops.key, row.key))])
}

/** Does what is due: mails first, then what time alone brings, and once a day the tidying. Returns when to come again (ms), if at all. */
export async function goRound(deps: Deps, key: string, storage: DurableObjectStorage): Promise<number | undefined> {
  if (key === deps.directory.id) {
    const next = await drainOutbox(deps, deps.directory, composeForPlatform(deps))
    await daily(deps, key, storage, () => forgetOldOfPlatform(deps, deps.now()))
    return next
  }
  const row = await shopOf(deps, key)
  if (row?.status !== 'active') return undefined
  const tenant = await tenantOf(deps, row)
  const next = await drainOutbox(deps, tenant.database, composeForShop(deps, tenant), (row, outcome) =>
    leaving(deps.now(), row, outcome),
  )
  const moves = await isolated(key, () => moveDueDays(clockContext(deps, tenant)))
  const silence = await isolated(key, () => raiseSilent(clockContext(deps, tenant)))
  const hasMore = await isolated(key, () => sweepUploads(clockContext(deps, tenant)))
  await daily(deps, key, storage, async () => {
    await isolated(key, () => reconcile(clockContext(deps, tenant)))
    await forgetOld(tenant, deps.now())
    const after = (await storage.get<string>('filesAfter')) ?? ''
    await storage.put('filesAfter', await removeStrays(deps, tenant, after))
  })
  return hasMore ? deps.now() : earliest(next, moves, silence)
}

/** Tidying holds up no mail: where it fails it is reported, and done the next time this clock rings. */
async function daily(deps: Deps, key: string, storage: DurableObjectStorage, tidy: () => Promise<void>): Promise<void> {
  const tidiedAt = (await storage.get<number>('tidiedAt')) ?? 0
  if (deps.now() - tidiedAt < dayMs) return
  await isolated(key, async () => {
    await tidy()
    await storage.put('tidiedAt', deps.now())
  })
}

/** What fails beside the mails is reported and holds them up in nothing. */
async function isolated<T>(key: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    report(error, newId('req'), key)
    return undefined
  }
}

async function shopOf(deps: Deps, key: string) {
  const [[row]] = await read(deps.directory, [shopByKey], { key })
  return row
}

function earliest(...times: readonly (number | undefined)[]): number | undefined {
  const set = times.filter((at) => at !== undefined)
  return set.length > 0 ? Math.min(...set) : undefined
}
