import { crc32, deflateSync } from 'node:zlib'

/** One pixel of a drawing, by its place: red, green, blue and how much it covers, 0 to 255 each. */
export type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

/** A drawing as a PNG file (8 bits, with transparency), square unless a height is given. */
export function png(width: number, pixelAt: (x: number, y: number) => Pixel, height = width): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 4))
  for (let y = 0, at = 0; y < height; y++) {
    // No filter.
    rows[at++] = 0
    for (let x = 0; x < width; x++) {
      rows.set(pixelAt(x, y), at)
      at += 4
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
