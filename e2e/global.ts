import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    port: number
    privateLink: string
    /** Where its data lies. */
    dir: string
  }
}

const root = join(import.meta.dirname, '..')

/** Starts the product as `npm start` does, with data of its own, and waits for the line that says ready. E2E_PORT names one that runs. */
export default async function global(project: TestProject) {
  const running = process.env['E2E_PORT']
  if (running) {
    project.provide('port', Number(running))
    project.provide('dir', process.env['E2E_DIR'] ?? '.local')
    project.provide('privateLink', process.env['E2E_LINK'] ?? `http://localhost:${running}/public/portal/smith-embroidery/c/x`)
    return
  }
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-e2e-'))
  const port = await freePort()
  const child = spawn(process.execPath, [join(root, 'src/bin/start.ts')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), LOCAL_DIR: dir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await untilReady(child)
  project.provide('port', port)
  project.provide('dir', dir)
  project.provide('privateLink', /Private link\s+(\S+)/.exec(said)?.[1] ?? '')
  return async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    rmSync(dir, { recursive: true, force: true })
  }
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/^ready/m.test(said)) resolve(said)
    })
    child.once('exit', (code) => reject(new Error(`It ended with ${code} before it was ready: ${said}`)))
  })
}

/** Four ports in a row: the Worker's and those of the doubles. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    const free = await Promise.all([0, 1, 2, 3].map((i) => isFree(port + i)))
    if (free.every(Boolean)) return port
  }
  throw new Error('No four free ports in a row')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
