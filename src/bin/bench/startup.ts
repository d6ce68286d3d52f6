import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './ask.ts'
import { writeEmptyWorker } from './bare.ts'
import { type Bundle, wrangler } from './bundle.ts'
import type { Target } from './load.ts'
import type { Place } from './place.ts'
import { busyMs, type CpuProfile } from './profile.ts'
import type { Startup } from './results.ts'
import { median } from './usage.ts'
import { type Program, serve } from './workerd.ts'

/** Starts the product a few times, and an empty Worker between, to tell apart what is ours; and has wrangler profile as many starts. */
export async function measureStartup(
  place: Place,
  bundle: Bundle,
  product: Program,
  page: Omit<Target, 'port'>,
  times: number,
): Promise<Startup> {
  const { compatibilityDate } = product
  const empty: Program = { main: writeEmptyWorker(place.dir), variables: {}, compatibilityDate }
  const answers: number[] = []
  const ours: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < times; i++) {
    const runtime = await serve(product, 'product')
    const asked = performance.now()
    await ask({ ...page, port: runtime.port })
    answers.push(runtime.startMs + performance.now() - asked)
    ours.push(runtime.startCpuMs)
    await runtime.close()
    const nothing = await serve(empty, 'empty')
    theirs.push(nothing.startCpuMs)
    await nothing.close()
  }
  const active: number[] = []
  for (let i = 0; i < times; i++) active.push(await profiledStart(place.dir, bundle.upload))
  return { firstAnswerMs: median(answers), activeCpuMs: median(active), processCpuMs: median(ours) - median(theirs) }
}

/** The active CPU of one start as wrangler's own check reports it. */
async function profiledStart(dir: string, upload: string): Promise<number> {
  const outfile = join(dir, 'startup.cpuprofile')
  await wrangler(dir, ['check', 'startup', '--worker', upload, '--outfile', outfile])
  return busyMs(JSON.parse(readFileSync(outfile, 'utf8')) as CpuProfile) // the profiler's own format
}
