import { within } from '#lib/within.ts'

/** Files by random, immutable keys: R2 takes one write a second per key, and nothing is ever overwritten. */
export interface FileStore {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>
  get(key: string): Promise<ReadableStream | undefined>
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
export class ImageUnreadable extends Error {}
/** The store gives no answer: what was to be kept is not, or nobody knows of it. */
export class FilesUnavailable extends Error {}

// A page must say within 3 s what is wrong.
const timeoutMs = 2_000

export function createFileStore(bucket: R2Bucket, images: ImagesBinding): FileStore {
  return {
    async put(key, bytes, type) {
      await answered(bucket.put(key, bytes, { httpMetadata: { contentType: type } }))
    },
    async get(key) {
      return (await answered(bucket.get(key)))?.body
    },
    async remove(keys) {
      await answered(bucket.delete([...keys]))
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

async function drawn(images: ImagesBinding, bytes: Uint8Array, width: number): Promise<Uint8Array> {
  const picture = images.input(new Blob([bytes]).stream()).transform({ width, fit: 'scale-down' })
  const output = await picture.output({ format: 'image/png' })
  return new Uint8Array(await output.response().arrayBuffer())
}

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await within(timeoutMs, call, () => new Error('It took too long'))
  } catch (cause) {
    throw new FilesUnavailable('The file store gave no answer', { cause })
  }
}
