import { createGuard } from './auth.ts'
import { apiError, RequestError } from './errors.ts'
import { type Json, parseObject } from './json.ts'
import { toConfig } from './namespace-config.ts'
import type { Namespaces } from './namespaces.ts'
import type { Streams } from './streams.ts'

export interface Answer {
  readonly status: number
  readonly contentType?: string
  readonly body: string
}

const done: Answer = { status: 200, body: '' }

/** sqld's admin API for namespaces; undefined when the path is none of its own. */
export function answerAdmin(
  { namespaces, streams }: { namespaces: Namespaces; streams: Streams },
  method: string,
  path: string,
  contentType: string | undefined,
  body: string,
): Answer | undefined {
  const [, name = '', action, to] = /^\/v1\/namespaces\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path)?.map(decoded) ?? []
  if (name === '') return undefined
  if (method === 'POST' && action === 'create' && !to) {
    namespaces.create(name, checkedConfig(jsonBody(contentType, body)))
    return done
  }
  if (method === 'POST' && action === 'fork' && to) {
    namespaces.fork(name, to)
    return done
  }
  if (method === 'DELETE' && !action) {
    if (!namespaces.exists(name)) throw apiError(404, `Namespace \`${name}\` doesn't exist`)
    streams.closeAll(namespaces.get(name))
    namespaces.remove(name)
    return done
  }
  if (action === 'config' && !to) return configure(namespaces, method, name, () => jsonBody(contentType, body))
  return undefined
}

function configure(namespaces: Namespaces, method: string, name: string, read: () => Json): Answer | undefined {
  if (method === 'GET') return { status: 200, contentType: 'application/json', body: JSON.stringify(namespaces.get(name).config) }
  if (method !== 'POST') return undefined
  namespaces.configure(name, checkedConfig(read()))
  return done
}

function checkedConfig(json: Json) {
  const config = toConfig(json)
  if (config.jwt_key !== undefined) {
    try {
      createGuard(config.jwt_key)
    } catch (error) {
      throw apiError(500, `Internal Error: \`${error instanceof Error ? error.message : error}\``)
    }
  }
  return config
}

function jsonBody(contentType: string | undefined, body: string): Json {
  if (!contentType?.startsWith('application/json')) {
    throw new RequestError(415, 'text/plain', 'Expected request with `Content-Type: application/json`')
  }
  return parseObject(body)
}

function decoded(part: string | undefined): string | undefined {
  return part === undefined ? undefined : decodeURIComponent(part)
}
