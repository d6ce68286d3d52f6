import type { Size } from './bundle.ts'
import type { FirstImage } from './first-image.ts'
import type { LighthouseFigure } from './lighthouse.ts'
import type { LiveFigure } from './live.ts'
import type { OfferFigure } from './offer.ts'
import type { PaidFigure } from './paid.ts'
import type { PaperFigure } from './paper.ts'
import type { Split } from './profile.ts'
import type { Uploads } from './uploads.ts'
import type { Part } from './weight.ts'

export interface Side {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Per request. */
  readonly workerCpuMs: number
  readonly databaseCpuMs: number
}
export interface PageResult {
  readonly name: string
  readonly roundTrips: number
  readonly statements: number
  readonly htmlBytes: number
  readonly htmlGzip: number
  readonly product: Side
  readonly bare: Side
  /** Of requests per second: the median of the ratios of each round. */
  readonly ratio: number
  readonly cpuRatio: number
}
/** The same thing at a small and at a large size, ms. */
export interface Growth {
  readonly what: string
  readonly small: { readonly size: number; readonly ms: number }
  readonly large: { readonly size: number; readonly ms: number }
}
export interface Startup {
  /** From spawn to the first page. */
  readonly firstAnswerMs: number
  /** Time not idle while the module is evaluated, sampled by wrangler's own check. */
  readonly activeCpuMs: number
  /** CPU of the whole process until it listens, reading and compiling the bundle too, over the same for an empty Worker. */
  readonly processCpuMs: number
}
export interface Results {
  readonly machine: {
    readonly cores: number
    readonly processor: string
    readonly node: string
    readonly workerd: string
    readonly driver: string
    readonly rounds: number
    readonly secondsPerRound: number
  }
  readonly pages: readonly PageResult[]
  readonly cpuOfHome: Split
  readonly growth: readonly Growth[]
  readonly startup: Startup
  readonly size: Size
  readonly firstVisit: { readonly gzip: number; readonly parts: readonly Part[]; readonly foreign: readonly string[] }
  /** The same of an invoice opened by its mailed link. */
  readonly linkVisit: Results['firstVisit']
  /** Of the product's workerd: once it listens, and after all its pages were asked for. Bytes. */
  readonly uploads: Uploads
  /** CPU of one record with its hashes and its signature, ms. */
  readonly sealingMs: number
  /** From the press on a proof until the open board of the shop has read itself anew. */
  readonly decisionMs: number
  readonly firstImage: FirstImage
  readonly paper: PaperFigure
  readonly paid: PaidFigure
  readonly live: LiveFigure
  readonly offer: OfferFigure
  readonly lighthouse: readonly LighthouseFigure[]
  readonly memory: { readonly before: number; readonly after: number }
}

/** One figure of the design, and whether it holds. */
export interface Figure {
  readonly what: string
  readonly toHold: string
  readonly measured: string
  readonly holds: boolean
}

