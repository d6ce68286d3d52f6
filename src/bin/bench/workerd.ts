import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { modulesIn } from './bundle.ts'
import { start, stop } from './children.ts'
import { cpuOf, memoryOf } from './usage.ts'

// workerd comes with wrangler: asking from there finds the very one that `npm start` uses.
const fromHere = createRequire(import.meta.url)
const workerd = createRequire(fromHere.resolve('wrangler/package.json'))('workerd') as { default: string; version: string }
export const workerdVersion = workerd.version

export interface Runtime {
  readonly pid: number
  readonly port: number
  readonly inspector: number
  /** From spawn to the socket: how long, and how much CPU. The module was evaluated by then. */
  readonly startMs: number
  readonly startCpuMs: number
  readonly startMemory: number
  close(): Promise<void>
}

export interface Program {
  /** The module that answers, in a folder whose other modules it may import. */
  readonly main: string
  readonly variables: Readonly<Record<string, string>>
  /** Where the product's bucket is, host:port; it has its Durable Object besides. Other Workers have neither. */
  readonly bucket?: string
  readonly compatibilityDate: string
  readonly compatibilityFlags?: readonly string[]
}

/** Serves a module in plain workerd, with nothing of wrangler around it. */
export async function serve(program: Program, name: string): Promise<Runtime> {
  const config = join(dirname(program.main), `${name}.capnp`)
  writeFileSync(config, configOf(program))
  const began = performance.now()
  const args = ['serve', config, '--control-fd=3', '--inspector-addr=127.0.0.1:0']
  const child = start(workerd.default, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const pid = child.pid ?? 0
  const ports = await listening(child)
  return {
    ...{ pid, port: ports.http, inspector: ports.inspector },
    ...{ startMs: performance.now() - began, startCpuMs: cpuOf(pid), startMemory: memoryOf(pid) },
    close: () => stop(child),
  }
}

/** Waits for workerd's own word on the ports it took. */
function listening(child: ChildProcess): Promise<{ http: number; inspector: number }> {
  return new Promise((resolve, reject) => {
    let said = ''
    let inspector = 0
    const control = child.stdio[3] as Readable // the fourth of the pipes above
    control.on('data', (chunk: Buffer) => {
      said += String(chunk)
      const lines = said.split('\n')
      said = lines.pop() ?? ''
      for (const line of lines) {
        const { event, port } = JSON.parse(line)
        if (event === 'listen-inspector') inspector = port
        if (event === 'listen') resolve({ http: port, inspector })
      }
    })
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk}`.slice(-4_000)
    })
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code} before it listened\n${complaint}`)))
  })
}

const configOf = ({
  main,
  variables,
  bucket,
  compatibilityDate,
  compatibilityFlags = [],
}: Program) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["public", "private"])),
    (name = "nothing", worker = (compatibilityDate = "${compatibilityDate}",
      serviceWorkerScript = "addEventListener('fetch', (event) => event.respondWith(new Response(null, { status: 404 })))")),
${bucket ? `    (name = "store", external = (address = "${bucket}", http = ())),\n` : ''}  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [${modulesOf(main).map(moduleEntry).join(', ')}],
  compatibilityDate = "${compatibilityDate}",
  compatibilityFlags = [${compatibilityFlags.map((flag) => JSON.stringify(flag)).join(', ')}],
  bindings = [
${[...Object.entries(variables).map(textBinding), ...(bucket ? ownBindings : [])].join(',\n')}
  ],
${bucket ? ownObjects : ''});
`
// The first of them answers.
const modulesOf = (main: string) => [basename(main), ...modulesIn(dirname(main)).filter((name) => name !== basename(main))]
const moduleEntry = (name: string) => `(name = "${name}", esModule = embed "${name}")`
const textBinding = ([name, value]: [string, string]) => `    (name = "${name}", text = ${JSON.stringify(value)})`
const ownBindings = ['    (name = "CLOCK", durableObjectNamespace = "ShopClock")', '    (name = "FILES", r2Bucket = "store")']
const ownObjects = `  durableObjectNamespaces = [(className = "ShopClock", uniqueKey = "clock", enableSql = true)],
  durableObjectStorage = (inMemory = void),
`
