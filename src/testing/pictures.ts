/** A PNG of one colour that any decoder reads, with these chunks more. */
export async function pngOf(width: number, height: number, chunks: readonly Uint8Array[] = []): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  header.setUint8(8, 8)
  header.setUint8(9, 2)
  // One filter byte before each row of three bytes a pixel.
  const rows = new Uint8Array((1 + width * 3) * height).map((_, i) => (i % (1 + width * 3) === 0 ? 0 : 0x6a))
  const packed = await new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer()
  return joined([
    bytesOf('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', new Uint8Array(header.buffer)),
    ...chunks,
    pngChunk('IDAT', new Uint8Array(packed)),
    pngChunk('IEND', new Uint8Array()),
  ])
}

const base64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

/** 8 by 4 pixels each. */
export const jpeg = base64(
  '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8' +
    'fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAEAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAA' +
    'AAAAAAAABf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKABzj//2Q==',
)
export const webp = base64('UklGRh4AAABXRUJQVlA4TBEAAAAvB8AAAAdQtcp3o/+BiOh/AAA=')

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}

/** One chunk with its length and checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined([bytesOf(type), data])
  const edges = new DataView(new ArrayBuffer(8))
  edges.setUint32(0, data.byteLength)
  edges.setUint32(4, crcOf(body))
  return joined([new Uint8Array(edges.buffer, 0, 4), body, new Uint8Array(edges.buffer, 4, 4)])
}

/** The checksum of a chunk (ISO/IEC 15948, annex D). */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
