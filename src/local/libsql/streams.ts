import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Connection, rollBack } from './connection.ts'
import { protocolError, streamExpired } from './errors.ts'
import type { Namespace, Namespaces } from './namespaces.ts'
import type { After, LockOwner } from './write-lock.ts'

export interface Stream extends LockOwner {
  readonly id: bigint
  readonly namespace: Namespace
  readonly connection: Connection
  readonly sqls: Map<number, string>
  seq: bigint
  state: 'acquired' | 'available' | 'expired' | 'closed'
  /** Set when the write lock was taken away; the next program answers with the time-out. */
  wasRolledBack: boolean
  cancel: (() => void) | undefined
}

export type Streams = ReturnType<typeof createStreams>

const rememberExpiredMs = 300_000

/** Streams that outlive a request. A baton is good once; unused for `expiryMs` the stream is rolled back and closed. */
export function createStreams(namespaces: Namespaces, expiryMs: number, after: After) {
  const key = randomBytes(32)
  const streams = new Map<bigint, Stream>()

  function open(namespace: Namespace): Stream {
    const connection = namespaces.borrow(namespace)
    const stream: Stream = {
      id: randomBytes(8).readBigUInt64BE(),
      seq: randomBytes(8).readBigUInt64BE(),
      namespace,
      connection,
      sqls: new Map(),
      state: 'acquired',
      wasRolledBack: false,
      cancel: undefined,
      forceRollback() {
        if (connection.db.inTransaction) rollBack(connection)
        stream.wasRolledBack = true
      },
    }
    streams.set(stream.id, stream)
    return stream
  }

  function take(baton: string, namespace: Namespace): Stream {
    const { id, seq } = decodeBaton(key, baton)
    const stream = streams.get(id)
    if (!stream || stream.namespace !== namespace) throw protocolError('Received an invalid baton')
    if (stream.state === 'expired') throw streamExpired()
    if (stream.state !== 'available' || stream.seq !== seq) throw protocolError('Received a baton that has already been used')
    stream.state = 'acquired'
    stream.seq = BigInt.asUintN(64, stream.seq + 1n)
    stream.cancel?.()
    return stream
  }

  /** The stored SQL of a stream, without using up the baton. */
  function peek(baton: string | undefined): ReadonlyMap<number, string> | undefined {
    return baton === undefined ? undefined : streams.get(decodeBaton(key, baton).id)?.sqls
  }

  /** Makes the stream available again and gives the baton for its next request. */
  function release(stream: Stream): string {
    stream.state = 'available'
    stream.cancel = after(expiryMs, () => expire(stream))
    return encodeBaton(key, stream)
  }

  function close(stream: Stream, state: 'expired' | 'closed' = 'closed'): void {
    if (stream.state === 'expired' || stream.state === 'closed') return
    stream.cancel?.()
    stream.state = state
    if (state === 'closed') streams.delete(stream.id)
    namespaces.giveBack(stream.namespace, stream.connection)
    stream.namespace.lock.release(stream)
  }

  function expire(stream: Stream): void {
    close(stream, 'expired')
    stream.cancel = after(rememberExpiredMs, () => streams.delete(stream.id))
  }

  function closeAll(namespace?: Namespace): void {
    for (const stream of [...streams.values()]) if (!namespace || stream.namespace === namespace) close(stream)
  }

  return { open, take, peek, release, close, closeAll }
}

function encodeBaton(key: Buffer, stream: Stream): string {
  const payload = Buffer.alloc(16)
  payload.writeBigUInt64BE(stream.id, 0)
  payload.writeBigUInt64BE(stream.seq, 8)
  return Buffer.concat([payload, sign(key, payload)]).toString('base64')
}

function decodeBaton(key: Buffer, baton: string): { id: bigint; seq: bigint } {
  const data = Buffer.from(baton, 'base64')
  const payload = data.subarray(0, 16)
  if (data.length !== 48 || !timingSafeEqual(sign(key, payload), data.subarray(16)))
    throw protocolError('Received an invalid baton')
  return { id: payload.readBigUInt64BE(0), seq: payload.readBigUInt64BE(8) }
}

function sign(key: Buffer, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(payload).digest()
}
