import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Libsql {
  readonly url: string
  readonly pid: number
  /** Requests and statements of a namespace since it was last forgotten. */
  counters(namespace: string): Promise<{ readonly requests: number; readonly statements: number }>
  forget(namespace: string): Promise<void>
  /** The bodies of the latest requests, oldest first. */
  last(namespace: string): Promise<readonly string[]>
  close(): void
}

/** Starts the local libSQL server in its own process, with its data in `dir`. */
export async function startLibsql(dir: string): Promise<Libsql> {
  const child = fork(join(import.meta.dirname, 'libsql-child.ts'), [dir])
  const [port] = (await once(child, 'message')) as [number] // the one message the child sends
  const url = `http://127.0.0.1:${port}`
  const control = async (method: string, path: string) => {
    const response = await fetch(`${url}/_control/${path}`, { method })
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}`)
    return response.json()
  }
  return {
    url,
    pid: child.pid ?? 0,
    counters: async (namespace) => (await control('GET', `counters/${namespace}`)) as { requests: number; statements: number }, // its own shape
    forget: async (namespace) => void (await control('DELETE', `counters/${namespace}`)),
    last: async (namespace) => (await control('GET', `last/${namespace}`)) as string[],
    close: () => child.disconnect(),
  }
}
