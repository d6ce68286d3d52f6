import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Run {
  readonly child: ChildProcess
  /** What it printed until it was ready or ended. */
  readonly said: string
  /** Undefined while it runs. */
  readonly exitCode: number | undefined
}

/** Starts the product as `npm start` does and waits until it is ready or has ended. */
export function start(port: number | string, dir: string): Promise<Run> {
  const env = { ...process.env, PORT: String(port), LOCAL_DIR: dir }
  const child = spawn(process.execPath, [join(root, 'src/bin/start.ts')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (/^ready/m.test(said)) resolve({ child, said, exitCode: undefined })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => resolve({ child, said, exitCode: code ?? -1 }))
  })
}

/** Ends it as Ctrl-C does, and gives its exit code. */
export function stop({ child }: Run): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGINT')
  })
}

export function privateLinkIn(said: string): string {
  return /Private link\s+(\S+)/.exec(said)?.[1] ?? ''
}

/** The first of five free ports in a row: the Worker's and those of the doubles. */
export async function freePorts(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    if (await areFree(port)) return port
  }
  throw new Error('No five free ports in a row')
}

export async function areFree(port: number): Promise<boolean> {
  return (await Promise.all([0, 1, 2, 3, 4].map((i) => isFree(port + i)))).every(Boolean)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
