import { DurableObject } from 'cloudflare:workers'
import { depsOf, type Env } from '#env.ts'
import { lateParts } from '#late.ts'
import { newId } from '#lib/id.ts'
import { report } from '#middleware/report.ts'
import { pauseMs } from './pauses.ts'

/**
 * One per shop, and one for the directory: wakes when something is due, and lets only one migration run. What it does then
 * is loaded then: no page waits for it.
 */
export class ShopClock extends DurableObject<Env> {
  /** Makes sure the alarm rings no later than `at` (ms). */
  async arm(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || at < set) await this.ctx.storage.setAlarm(at)
  }

  /** Brings the shop's database up to this code, once however many ask, and notes it in the directory. */
  async migrate(): Promise<void> {
    await this.ctx.blockConcurrencyWhile(async () => {
      const { migrateShop } = await lateParts.rounds()
      await migrateShop(depsOf(this.env), this.key)
    })
  }

  override async alarm(): Promise<void> {
    const deps = depsOf(this.env)
    let next: number | undefined
    try {
      const { goRound } = await lateParts.rounds()
      next = await goRound(deps, this.key, this.ctx.storage)
      await this.ctx.storage.delete('failures')
    } catch (error) {
      // Throwing would hand the retry to the platform, which gives up after six: the shop's clock must not stop.
      report(error, newId('req'), this.key)
      const failures = ((await this.ctx.storage.get<number>('failures')) ?? 0) + 1
      await this.ctx.storage.put('failures', failures)
      next = deps.now() + pauseMs(failures)
    }
    if (next !== undefined) await this.arm(Math.max(next, deps.now() + 100))
  }

  /** The shop's, or the directory's. */
  private get key(): string {
    return this.ctx.id.name ?? ''
  }
}
