import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answer, answerAdmin } from './admin.ts'
import { answerControl } from './control.ts'
import { createCounters } from './counters.ts'
import { createFaults } from './faults.ts'
import { createGuards, serveHrana } from './hrana.ts'
import { fail, readBody, send } from './http.ts'
import { createNamespaces } from './namespaces.ts'
import { type Route, routeOf } from './routes.ts'
import { createStreams } from './streams.ts'
import type { After } from './write-lock.ts'

export interface LibsqlServerOptions {
  /** Holds `<namespace>.db` for each namespace. */
  readonly dir: string
  /** FULL unless said otherwise: what was answered survives kill -9 and a power cut. */
  readonly synchronous?: 'FULL' | 'OFF'
  /** Ed25519 as PEM or base64url, or `hs256:<secret>`; a namespace's own key goes before it. Without any, all are let in. */
  readonly jwtKey?: string
  /** Also serve `/_control/…`, for tests and benchmarks. */
  readonly control?: boolean
  /** Make a namespace at its first use. */
  readonly autoCreate?: boolean
  /** Connections of namespaces used longer ago are closed. */
  readonly maxOpenNamespaces?: number
  readonly maxRequestBytes?: number
  readonly maxResponseBytes?: number
  readonly streamExpiryMs?: number
  readonly transactionTimeoutMs?: number
  /** The clock behind both time-outs and faults that delay. */
  readonly after?: After
}

export interface LibsqlServer {
  /** Binds to 127.0.0.1 and answers the port; 0 takes a free one. */
  listen(port: number): Promise<number>
  close(): Promise<void>
}

/** A libSQL server over HTTP that the official client cannot tell from sqld. Defaults are sqld's: 10 MB, 10 s, 5 s. */
export function createLibsqlServer(options: LibsqlServerOptions): LibsqlServer {
  const after = options.after ?? later
  const { synchronous = 'FULL', autoCreate = false, transactionTimeoutMs = 5000, maxResponseBytes = 10_000_000 } = options
  const maxOpen = options.maxOpenNamespaces ?? 200
  const namespaces = createNamespaces({ dir: options.dir, synchronous, autoCreate, transactionTimeoutMs, after, maxOpen })
  const streams = createStreams(namespaces, options.streamExpiryMs ?? 10_000, after)
  const counters = createCounters()
  const faults = createFaults()
  const guard = createGuards(namespaces, options.jwtKey)
  const hrana = { namespaces, streams, counters, faults, guard, after, maxResponseBytes, remembers: options.control === true }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(request.method ?? '', request.url ?? '', request.headers)
    const body = await readBody(request, options.maxRequestBytes ?? 64_000_000)
    const answer =
      route.kind === 'hrana' ? await serveHrana(hrana, route, request, response, body) : await serveOther(route, request, body)
    if (answer) send(response, answer)
  }

  async function serveOther(route: Exclude<Route, { kind: 'hrana' }>, request: IncomingMessage, body: string): Promise<Answer> {
    if (route.kind === 'fixed') return route.answer
    const { method = '', headers } = request
    const admin = answerAdmin(hrana, method, route.path, headers['content-type'], body)
    if (admin) return admin
    const controlled = options.control && (await answerControl(hrana, method, route.path, body))
    return controlled || { status: 404, body: '' }
  }

  const http = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => fail(response, error))
  })
  // An idle connection closed by the server meets a client's next request half-way, as a lost answer that no fault asked for.
  http.keepAliveTimeout = 0

  return {
    listen(port) {
      return new Promise((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, '127.0.0.1', () => {
          const address = http.address()
          resolve(typeof address === 'object' && address ? address.port : port)
        })
      })
    },
    async close() {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()))
      http.closeAllConnections()
      await closed
      streams.closeAll()
      namespaces.closeAll()
    },
  }
}

const later: After = (ms, run) => {
  const timer = setTimeout(run, ms).unref()
  return () => clearTimeout(timer)
}
