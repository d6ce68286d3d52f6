import { basename } from 'node:path'
import { packageOf, type Section } from './bundle.ts'

export interface Share {
  readonly of: string
  /** Of the time the thread was busy, 0 to 1. */
  readonly share: number
}
export interface Split {
  readonly byPart: readonly Share[]
  readonly byFunction: readonly Share[]
}

export interface Node {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}
export interface CpuProfile {
  readonly nodes: readonly Node[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Samples the isolate while `work` runs and says which source the time went to. A builtin counts for whoever called it. */
export async function splitCpu(inspector: number, sections: readonly Section[], work: () => Promise<unknown>): Promise<Split> {
  const session = await connect(`ws://127.0.0.1:${inspector}/main`)
  await session.ask('Profiler.enable')
  await session.ask('Profiler.setSamplingInterval', { interval: 200 })
  await session.ask('Profiler.start')
  await work()
  const { profile } = (await session.ask('Profiler.stop')) as { profile: CpuProfile } // the protocol's own shape
  session.close()
  return sum(profile, sections)
}

function sum({ nodes, samples, timeDeltas }: CpuProfile, sections: readonly Section[]): Split {
  const parentOf = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parts = new Map<string, number>()
  const functions = new Map<string, number>()
  let busy = 0
  for (const [i, id] of samples.entries()) {
    const node = byId.get(id)
    if (!node || node.callFrame.functionName === '(idle)') continue
    const time = timeDeltas[i] ?? 0
    const owner = ownerOf(node)
    busy += time
    parts.set(owner, (parts.get(owner) ?? 0) + time)
    const name = `${node.callFrame.functionName || 'anonymous'}, ${owner}`
    functions.set(name, (functions.get(name) ?? 0) + time)
  }
  return { byPart: shares(parts, busy, 0.005), byFunction: shares(functions, busy, 0.01) }

  function ownerOf(node: Node): string {
    const { url, functionName, lineNumber } = node.callFrame
    if (url !== '') return sourceOf(sections, basename(url), lineNumber)
    if (functionName.startsWith('(')) return own[functionName] ?? functionName
    const parent = byId.get(parentOf.get(node.id) ?? -1)
    return parent ? ownerOf(parent) : 'the runtime'
  }
}

/** How long the thread was not idle, ms. */
export function busyMs({ nodes, samples, timeDeltas }: CpuProfile): number {
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id))
  return samples.reduce((sum, id, i) => (idle.has(id) ? sum : sum + (timeDeltas[i] ?? 0)), 0) / 1000
}

const own: Readonly<Record<string, string>> = {
  '(program)': 'the runtime',
  '(root)': 'the runtime',
  '(garbage collector)': 'garbage collector',
}

function shares(times: ReadonlyMap<string, number>, whole: number, least: number): Share[] {
  const all = [...times].map(([of, time]) => ({ of, share: time / whole }))
  return all.filter(({ share }) => share >= least).sort((a, b) => b.share - a.share)
}

/** The package, or our own folder, that a line of the bundle came from; hono's renderer apart from the rest of hono. */
function sourceOf(sections: readonly Section[], file: string, line: number): string {
  const path = sections.findLast((section) => section.file === file && section.line <= line)?.path ?? ''
  if (path.includes('hono/dist/jsx')) return 'hono/jsx'
  return path.startsWith('src/')
    ? path
        .split('/')
        .slice(0, path.startsWith('src/features/') ? 3 : 2)
        .join('/')
    : packageOf(path)
}

interface Session {
  ask(method: string, params?: object): Promise<unknown>
  close(): void
}

async function connect(url: string): Promise<Session> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, (result: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result)
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('The inspector of workerd does not answer')))
  })
  let last = 0
  return {
    ask: (method, params = {}) =>
      new Promise((resolve) => {
        waiting.set(++last, resolve)
        socket.send(JSON.stringify({ id: last, method, params }))
      }),
    close: () => socket.close(),
  }
}
