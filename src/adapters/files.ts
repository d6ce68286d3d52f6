/** Files by random, immutable keys: R2 takes one write a second per key, and nothing is ever overwritten. */
export interface FileStore {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>
  get(key: string): Promise<ReadableStream | undefined>
  remove(key: string): Promise<void>
  /** The same picture as a PNG of at most `width` pixels, for mail. Throws ImageUnreadable when it is no picture. */
  toPng(bytes: Uint8Array, width: number): Promise<Uint8Array>
}
export class ImageUnreadable extends Error {}
/** The store gives no answer; nothing was kept. */
export class FilesUnavailable extends Error {}

export function createFileStore(bucket: R2Bucket, images: ImagesBinding): FileStore {
  return {
    async put(key, bytes, type) {
      await answered(() => bucket.put(key, bytes, { httpMetadata: { contentType: type } }))
    },
    async get(key) {
      return (await answered(() => bucket.get(key)))?.body
    },
    async remove(key) {
      await answered(() => bucket.delete(key))
    },
    async toPng(bytes, width) {
      try {
        const output = await images
          .input(new Blob([bytes]).stream())
          .transform({ width, fit: 'scale-down' })
          .output({ format: 'image/png' })
        return new Uint8Array(await output.response().arrayBuffer())
      } catch (cause) {
        throw new ImageUnreadable('The picture could not be read', { cause })
      }
    },
  }
}

async function answered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    throw new FilesUnavailable('The file store gave no answer', { cause })
  }
}
