import { tidy } from './connection.ts'
import type { Counters } from './counters.ts'
import { apiError, type StatementError } from './errors.ts'
import type { Session } from './execute.ts'
import type { Namespace, Namespaces } from './namespaces.ts'
import type { Plan } from './plan.ts'
import type { Stream, Streams } from './streams.ts'
import type { LockOwner } from './write-lock.ts'

/** One HTTP request that speaks the protocol. */
export interface Work {
  readonly namespace: Namespace
  readonly version: number
  readonly plan: Plan
  readonly counters: Counters
  readonly mayWrite: boolean
  readonly fault: StatementError | undefined
  readonly maxResponseBytes: number
  /** Whether the client hung up. */
  isGone(): boolean
}

export interface Seat {
  readonly session: Session
  readonly stream: Stream | undefined
  readonly sqls: Map<number, string>
  isClosed: boolean
}

export interface Doors {
  readonly namespaces: Namespaces
  readonly streams: Streams
}

/** Gives the work a connection and, if it writes, its turn; runs it in one go; answers the baton of a stream that goes on. */
export async function seated<T>(
  doors: Doors,
  work: Work,
  use: (seat: Seat) => T,
): Promise<{ value: T; baton: string | undefined }> {
  const stream = streamFor(doors, work)
  const owner: LockOwner = stream ?? { forceRollback() {} }
  const { lock } = work.namespace
  try {
    if (work.plan.writes) await turn(work, owner)
    const seat = seatFor(doors, work, stream)
    const value = use(seat)
    if (!stream) return { value, baton: undefined }
    if (stream.connection.db.inTransaction) lock.keep(stream)
    else lock.release(stream)
    if (!seat.isClosed) return { value, baton: doors.streams.release(stream) }
    doors.streams.close(stream)
    return { value, baton: undefined }
  } catch (error) {
    if (stream) doors.streams.close(stream)
    lock.release(owner)
    throw error
  } finally {
    if (!stream) {
      if (work.namespace.shared) tidy(work.namespace.shared)
      lock.release(owner)
    }
  }
}

function streamFor({ streams }: Doors, { plan, namespace }: Work): Stream | undefined {
  if (plan.baton !== undefined) return streams.take(plan.baton, namespace)
  return plan.isStateless ? undefined : streams.open(namespace)
}

async function turn({ namespace, isGone }: Work, owner: LockOwner): Promise<void> {
  const waiting = namespace.lock.acquire(owner)
  if (!waiting) return
  await waiting
  if (namespace.isRemoved) throw apiError(404, `Namespace \`${namespace.name}\` doesn't exist`)
  if (isGone()) throw apiError(499, 'The client went away before its turn')
}

function seatFor({ namespaces }: Doors, work: Work, stream: Stream | undefined): Seat {
  const { namespace, counters, mayWrite, fault, maxResponseBytes } = work
  const connection = stream?.connection ?? namespaces.shared(namespace)
  const budget = maxResponseBytes
  const session = { namespace, connection, counters, mayWrite, fault, maxResponseBytes, budget, isTimedOut: false }
  return { session, stream, sqls: stream?.sqls ?? new Map(), isClosed: false }
}

/** To be called before each execute, batch or sequence: fresh budget, and the news that its transaction was taken away. */
export function startProgram({ session, stream }: Seat): void {
  session.budget = session.maxResponseBytes
  session.isTimedOut = stream?.wasRolledBack ?? false
  if (stream) stream.wasRolledBack = false
}
