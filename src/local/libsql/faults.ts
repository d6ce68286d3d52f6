import { blocked, busy, type StatementError } from './errors.ts'
import { isObject, type Json, malformed, numberAt, stringAt } from './json.ts'

type Kind = 'before' | 'delay' | 'hold' | 'refuse' | 'drop' | 'status' | 'busy' | 'blocked'

interface Fault {
  readonly kind: Kind
  readonly ms: number
  readonly status: number
  readonly body: string
  readonly match: string | undefined
  skip: number
  times: number
  /** Kept until it is cleared. */
  readonly untilCleared: Promise<void>
  readonly release: () => void
}

/** What is to go wrong with one request. */
export interface Trouble {
  /** SQL that somebody else gets in first. */
  readonly before: readonly string[]
  readonly delayMs: number
  /** Done once every hold on it is cleared. */
  readonly released: Promise<unknown>
  readonly refuse: boolean
  readonly drop: boolean
  readonly status: { readonly status: number; readonly body: string } | undefined
  readonly fault: StatementError | undefined
}

export type Faults = ReturnType<typeof createFaults>

/** Faults to come, per namespace; `*` stands for all of them. */
export function createFaults() {
  const planned = new Map<string, Fault[]>()

  function add(namespace: string, faults: unknown): void {
    if (!Array.isArray(faults)) throw malformed('faults are not a list')
    planned.set(namespace, [...(planned.get(namespace) ?? []), ...faults.map(toFault)])
  }

  function clear(namespace: string): void {
    const cleared = namespace === '*' ? [...planned.keys()] : [namespace]
    for (const name of cleared) {
      for (const { release } of planned.get(name) ?? []) release()
      planned.delete(name)
    }
  }

  function next(namespace: string, writes: boolean, body: string): Trouble | undefined {
    if (planned.size === 0) return undefined
    const hit = [...(planned.get(namespace) ?? []), ...(planned.get('*') ?? [])].filter((fault) => strikes(fault, writes, body))
    if (hit.length === 0) return undefined
    const refusal = hit.find(({ kind }) => kind === 'busy' || kind === 'blocked')
    return {
      before: hit.filter(({ kind }) => kind === 'before').map(({ body }) => body),
      delayMs: hit.reduce((sum, { kind, ms }) => (kind === 'delay' ? sum + ms : sum), 0),
      released: Promise.all(hit.filter(({ kind }) => kind === 'hold').map(({ untilCleared }) => untilCleared)),
      refuse: hit.some(({ kind }) => kind === 'refuse'),
      drop: hit.some(({ kind }) => kind === 'drop'),
      status: hit.find(({ kind }) => kind === 'status'),
      fault: refusal && (refusal.kind === 'busy' ? busy() : blocked(refusal.body || undefined)),
    }
  }

  return { add, clear, next }
}

function strikes(fault: Fault, writes: boolean, body: string): boolean {
  if (fault.times <= 0 || !matches(fault.match, writes, body)) return false
  if (fault.skip > 0) {
    fault.skip--
    return false
  }
  fault.times--
  return true
}

function matches(match: string | undefined, writes: boolean, body: string): boolean {
  if (match === undefined) return true
  if (match === 'write') return writes
  return match === 'read' ? !writes : body.includes(match)
}

function toFault(value: unknown): Fault {
  if (!isObject(value)) throw malformed('a fault is not an object')
  const { promise: untilCleared, resolve: release } = Promise.withResolvers<void>()
  return {
    untilCleared,
    release,
    kind: kindOf(value),
    ms: numberAt(value, 'ms') ?? 0,
    status: numberAt(value, 'status') ?? 500,
    body: stringAt(value, 'body') ?? '',
    match: stringAt(value, 'match'),
    skip: numberAt(value, 'skip') ?? 0,
    times: value['times'] === 'always' ? Number.POSITIVE_INFINITY : (numberAt(value, 'times') ?? 1),
  }
}

function kindOf(value: Json): Kind {
  const kinds: readonly Kind[] = ['before', 'delay', 'hold', 'refuse', 'drop', 'status', 'busy', 'blocked']
  const kind = kinds.find((each) => each === value['kind'])
  if (!kind) throw malformed(`a fault's kind is one of ${kinds.join(', ')}`)
  return kind
}
