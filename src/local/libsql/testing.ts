import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, createClient } from '@libsql/client'
import { onTestFinished } from 'vitest'
import { createLibsqlServer, type LibsqlServerOptions } from './server.ts'

/** A server of its own for one test, on a free port and a folder that goes away with it. */
export async function startServer(options: Partial<LibsqlServerOptions> = {}) {
  const dir = options.dir ?? makeDir()
  const server = createLibsqlServer({ synchronous: 'OFF', control: true, autoCreate: true, ...options, dir })
  const origin = `http://127.0.0.1:${await server.listen(0)}`
  onTestFinished(() => server.close())

  function client(namespace: string, config: Omit<Config, 'url'> = {}) {
    const made = createClient({ url: `${origin}/dev/${namespace}/`, ...config })
    onTestFinished(() => made.close())
    return made
  }

  function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text })
  }

  async function pipeline(namespace: string, requests: unknown[], baton?: string | null) {
    const response = await post(`/dev/${namespace}/v3/pipeline`, { baton, requests })
    return { status: response.status, ...readAnswer(await response.text()) }
  }

  return { origin, dir, server, client, post, pipeline }
}

/** A folder that goes away with the test. */
export function makeDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'libsql-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A clock turned by hand: what was asked for runs when its time is passed. */
export function handClock() {
  const waiting = new Set<{ at: number; run: () => void }>()
  let now = 0
  return {
    after(ms: number, run: () => void) {
      const entry = { at: now + ms, run }
      waiting.add(entry)
      return () => {
        waiting.delete(entry)
      }
    },
    pass(ms: number) {
      now += ms
      for (const entry of [...waiting]) {
        if (entry.at > now) continue
        waiting.delete(entry)
        entry.run()
      }
    },
  }
}

export const execute = (sql: string, rest: object = {}) => ({ type: 'execute', stmt: { sql, ...rest } })
export const close = { type: 'close' }

// The tests assert the shape of what they read; this only gives it a name.
interface Answer {
  text: string
  baton: string | null
  results: {
    type: string
    response?: { type: string; result?: Result; is_autocommit?: boolean }
    error?: { code: string; message: string }
  }[]
}

interface Result {
  cols: { name: string; decltype: string | null }[]
  rows: { type: string; value?: string }[][]
  affected_row_count: number
  last_insert_rowid: string | null
  step_results: (Result | null)[]
  step_errors: ({ code: string; message: string } | null)[]
  params: { name: string | null }[]
  is_explain: boolean
  is_readonly: boolean
}

function readAnswer(text: string): Answer {
  const nothing = { text, baton: null, results: [] }
  return text.startsWith('{') ? { ...nothing, ...JSON.parse(text) } : nothing
}
