import type { BaseCtx } from '#context.ts'
import { AppError, invalid } from '#errors.ts'
import { Malformed } from '#lib/picture/filter.ts'
import { newSecret } from '#lib/token.ts'
import { headBytes, isPicture, type Kind, kindOf } from './kinds.ts'
import { fileWords as words } from './words.ts'

/** What is on its way, as the request tells it. */
export interface Incoming {
  readonly body: ReadableStream<Uint8Array> | null
  /** The length it states, bytes. */
  readonly size: number
  readonly name: string
}
export interface Limits {
  readonly bytes: number
  readonly pixels: number
  /** The longest side of a picture, px. */
  readonly side?: number
  readonly isPicture?: boolean
}
/** Bytes that lie in the store, and what was found out about them on the way. */
export interface Received {
  readonly key: string
  readonly kind: Kind
  readonly size: number
  /** SHA-256 of what was stored, hex. */
  readonly sha256: string
  readonly width: number | null
  readonly height: number | null
}

/**
 * Streams a body into the store, typed by its first bytes, checked, cleaned and hashed as it passes. Throws AppError with a
 * sentence for the person when it is not what it may be, FilesUnavailable when the store gives no answer; either way nothing is kept.
 */
export async function receive(ctx: BaseCtx, incoming: Incoming, limits: Limits): Promise<Received> {
  const { size, name } = incoming
  if (size === 0 || !incoming.body) throw invalid(words.empty)
  if (size > limits.bytes) throw tooMuch(limits.bytes)
  const reader = incoming.body.getReader({ mode: 'byob' })
  try {
    const head = await readHead(reader, size)
    const typed = kindOf(head.bytes, name)
    if (!typed.ok) throw invalid(typed.problem)
    if (limits.isPicture && !isPicture(typed.kind.type)) throw invalid(words.noPreview)
    return await store(ctx, { chunks: chunksOf(head, reader), size, kind: typed.kind, limits })
  } catch (error) {
    // An answer before the whole body was read is lost on many a line.
    await drain(reader, size)
    throw error
  }
}

const tooMuch = (bytes: number) => new AppError('too_large', words.large, tooLarge(bytes))
export const tooLarge = (bytes: number) => words.largeText(Math.round(bytes / 1024 / 1024))

/** A file whose kind is known, on its way to the store. */
interface Passing {
  /** From its first byte. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Missing where nobody said it before. */
  readonly size?: number
  readonly kind: Kind
  readonly limits: Limits
}

/** Checks, cleans, hashes and stores what comes. Throws what `receive` throws; then nothing is kept. */
export async function store(ctx: BaseCtx, passing: Passing): Promise<Received> {
  const key = `${ctx.tenant.key}/${newSecret()}`
  const seen = { width: null as number | null, height: null as number | null, size: 0 }
  const digest = new crypto.DigestStream('SHA-256')
  const hash = digest.getWriter()
  const bytes = hashed(hash, checked(passing, seen))
  const { kind, size } = passing
  if (size === undefined) await ctx.deps.files.putPieces(key, bytes, kind.type)
  else await ctx.deps.files.putStream(key, bytes, size, kind.type)
  await hash.close()
  const sha256 = Array.from(new Uint8Array(await digest.digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { key, kind, sha256, ...seen }
}

async function* hashed(hash: WritableStreamDefaultWriter<Uint8Array>, chunks: AsyncIterable<Uint8Array>) {
  for await (const chunk of chunks) {
    await hash.write(chunk)
    yield chunk
  }
}

interface Seen {
  width: number | null
  height: number | null
  size: number
}

/** The cleaned bytes, the last of them only once the whole file is found good: the store takes a full body for a finished one. */
async function* checked({ chunks, size, kind, limits }: Passing, seen: Seen) {
  const filter = kind.open((width, height, isTurned = false) => {
    checkSize(width, height, limits)
    if (seen.width === null) Object.assign(seen, isTurned ? { width: height, height: width } : { width, height })
  })
  let held: Uint8Array | undefined
  try {
    for await (const chunk of chunks) {
      seen.size += chunk.length
      if (seen.size > (size ?? limits.bytes)) throw size === undefined ? tooMuch(limits.bytes) : wrongLength()
      if (held?.length) yield held
      held = filter.push(chunk)
    }
    if (size !== undefined && seen.size < size) throw wrongLength()
    filter.end()
  } catch (error) {
    if (error instanceof Malformed) throw invalid(words.damaged)
    throw error
  }
  if (held) yield held
}

function checkSize(width: number, height: number, limits: Limits): void {
  if (width < 1 || height < 1) throw invalid(words.noSize)
  if (width * height > limits.pixels) throw invalid(words.pixels(width, height, limits.pixels / 1_000_000))
  const { side = Number.POSITIVE_INFINITY } = limits
  if (Math.max(width, height) > side) throw invalid(words.side(width, height, side))
}

const wrongLength = () => invalid(words.brokenOff)

type Reader = ReadableStreamBYOBReader
interface Head {
  readonly bytes: Uint8Array
  readonly isAll: boolean
}
// Two of these turn by turn: one is read into while the other is written.
const chunkBytes = 64 * 1024

async function readHead(reader: Reader, size: number): Promise<Head> {
  const { done, value } = await reader.readAtLeast(Math.min(headBytes, size), new Uint8Array(chunkBytes))
  return { bytes: value ?? new Uint8Array(), isAll: done }
}

/** Each chunk is good until the one after the next is asked for: they share two runs of memory, whatever the length of the file. */
async function* chunksOf(head: Head, reader: Reader) {
  yield head.bytes
  let resting: ArrayBufferLike = new ArrayBuffer(chunkBytes)
  let used: ArrayBufferLike = head.bytes.buffer
  while (!head.isAll) {
    const { done, value }: ReadableStreamReadResult<Uint8Array> = await reader.readAtLeast(chunkBytes, new Uint8Array(resting))
    if (value?.length) {
      ;[resting, used] = [used, value.buffer]
      yield value
    }
    if (done) return
  }
}

/** Reads on without keeping anything, no further than the body said it goes. */
async function drain(reader: Reader, size: number): Promise<void> {
  try {
    let room: ArrayBufferLike = new ArrayBuffer(chunkBytes)
    for (let count = 0; count <= size; ) {
      const { done, value }: ReadableStreamReadResult<Uint8Array> = await reader.read(new Uint8Array(room))
      if (done) return
      count += value.length
      room = value.buffer
    }
    await reader.cancel()
  } catch {
    // Whoever sent it has gone.
  }
}
