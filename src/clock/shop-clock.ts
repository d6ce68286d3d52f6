import { DurableObject } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { migrate } from '#database/migrate.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { type Deps, depsOf, type Env } from '#env.ts'
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
import { drainOutbox, pauseMs } from './outbox.ts'
import { forgetOld, forgetOldOfPlatform, removeStrays } from './retention.ts'

const shopByKey = sql
  .select()
  .from(shops)
  .where(eq(shops.key, raw.placeholder('key')))

const dayMs = 86_400_000

/** One per shop, and one for the directory: wakes when something is due, and lets only one migration run. */
export class ShopClock extends DurableObject<Env> {
  /** Makes sure the alarm rings no later than `at` (ms). */
  async arm(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || at < set) await this.ctx.storage.setAlarm(at)
  }

  /** Brings the shop's database up to this code, once however many ask, and notes it in the directory. */
  async migrate(): Promise<void> {
    await this.ctx.blockConcurrencyWhile(async () => {
      const deps = depsOf(this.env)
      const row = await this.shop()
      if (!row || row.schemaVersion >= shopMigrations.length) return
      const { database } = await tenantOf(deps, row)
      const version = await migrate(database, shopMigrations)
      await write(deps.directory, [sql.update(shops).set({ schemaVersion: version }).where(eq(shops.key, row.key))])
    })
  }

  override async alarm(): Promise<void> {
    const deps = depsOf(this.env)
    let next: number | undefined
    try {
      next = await this.drain()
      await this.ctx.storage.delete('failures')
    } catch (error) {
      // Throwing would hand the retry to the platform, which gives up after six: the shop's clock must not stop.
      report(error, newId('req'), this.ctx.id.name)
      const failures = ((await this.ctx.storage.get<number>('failures')) ?? 0) + 1
      await this.ctx.storage.put('failures', failures)
      next = deps.now() + pauseMs(failures)
    }
    if (next !== undefined) await this.arm(Math.max(next, deps.now() + 100))
  }

  private async drain(): Promise<number | undefined> {
    const deps = depsOf(this.env)
    if (this.ctx.id.name === deps.directory.id) {
      const next = await drainOutbox(deps, deps.directory, composeForPlatform(deps))
      await this.daily(deps, () => forgetOldOfPlatform(deps, deps.now()))
      return next
    }
    const row = await this.shop()
    if (row?.status !== 'active') return undefined
    const tenant = await tenantOf(deps, row)
    const next = await drainOutbox(deps, tenant.database, composeForShop(deps, tenant), (row, outcome) =>
      leaving(deps.now(), row, outcome),
    )
    const moves = await this.isolated(() => moveDueDays(clockContext(deps, tenant)))
    const silence = await this.isolated(() => raiseSilent(clockContext(deps, tenant)))
    const hasMore = await this.isolated(() => sweepUploads(clockContext(deps, tenant)))
    await this.daily(deps, async () => {
      await this.isolated(() => reconcile(clockContext(deps, tenant)))
      await forgetOld(tenant, deps.now())
      const after = (await this.ctx.storage.get<string>('filesAfter')) ?? ''
      await this.ctx.storage.put('filesAfter', await removeStrays(deps, tenant, after))
    })
    return hasMore ? deps.now() : earliest(next, moves, silence)
  }

  /** Tidying holds up no mail: where it fails it is reported, and done the next time this clock rings. */
  private async daily(deps: Deps, tidy: () => Promise<void>): Promise<void> {
    const tidiedAt = (await this.ctx.storage.get<number>('tidiedAt')) ?? 0
    if (deps.now() - tidiedAt < dayMs) return
    await this.isolated(async () => {
      await tidy()
      await this.ctx.storage.put('tidiedAt', deps.now())
    })
  }

  /** What fails beside the mails is reported and holds them up in nothing. */
  private async isolated<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      report(error, newId('req'), this.ctx.id.name)
      return undefined
    }
  }

  private async shop() {
    const [[row]] = await read(depsOf(this.env).directory, [shopByKey], { key: this.ctx.id.name ?? '' })
    return row
  }
}

function earliest(...times: readonly (number | undefined)[]): number | undefined {
  const set = times.filter((at) => at !== undefined)
  return set.length > 0 ? Math.min(...set) : undefined
}
