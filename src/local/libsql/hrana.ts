import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './admin.ts'
import { createGuard, type Guard } from './auth.ts'
import { type Controlled, exec } from './control.ts'
import { apiError } from './errors.ts'
import { hangUp } from './http.ts'
import { parseObject } from './json.ts'
import type { Namespaces } from './namespaces.ts'
import { answerCursor, answerPipeline } from './pipeline.ts'
import { planCursor, planPipeline } from './plan.ts'
import type { Route } from './routes.ts'
import type { After } from './write-lock.ts'

export interface Hrana extends Controlled {
  readonly guard: Guard
  readonly after: After
  readonly maxResponseBytes: number
  /** Whether the latest bodies are kept for whoever asks. */
  readonly remembers: boolean
}

/** Answers one pipeline or cursor request, unless a fault has it hang up: then undefined. */
export async function serveHrana(
  hrana: Hrana,
  route: Extract<Route, { kind: 'hrana' }>,
  request: IncomingMessage,
  response: ServerResponse,
  text: string,
): Promise<Answer | undefined> {
  const { namespaces, streams, after, maxResponseBytes } = hrana
  const right = hrana.guard(request.headers.authorization, route.namespace)
  if (right === 'none') throw apiError(404, `Namespace \`${route.namespace}\` doesn't exist`)
  const { name } = namespaces.get(route.namespace)
  const counters = hrana.counters.of(name)
  counters.requests++
  if (hrana.remembers) remember(counters.last, text)

  const body = parseObject(text)
  const stored = streams.peek(typeof body['baton'] === 'string' ? body['baton'] : undefined)
  const isCursor = route.endpoint === 'cursor'
  const plan = isCursor ? planCursor(body, stored) : planPipeline(body, stored)
  const trouble = hrana.faults.next(name, plan.writes, text)
  if (trouble && trouble.delayMs > 0) await new Promise<void>((go) => after(trouble.delayMs, go))
  await trouble?.released
  for (const sql of trouble?.before ?? []) await exec(hrana, name, sql)
  if (trouble?.refuse) return hangUp(response)
  if (trouble?.status) return trouble.status

  // Asked for again: a delay or a hold may outlast the namespace it was meant for.
  const namespace = namespaces.get(name)
  const isGone = () => response.destroyed
  const { version } = route
  const work = {
    namespace,
    version,
    plan,
    counters,
    mayWrite: right === 'write',
    fault: trouble?.fault,
    maxResponseBytes,
    isGone,
  }
  const answer = isCursor ? await answerCursor(hrana, work) : await answerPipeline(hrana, work)
  if (trouble?.drop) return hangUp(response)
  return { status: 200, contentType: isCursor ? 'text/plain' : 'application/json', body: answer }
}

/** A guard that takes the namespace's own key before the server's; without any key all may write. */
export function createGuards(namespaces: Namespaces, serverKey: string | undefined): Guard {
  const guards = new Map<string, Guard>()
  if (serverKey !== undefined) guards.set(serverKey, createGuard(serverKey))
  return (authorization, name) => {
    const key = (namespaces.exists(name) ? namespaces.get(name).config.jwt_key : undefined) ?? serverKey
    if (key === undefined) return 'write'
    const guard = guards.get(key) ?? createGuard(key)
    guards.set(key, guard)
    return guard(authorization, name)
  }
}

function remember(last: string[], body: string): void {
  last.push(body)
  if (last.length > 20) last.shift()
}
