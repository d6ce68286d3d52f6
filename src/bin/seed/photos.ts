import { eq } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { jobs } from '#features/jobs/schema.ts'
import { newId } from '#lib/id.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { type Desk, expect, upload } from './desk.ts'
import { badge, newRotor, polo, wornRotor } from './pictures.ts'

interface PhotoScript {
  readonly job: string
  readonly name: string
  readonly caption: string
  readonly moment?: 'before' | 'after'
  readonly isInternal?: boolean
  draw(): Buffer
}

/** What lies on the demo shops' jobs. */
export const smithPhotos: readonly PhotoScript[] = [
  { job: 'Spring crew polos', name: 'polo-sample.png', caption: 'Your sample, navy', draw: polo },
  { job: 'Spring crew polos', name: 'badge-close.png', caption: 'The badge in Copper 1857, close by', draw: badge },
  {
    job: 'Spring crew polos',
    name: 'badge-test.png',
    caption: 'Second test run, thread still loose',
    draw: badge,
    isInternal: true,
  },
]
const van = 'Van 14, brakes and tie rods'
export const apexPhotos: readonly PhotoScript[] = [
  { job: van, name: 'rotor-before.png', caption: 'Front left rotor, 1.8 mm left', moment: 'before', draw: wornRotor },
  { job: van, name: 'rotor-after.png', caption: 'The new one', moment: 'after', draw: newRotor },
]

const jobNamed = sql
  .select({ id: jobs.id })
  .from(jobs)
  .where(eq(jobs.title, raw.placeholder('title')))

/** Uploads the pictures at the desk, as staff do. One that is there already stays. */
export async function hangPhotos(tenant: Tenant, desk: Desk, photos: readonly PhotoScript[]): Promise<void> {
  const { base, browser } = desk
  for (const { job, name, caption, moment = '', isInternal, draw } of photos) {
    const [[found]] = await read(tenant.database, [jobNamed], { title: job })
    if (!found) throw new Error(`The demo has no job ${job}`)
    const page = await browser.get(href(base, paths.staff.jobs.show, { id: found.id }))
    if (page.text.includes(caption)) continue
    const id = await upload(desk, name, draw())
    const audience = isInternal ? 'staff' : 'customer'
    const fields = { command: newId('cmd'), 'file[]': id, fileCaption: caption, moment, audience }
    expect(await browser.post(href(base, paths.staff.jobs.addFiles, { id: found.id }), fields), 303, `the photo ${name}`)
  }
}