/** The figures of DESIGN section 13 that can be measured here. */
export function figuresOf({
  pages,
  size,
  startup,
  firstVisit,
  growth,
  sealingMs,
  decisionMs,
  firstImage,
  paper,
  linkVisit,
  offer,
  live,
  lighthouse,
}: Results): Figure[] {
  const [home] = pages
  const trips = Math.max(...pages.map(({ roundTrips }) => roundTrips))
  const grown = (of: string, isSmall: (size: number) => boolean) =>
    Math.max(
      ...growth
        .filter(({ what, small }) => what.startsWith(of) && isSmall(small.size))
        .map(({ small, large }) => large.ms / small.ms),
    )
  const growths = [
    { what: 'Page time at 10,000 jobs against 10', times: grown('jobs', () => true) },
    // Both show a full page; what ten of them take, which are fewer rows to draw, stands under Growth.
    { what: 'Page time at 5,000 messages of a thread against one page of them', times: grown('messages', (size) => size > 50) },
    { what: 'Page time at 2,000 vehicles of a customer against one page of them', times: grown('vehicles', (size) => size > 50) },
  ]
  const ratio = home?.ratio ?? 0
  return [
    { what: 'Round trips per page', toHold: '1', measured: String(trips), holds: trips === 1 },
    {
      what: 'Signed-in home against a bare Worker, throughput',
      toHold: '≥ 0.5',
      measured: ratio.toFixed(2),
      holds: ratio >= 0.5,
    },
    {
      what: 'Start-up, active CPU',
      toHold: '≤ 50 ms',
      measured: `${startup.activeCpuMs.toFixed(0)} ms`,
      holds: startup.activeCpuMs <= 50,
    },
    {
      what: 'Main bundle without lazy parts, gzip',
      toHold: '≤ 250 kB',
      measured: kilobytes(size.eagerGzip),
      holds: size.eagerGzip <= 250_000,
    },
    {
      what: 'First visit of the home page, everything, gzip',
      toHold: '≤ 60 kB',
      measured: kilobytes(firstVisit.gzip),
      holds: firstVisit.gzip <= 60_000,
    },
    {
      what: 'Record of 200 lines, hash and signature, CPU',
      toHold: '< 5 ms',
      measured: `${sealingMs.toFixed(2)} ms`,
      holds: sealingMs < 5,
    },
    {
      what: 'First picture of a proof, from its mailed link, slow 4G',
      toHold: '≤ 1.0 s',
      measured: `${(firstImage.ms / 1000).toFixed(2)} s`,
      holds: firstImage.ms <= 1_000,
    },
    {
      what: 'PDF of an invoice of 500 lines, made',
      toHold: '≤ 2 s',
      measured: `${(paper.ms / 1000).toFixed(2)} s`,
      holds: paper.ms <= 2_000,
    },
    {
      what: 'PDF of an invoice of 500 lines, size',
      toHold: '≤ 1 MB',
      measured: kilobytes(paper.bytes),
      holds: paper.bytes <= 1_000_000,
    },
    {
      what: 'First visit of an invoice by its link, everything, gzip',
      toHold: '≤ 60 kB',
      measured: kilobytes(linkVisit.gzip),
      holds: linkVisit.gzip <= 60_000,
    },
    {
      what: 'Live price of an estimate, press to screen',
      toHold: '< 50 ms',
      measured: `${offer.ms.toFixed(0)} ms`,
      holds: offer.ms < 50,
    },
    {
      what: `News to ${live.pages} open pages of one shop, press to the last of them`,
      toHold: '< 1 s',
      measured: `${live.ms.toFixed(0)} ms`,
      holds: live.ms < 1_000,
    },
    {
      what: 'Decision on a proof, press to the open board that has read itself anew',
      toHold: '< 1 s',
      measured: `${decisionMs.toFixed(0)} ms`,
      holds: decisionMs < 1_000,
    },
    {
      what: 'Pages about another job that hear of it',
      toHold: '0',
      measured: String(live.wokenForNothing),
      holds: live.wokenForNothing === 0,
    },
    ...lighthouse.map(({ page, performance, accessibility, bestPractices }) => ({
      what: `Lighthouse of ${page} by its link: performance, accessibility, best practices`,
      toHold: '100, 100, 100',
      measured: [performance, accessibility, bestPractices].join(', '),
      holds: Math.min(performance, accessibility, bestPractices) === 100,
    })),
    {
      what: 'Requests to third parties',
      toHold: '0',
      measured: String(firstVisit.foreign.length + linkVisit.foreign.length),
      holds: firstVisit.foreign.length + linkVisit.foreign.length === 0,
    },
    ...growths.map(({ what, times }) => ({
      what,
      toHold: '≤ 1.2 ×',
      measured: `${times.toFixed(2)} ×`,
      holds: times <= 1.2,
    })),
  ]
}

/** Bytes as people say them: thousands, one decimal. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
