import { ask } from './ask.ts'
import { writeEmptyWorker } from './bare.ts'
import type { Target } from './load.ts'
import type { Place } from './place.ts'
import type { Startup } from './results.ts'
import { median } from './usage.ts'
import { type Program, serve } from './workerd.ts'

/** Starts the product a few times, and an empty Worker between, to tell apart what is ours. */
export async function measureStartup(
  place: Place,
  product: Program,
  page: Omit<Target, 'port'>,
  times: number,
): Promise<Startup> {
  const empty: Program = { ...product, main: writeEmptyWorker(place.dir), variables: {}, isProduct: false }
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
  return { firstAnswerMs: median(answers), activeCpuMs: median(ours) - median(theirs) }
}
