import { eq } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { jobs } from '#features/jobs/schema.ts'
import { talkOf, writeToShop } from '#features/messages/talk-actions.ts'
import { saidForCustomer, topicForCustomer } from '#features/messages/talk-queries.ts'
import type { Cast } from './cast.ts'
import { createCalendar } from './days.ts'
import { atPortal, upload } from './desk.ts'
import { wornRotor } from './pictures.ts'

/** A message about a job, by title, that came with a photo. */
interface ShownScript {
  readonly job: string
  readonly by: string
  readonly day: number
  readonly text: string
  readonly file: string
  draw(): Buffer
}
export const apexShown: readonly ShownScript[] = [
  {
    ...{ job: 'Truck 22, brakes and suspension', by: 'victor@hollisfreight.example', day: -1, file: 'rotor-at-the-stop.png' },
    ...{ text: 'The driver sent this from the truck stop. Is that what you found too?', draw: wornRotor },
  },
]

const jobNamed = sql
  .select({ id: jobs.id })
  .from(jobs)
  .where(eq(jobs.title, raw.placeholder('title')))

/** Lets customers show the shop something. What was said already is not said again. */
export async function showPhotos(deps: Deps, tenant: Tenant, cast: Cast, photos: readonly ShownScript[]): Promise<void> {
  for (const { job, by, day, text, file, draw } of photos) {
    const [[found]] = await read(tenant.database, [jobNamed], { title: job })
    if (!found) throw new Error(`The demo has no job ${job}`)
    const ctx = await cast.customerAt(by, createCalendar(deps.now(), cast.timeZone).at(day, 9))
    const [said, [row]] = await ctx.read([saidForCustomer, topicForCustomer], { id: found.id, before: null })
    if (said.some(({ body }) => body === text)) continue
    await atPortal(deps, tenant, by, async (portal) => {
      await writeToShop(ctx, talkOf(ctx, found.id, row), { body: text, file: [await upload(portal, file, draw())] })
    })
  }
}
