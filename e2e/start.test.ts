import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

interface Run {
  readonly child: ChildProcess
  /** What it said until it was ready or ended. */
  readonly said: string
  readonly code: number | undefined
}

function start(port: number, dir: string): Promise<Run> {
  const env = { ...process.env, PORT: String(port), LOCAL_DIR: dir }
  const child = spawn(process.execPath, [join(root, 'src/bin/start.ts')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (/^ready/m.test(said)) resolve({ child, said, code: undefined })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => resolve({ child, said, code: code ?? -1 }))
  })
}

function stop({ child }: Run): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGINT')
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

it('start is ended by Ctrl-C, kept by a second start, and says in a sentence what is in its way', async () => {
  const port = 41_000 + Math.floor(Math.random() * 2_000) * 4
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-start-'))
  const first = await start(port, dir)
  const link = /Private link\s+(\S+)/.exec(first.said)?.[1]
  expect(first.said.trimEnd().split('\n').at(-1)).toMatch(/^ready/)

  const second = await start(port, join(dir, 'other'))
  expect(second.code).toBe(1)
  expect(second.said).toContain(`${port}`)
  expect(second.said).not.toMatch(/\n\s+at /)

  expect(await stop(first)).toBe(0)
  for (const one of [0, 1, 2, 3]) expect(await isFree(port + one)).toBe(true)

  const again = await start(port, dir)
  expect(/Private link\s+(\S+)/.exec(again.said)?.[1]).toBe(link)
  await stop(again)

  writeFileSync(join(dir, 'a-file'), '')
  const broken = await start(port, join(dir, 'a-file'))
  expect(broken.code).toBe(1)
  expect(broken.said).not.toMatch(/\n\s+at /)
})
