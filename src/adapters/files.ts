import { within } from '#lib/within.ts'

/** Files by random, immutable keys: R2 takes one write a second per key, and nothing is ever overwritten. */
export interface FileStore {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>
  /** Stores exactly `size` bytes as they come, none of them held. Throws what `chunks` throws; then nothing is kept. */
  putStream(key: string, chunks: AsyncIterable<Uint8Array>, size: number, type: string): Promise<void>
  /** The same where nobody knows how many there will be: 10 MB of them are held at most. */
  putPieces(key: string, chunks: AsyncIterable<Uint8Array>, type: string): Promise<void>
  get(key: string, part?: Part): Promise<ReadableStream | undefined>
  remove(keys: readonly string[]): Promise<void>
  /** At most `limit` files whose keys begin with `prefix` and come after `after`, in the order of their keys. */
  list(prefix: string, after: string, limit: number): Promise<StoredFile[]>
  /** The same picture as a PNG of at most `width` pixels, for mail. Throws ImageUnreadable when it is no picture. */
  toPng(bytes: Uint8Array, width: number): Promise<Uint8Array>
}
export interface StoredFile {
  readonly key: string
  /** Instant, ms. */
  readonly storedAt: number
}
/** A run of bytes of a stored file. */
export interface Part {
  readonly offset: number
  readonly length: number
}
export class ImageUnreadable extends Error {}
/** The store gives no answer: what was to be kept is not, or nobody knows of it. */
export class FilesUnavailable extends Error {}

/** What R2's binding takes in one deletion (developers.cloudflare.com/r2, "Workers API reference", `delete`). */
const keysAtOnce = 1_000
// A page must say within 3 s what is wrong.
const timeoutMs = 2_000

export function createFileStore(bucket: R2Bucket, images: ImagesBinding): FileStore {
  return {
    async put(key, bytes, type) {
      await answered(bucket.put(key, bytes, { httpMetadata: { contentType: type } }))
    },
    async putStream(key, chunks, size, type) {
      const { readable, writable } = new FixedLengthStream(size)
      const source = watch(chunks)
      const writer = writable.getWriter()
      const feeding = feed(writer, source.chunks)
      const storing = lasting(bucket.put(key, readable, { httpMetadata: { contentType: type } }))
      // A store that gives up first leaves nobody to read, and the writer would wait for ever.
      storing.catch((cause) => writer.abort(cause).catch(() => {}))
      const [fed, stored] = await Promise.allSettled([feeding, storing])
      if (source.failure()) throw source.failure()
      if (stored.status === 'rejected') throw stored.reason
      if (fed.status === 'rejected') throw new FilesUnavailable('The file store took too little', { cause: fed.reason })
    },
    putPieces: (key, chunks, type) => putPieces(bucket, key, chunks, type),
    async get(key, part) {
      return (await answered(bucket.get(key, part ? { range: part } : {})))?.body
    },
    async remove(keys) {
      for (let at = 0; at < keys.length; at += keysAtOnce) await answered(bucket.delete(keys.slice(at, at + keysAtOnce)))
    },
    async list(prefix, after, limit) {
      const { objects } = await answered(bucket.list({ prefix, limit, ...(after ? { startAfter: after } : {}) }))
      return objects.map(({ key, uploaded }) => ({ key, storedAt: uploaded.getTime() }))
    },
    async toPng(bytes, width) {
      try {
        return await within(
          timeoutMs,
          drawn(images, bytes, width),
          () => new FilesUnavailable('The picture was not drawn in time'),
        )
      } catch (cause) {
        if (cause instanceof FilesUnavailable) throw cause
        throw new ImageUnreadable('The picture could not be read', { cause })
      }
    },
  }
}

/** What R2 takes as the least of a piece that is not the last, and all but the last of one size (developers.cloudflare.com/r2, "Multipart upload"). */
const pieceBytes = 5 * 1024 * 1024

/** Piece by piece; only once all came it becomes a file, and one that fits into a single piece is put as it is. */
async function putPieces(bucket: R2Bucket, key: string, chunks: AsyncIterable<Uint8Array>, type: string): Promise<void> {
  const options = { httpMetadata: { contentType: type } }
  let upload: R2MultipartUpload | undefined
  const parts: R2UploadedPart[] = []
  try {
    let last = new Uint8Array()
    for await (const piece of piecesOf(chunks)) {
      if (last.length > 0) {
        upload ??= await lasting(bucket.createMultipartUpload(key, options))
        parts.push(await lasting(upload.uploadPart(parts.length + 1, last)))
      }
      last = piece
    }
    if (!upload) return void (await lasting(bucket.put(key, last, options)))
    parts.push(await lasting(upload.uploadPart(parts.length + 1, last)))
    await lasting(upload.complete(parts))
  } catch (error) {
    await upload?.abort().catch(() => {})
    throw error
  }
}

/** The same bytes in pieces of one size, but for the last. */
async function* piecesOf(chunks: AsyncIterable<Uint8Array>) {
  let room = new Uint8Array(pieceBytes)
  let filled = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (filled === pieceBytes) {
        yield room
        room = new Uint8Array(pieceBytes)
        filled = 0
      }
      const part = chunk.subarray(at, at + pieceBytes - filled)
      room.set(part, filled)
      filled += part.length
      at += part.length
    }
  }
  yield room.subarray(0, filled)
}

async function drawn(images: ImagesBinding, bytes: Uint8Array, width: number): Promise<Uint8Array> {
  const picture = images.input(new Blob([bytes]).stream()).transform({ width, fit: 'scale-down' })
  const output = await picture.output({ format: 'image/png' })
  return new Uint8Array(await output.response().arrayBuffer())
}

/** Writes one chunk after the other, each as soon as the one before was taken. */
async function feed(writer: WritableStreamDefaultWriter<Uint8Array>, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of chunks) await writer.write(chunk)
    await writer.close()
  } catch (cause) {
    await writer.abort(cause).catch(() => {})
    throw cause
  }
}

/** The same chunks; what they threw is told apart from what the store threw. */
function watch(chunks: AsyncIterable<Uint8Array>) {
  let failure: unknown
  async function* watched() {
    try {
      yield* chunks
    } catch (cause) {
      failure = cause
      throw cause
    }
  }
  return { chunks: watched(), failure: () => failure }
}

/** However long it takes: an upload is as fast as its sender. */
async function lasting<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (cause) {
    throw new FilesUnavailable('The file store gave no answer', { cause })
  }
}

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await within(timeoutMs, call, () => new Error('It took too long'))
  } catch (cause) {
    throw new FilesUnavailable('The file store gave no answer', { cause })
  }
}
