import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from './admin.ts'

export type Route =
  | { kind: 'hrana'; namespace: string; version: number; endpoint: 'pipeline' | 'cursor' }
  | { kind: 'fixed'; answer: Answer }
  | { kind: 'other'; path: string }

const hello = { status: 200, contentType: 'text/plain', body: 'Hello, this is HTTP API v2 (Hrana over HTTP)' }

/** Where a request belongs. The namespace is in the path (`/dev/<namespace>/…`), in `x-namespace`, or the first label of the host. */
export function routeOf(method: string, url: string, headers: IncomingHttpHeaders): Route {
  const path = url.split('?', 1)[0] ?? ''
  const [, inPath, rest = path] = /^\/dev\/([^/]+)(\/.*)$/.exec(path) ?? []
  const [, version, endpoint] = /^\/v([23])(?:\/(pipeline|cursor))?$/.exec(rest) ?? []
  if (version === undefined) {
    return path === '/health' && method === 'GET' ? { kind: 'fixed', answer: { status: 200, body: '' } } : { kind: 'other', path }
  }
  if (endpoint === undefined) return method === 'GET' ? { kind: 'fixed', answer: hello } : { kind: 'other', path }
  if (method !== 'POST') return { kind: 'fixed', answer: { status: 405, body: '' } }
  if (endpoint === 'cursor' && version === '2') return { kind: 'other', path }
  const namespace = decodeURIComponent(inPath ?? namespaceOf(headers))
  return { kind: 'hrana', namespace, version: Number(version), endpoint: endpoint === 'cursor' ? 'cursor' : 'pipeline' }
}

function namespaceOf(headers: IncomingHttpHeaders): string {
  const header = headers['x-namespace']
  if (typeof header === 'string') return header
  const host = headers.host ?? ''
  return /^([A-Za-z_][\w-]*)\./.exec(host)?.[1] ?? 'default'
}
