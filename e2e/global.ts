import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { areFree, freePorts, privateLinkIn, type Run, start, stop } from '#testing/product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    port: number
    privateLink: string
    /** Where its data lies. */
    dir: string
    /** How it was started, ended and started again; none where the tests use a product that runs. */
    starts: Starts | undefined
  }
}

export interface Starts {
  /** What each start printed until it was ready. */
  readonly said: readonly [string, string]
  readonly exitCode: number | null
  readonly areItsPortsFree: boolean
}

/** Starts the product twice as `npm start` does, on data of its own that the second finds. E2E_PORT names one that runs. */
export default async function global(project: TestProject) {
  const running = process.env['E2E_PORT']
  if (running) {
    project.provide('port', Number(running))
    project.provide('dir', process.env['E2E_DIR'] ?? '.local')
    project.provide('privateLink', process.env['E2E_LINK'] ?? `http://localhost:${running}/public/portal/smith-embroidery/c/x`)
    project.provide('starts', undefined)
    return
  }
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-e2e-'))
  const port = await freePorts()
  const first = await untilReady(port, dir)
  const exitCode = await stop(first)
  const areItsPortsFree = await areFree(port)
  const second = await untilReady(port, dir)
  project.provide('port', port)
  project.provide('dir', dir)
  project.provide('privateLink', privateLinkIn(second.said))
  project.provide('starts', { said: [first.said, second.said], exitCode, areItsPortsFree })
  return async () => {
    await stop(second)
    rmSync(dir, { recursive: true, force: true })
  }
}

async function untilReady(port: number, dir: string): Promise<Run> {
  const run = await start(port, dir)
  if (run.exitCode !== undefined) throw new Error(`It ended with ${run.exitCode} before it was ready: ${run.said}`)
  return run
}
