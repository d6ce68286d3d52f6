import { gzipSync } from 'node:zlib'
import { askPage } from './ask.ts'
import { type Recording, writeBareWorker } from './bare.ts'
import type { Bundle } from './bundle.ts'
import type { Libsql } from './libsql.ts'
import { type Load, load, type Target } from './load.ts'
import type { Place } from './place.ts'
import type { PageResult, Side } from './results.ts'
import { cpuOf, median } from './usage.ts'
import { type Runtime, serve } from './workerd.ts'

export interface Page extends Omit<Target, 'port'> {
  readonly name: string
  readonly namespace: string
}
export interface Rounds {
  readonly count: number
  readonly seconds: number
}
interface Recorded extends Page, Recording {
  readonly roundTrips: number
  readonly statements: number
}

/** Measures each page in the product and in a bare Worker, in turn, round by round. */
export async function measurePages(
  place: Place,
  bundle: Bundle,
  product: Runtime,
  pages: readonly Page[],
  rounds: Rounds,
): Promise<PageResult[]> {
  const recorded: Recorded[] = []
  for (const page of pages) recorded.push(await record(place.libsql, product.port, page))
  const main = writeBareWorker(place.dir, recorded)
  const bare = await serve({ main, variables: {}, compatibilityDate: bundle.compatibilityDate }, 'bare')
  for (const page of recorded) await checkBare(place.libsql, bare.port, page)

  const sides = recorded.map(() => ({ product: [] as Measured[], bare: [] as Measured[] }))
  for (const page of recorded) for (const { port } of [product, bare]) await load({ ...page, port }, 1)
  for (let round = 0; round < rounds.count; round++) {
    for (const [i, page] of recorded.entries()) {
      const one = { product, bare }
      // Whoever goes first finds the machine as the other left it: they take turns.
      for (const side of round % 2 === 0 ? (['product', 'bare'] as const) : (['bare', 'product'] as const)) {
        sides[i]?.[side].push(await measure(one[side], place.libsql, page, rounds.seconds))
      }
    }
  }
  await bare.close()
  return recorded.map((page, i) => resultOf(page, sides[i]?.product ?? [], sides[i]?.bare ?? []))
}

async function record(libsql: Libsql, port: number, page: Page): Promise<Recorded> {
  await askPage({ ...page, port })
  await libsql.forget(page.namespace)
  const { body } = await askPage({ ...page, port })
  const { requests, statements } = await libsql.counters(page.namespace)
  const sent = (await libsql.last(page.namespace)).at(-1) ?? ''
  const url = `${libsql.url}/dev/${page.namespace}/v2/pipeline`
  return { ...page, html: String(body), url, body: sent, roundTrips: requests, statements }
}

/** The bare Worker must do the same work and return as much, or the ratio means nothing. */
async function checkBare(libsql: Libsql, port: number, page: Recorded): Promise<void> {
  await libsql.forget(page.namespace)
  const { body } = await askPage({ ...page, port })
  const { statements } = await libsql.counters(page.namespace)
  if (statements !== page.statements || body.length !== Buffer.byteLength(page.html))
    throw new Error(`The bare Worker does not do what ${page.name} does`)
}

interface Measured extends Load {
  readonly workerCpuMs: number
  readonly databaseCpuMs: number
}

async function measure(runtime: Runtime, libsql: Libsql, page: Page, seconds: number): Promise<Measured> {
  const before = [cpuOf(runtime.pid), cpuOf(libsql.pid)] as const
  const loaded = await load({ ...page, port: runtime.port }, seconds)
  const perRequest = (pid: number, since: number) => (cpuOf(pid) - since) / loaded.requests
  return { ...loaded, workerCpuMs: perRequest(runtime.pid, before[0]), databaseCpuMs: perRequest(libsql.pid, before[1]) }
}

function resultOf(page: Recorded, product: readonly Measured[], bare: readonly Measured[]): PageResult {
  const ratios = (of: (product: Measured, bare: Measured) => number) =>
    median(product.flatMap((one, round) => (bare[round] ? [of(one, bare[round])] : [])))
  return {
    name: page.name,
    roundTrips: page.roundTrips,
    statements: page.statements,
    htmlBytes: Buffer.byteLength(page.html),
    htmlGzip: gzipSync(page.html).length,
    product: sideOf(product),
    bare: sideOf(bare),
    ratio: ratios((a, b) => a.perSecond / b.perSecond),
    cpuRatio: ratios((a, b) => b.workerCpuMs / a.workerCpuMs),
  }
}

function sideOf(rounds: readonly Measured[]): Side {
  const of = (figure: keyof Measured) => median(rounds.map((round) => round[figure]))
  return {
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    workerCpuMs: of('workerCpuMs'),
    databaseCpuMs: of('databaseCpuMs'),
  }
}
