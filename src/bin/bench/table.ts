import type { Split } from './profile.ts'
import { figuresOf, type Growth, kilobytes, type PageResult, type Results, type Side } from './results.ts'

/** The results as a page of Markdown that also reads well in a terminal. */
export function tableOf(results: Results): string {
  const { machine, pages, size, startup, firstVisit, memory, uploads, firstImage, paid, offer } = results
  const figures = figuresOf(results)
  return `# How fast and how small

The built bundle in plain workerd ${machine.workerd} against the local libSQL server, on ${machine.cores} cores (${machine.processor}), Node ${machine.node}.
Load: ${machine.driver}; ${machine.rounds} rounds of ${machine.secondsPerRound} s, product and bare Worker in turn; medians. \`npm run bench\` makes this page anew.

## The figures to hold

${grid(
  ['what', 'to hold', 'measured', 'holds'],
  figures.map(({ what, toHold, measured, holds }) => [what, toHold, measured, holds ? 'yes' : '**no**']),
)}

Axe and the time \`npm start\` takes are not measured here.

## Pages

The bare Worker sends the page's own recorded request to the same server by raw fetch and returns as many bytes. CPU is per request: inside workerd,
and in the libSQL server, which costs both sides the same and shares the cores with them.

${grid(['page', 'side', 'requests/s', 'median', 'p99', 'CPU workerd', 'CPU libSQL'], pages.flatMap(sidesOf))}

${grid(
  ['page', 'ratio of requests/s', 'ratio of CPU', 'round trips', 'statements', 'HTML', 'HTML gzip'],
  pages.map((page) => [
    ...[page.name, page.ratio.toFixed(2), page.cpuRatio.toFixed(2), String(page.roundTrips), String(page.statements)],
    ...[kilobytes(page.htmlBytes), kilobytes(page.htmlGzip)],
  ]),
)}

## Where the CPU of the home page goes

Sampled inside workerd under the same load; a builtin counts for the source that called it.

${splitOf(results.cpuOfHome, pages[0])}

## Growth

One request after the other, small and large in turn.

${grid(['what', 'small', 'large', 'large : small'], results.growth.map(growthRow))}

## Size and start-up

${grid(
  ['what', 'figure'],
  [
    ['bundle', kilobytes(size.bytes)],
    ['bundle, gzip', kilobytes(size.gzip)],
    [`without lazy parts (${size.lazy.join(', ') || 'none'}), gzip`, kilobytes(size.eagerGzip)],
    ['from spawn of workerd to the first page', `${startup.firstAnswerMs.toFixed(0)} ms`],
    ['active CPU of the start-up profile', `${startup.activeCpuMs.toFixed(1)} ms`],
    ['CPU of workerd until it listens, over an empty Worker', `${startup.processCpuMs.toFixed(1)} ms`],
    ['memory of workerd, once it listens', `${(memory.before / 1e6).toFixed(0)} MB`],
    [
      `growth of workerd's memory, ${uploads.atOnce} uploads of ${(uploads.bytesEach / 1024 / 1024).toFixed(0)} MB at once (to hold: 64 MB)`,
      `${(uploads.growth / 1024 / 1024).toFixed(0)} MB, in ${uploads.seconds.toFixed(1)} s`,
    ],
    ['memory of workerd, after all pages above', `${(memory.after / 1e6).toFixed(0)} MB`],
    [`webhook to paid, ${paid.atOnce} events at once: median, p99`, `${paid.p50Ms.toFixed(0)} ms, ${paid.p99Ms.toFixed(0)} ms`],
    ['the same, events a second', paid.perSecond.toFixed(0)],
    ['live price of an estimate: the slowest', `${offer.mostMs.toFixed(0)} ms`],
    ['first picture of a proof, slow 4G and a processor slowed fourfold', `${(firstImage.slowedMs / 1000).toFixed(2)} s`],
    ['first picture of a proof, of its original', `${kilobytes(firstImage.bytes)} of ${kilobytes(firstImage.originalBytes)}`],
    ...firstVisit.parts.map(({ address, gzip }) => [`first visit: ${plain(address)}, gzip`, kilobytes(gzip)]),
    ['first visit: everything, gzip', kilobytes(firstVisit.gzip)],
  ],
)}
`
}

function sidesOf({ name, product, bare }: PageResult): string[][] {
  const row = (side: string, { perSecond, p50Ms, p99Ms, workerCpuMs, databaseCpuMs }: Side) => [
    ...[name, side, perSecond.toFixed(0), `${p50Ms.toFixed(1)} ms`, `${p99Ms.toFixed(1)} ms`],
    ...[`${workerCpuMs.toFixed(3)} ms`, `${databaseCpuMs.toFixed(3)} ms`],
  ]
  return [row('product', product), row('bare', bare)]
}

function splitOf({ byPart, byFunction }: Split, home: PageResult | undefined): string {
  const whole = home?.product.workerCpuMs ?? 0
  const rows = (list: Split['byPart']) =>
    list.map(({ of, share }) => [of, `${(100 * share).toFixed(1)} %`, `${(share * whole).toFixed(3)} ms`])
  return `${grid(['source', 'share', 'per request'], rows(byPart))}

${grid(['function', 'share', 'per request'], rows(byFunction))}`
}

function growthRow({ what, small, large }: Growth): string[] {
  const cell = ({ size, ms }: Growth['small']) => `${ms.toFixed(2)} ms at ${size.toLocaleString('en')}`
  return [what, cell(small), cell(large), `${(large.ms / small.ms).toFixed(2)} ×`]
}

/** Without the hash of its content, so that the page changes only when a figure does. */
function plain(address: string): string {
  return address.replace(/^.*\//, '').replace(/-[A-Z0-9]{8}\./, '.')
}

/** A Markdown table whose columns also line up as plain text. */
function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
