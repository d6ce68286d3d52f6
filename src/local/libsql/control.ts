import type { Answer } from './admin.ts'
import { tidy } from './connection.ts'
import type { createCounters } from './counters.ts'
import { apiError } from './errors.ts'
import type { Faults } from './faults.ts'
import type { Namespaces } from './namespaces.ts'
import type { Streams } from './streams.ts'

export interface Controlled {
  readonly namespaces: Namespaces
  readonly streams: Streams
  readonly counters: ReturnType<typeof createCounters>
  readonly faults: Faults
}

/** The steering wheel for tests and benchmarks; undefined when the path is none of its own. */
export async function answerControl(server: Controlled, method: string, path: string, body: string): Promise<Answer | undefined> {
  const [, act, name = '', to] = /^\/_control\/(\w+)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? []
  switch (`${method} ${act}`) {
    case 'POST copy':
      return to === undefined ? undefined : copy(server, name, to)
    case 'POST exec':
      await exec(server, name, body)
      return json({})
    case 'GET counters': {
      const { requests, statements, writes } = server.counters.of(name)
      return json({ requests, statements, writes })
    }
    case 'DELETE counters':
      server.counters.reset(name)
      return json({})
    case 'POST faults':
      server.faults.add(name, parse(body))
      return json({})
    case 'DELETE faults':
      server.faults.clear(name)
      return json({})
    case 'GET last':
      return json(server.counters.of(name).last)
    default:
      return undefined
  }
}

function copy({ namespaces, streams }: Controlled, from: string, to: string): Answer {
  if (!namespaces.exists(from)) throw apiError(404, `Namespace \`${from}\` doesn't exist`)
  if (namespaces.exists(to)) streams.closeAll(namespaces.get(to))
  namespaces.copy(from, to)
  return json({})
}

/** Runs SQL past every client, between two of their batches. */
export async function exec({ namespaces }: Pick<Controlled, 'namespaces'>, name: string, sql: string): Promise<void> {
  const namespace = namespaces.get(name)
  const owner = { forceRollback() {} }
  await namespace.lock.acquire(owner)
  const connection = namespaces.shared(namespace)
  try {
    connection.db.exec(sql)
  } catch (error) {
    throw apiError(400, error instanceof Error ? error.message : String(error))
  } finally {
    namespace.schema++
    tidy(connection)
    namespace.lock.release(owner)
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw apiError(400, 'The body is not JSON')
  }
}

const json = (value: unknown): Answer => ({ status: 200, contentType: 'application/json', body: JSON.stringify(value) })
