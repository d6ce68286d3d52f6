import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, joined, jpeg as plainJpeg, webp as plainWebp, pngChunk, pngOf } from '#testing/pictures.ts'
import { createFilter, type Grammar, Malformed, type SizeSeen } from './filter.ts'
import { gif } from './gif.ts'
import { jpeg } from './jpeg.ts'
import { readOrientation } from './orientation.ts'
import { png } from './png.ts'
import { webp } from './webp.ts'

const secret = 'GPS 39.7589N 84.1916W'
const be16 = (n: number) => String.fromCharCode(n >> 8, n & 255)
const le32 = (n: number) => String.fromCharCode(n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24)

/** A file in pieces through its grammar, each piece a copy since it may be changed. */
function filtered(grammar: (seen: SizeSeen) => Grammar, bytes: Uint8Array, piece = bytes.length || 1) {
  const sizes: [number, number, boolean][] = []
  const filter = createFilter(grammar((width, height, isTurned = false) => sizes.push([width, height, isTurned])))
  const out: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += piece) out.push(filter.push(bytes.slice(at, at + piece)))
  filter.end()
  return { bytes: joined(out), sizes }
}
const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

const segment = (marker: string, text: string) => bytesOf(`\xff${marker}${be16(text.length + 2)}${text}`)
/** An Exif of one orientation, with a place behind it. */
const exif = (orientation: number, order: 'II' | 'MM' = 'MM') => {
  const two = (n: number) => (order === 'MM' ? be16(n) : String.fromCharCode(n & 255, n >> 8))
  const four = (n: number) => (order === 'MM' ? `\0\0${be16(n)}` : le32(n))
  return `Exif\0\0${order}${two(42)}${four(8)}${two(1)}${two(0x112)}${two(3)}${four(1)}${two(orientation)}\0\0${four(0)}${secret}`
}
const withSegments = (...segments: Uint8Array[]) => joined([plainJpeg.subarray(0, 2), ...segments, plainJpeg.subarray(2)])
const riff = (chunks: string) => bytesOf(`RIFF${le32(chunks.length + 4)}WEBP${chunks}`)
const webpChunk = (type: string, data: string) => type + le32(data.length) + data + (data.length & 1 ? '\0' : '')
const vp8l = latin(plainWebp.slice(latin(plainWebp).indexOf('VP8L')))
const extendedWebp = riff(
  `${webpChunk('VP8X', '\x0c\0\0\0\x07\0\0\x03\0\0')}${vp8l}${webpChunk('EXIF', secret)}${webpChunk('XMP ', secret)}`,
)
const gifWith = (blocks: string) =>
  bytesOf(`GIF89a\x08\0\x04\0\x80\0\0\0\0\0\xff\xff\xff${blocks}\x2c\0\0\0\0\x08\0\x04\0\0\x02\x02\x4c\x01\0\x3b`)
const plainGif = gifWith('')

describe('a picture through its grammar', () => {
  test('comes out byte for byte where it holds nothing else', async () => {
    for (const [grammar, bytes] of [
      [png, await pngOf(8, 4)],
      [jpeg, plainJpeg],
      [webp, plainWebp],
      [gif, plainGif],
      [gif, gifWith('\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0\x21\xf9\x04\0\x0a\0\0\0')],
      [jpeg, withSegments(segment('\xe2', 'ICC_PROFILE\0\x01\x01 colours'))],
    ] as const) {
      const { bytes: out, sizes } = filtered(grammar, bytes)
      expect(latin(out)).toBe(latin(bytes))
      expect(sizes[0]?.slice(0, 2)).toEqual([8, 4])
    }
  })

  test('comes out the same in pieces of any size', async () => {
    const files: [(seen: SizeSeen) => Grammar, Uint8Array][] = [
      [png, joined([await pngOf(8, 4, [pngChunk('tEXt', bytesOf(secret))]), bytesOf('tail')])],
      [jpeg, joined([withSegments(segment('\xe1', exif(6)), segment('\xfe', secret)), bytesOf('tail')])],
      [webp, extendedWebp],
      [gif, gifWith(`\x21\xfe${String.fromCharCode(secret.length)}${secret}\0`)],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.integer({ min: 1, max: 70 }), ([grammar, bytes], piece) => {
        expect(filtered(grammar, bytes, piece)).toEqual(filtered(grammar, bytes))
      }),
    )
  })

  test.each([
    ['a comment in a JPEG', jpeg, withSegments(segment('\xfe', secret))],
    ['Exif in a JPEG', jpeg, withSegments(segment('\xe1', exif(1)))],
    ['XMP in a JPEG', jpeg, withSegments(segment('\xe1', `http://ns.adobe.com/xap/1.0/\0${secret}`))],
    ['captions in a JPEG', jpeg, withSegments(segment('\xed', `Photoshop 3.0\0${secret}`))],
    ['a second picture’s index in a JPEG', jpeg, withSegments(segment('\xe2', `MPF\0${secret}`))],
    ['a thumbnail in a JPEG', jpeg, withSegments(segment('\xe0', `JFIF\0\x01\x01\0\0\x01\0\x01\x03\x03${secret}`))],
    ['what follows a JPEG', jpeg, joined([plainJpeg, bytesOf(`\xff\xd8${secret}<script>`)])],
    ['Exif and XMP in a WebP', webp, extendedWebp],
    ['what follows a WebP', webp, joined([plainWebp, bytesOf(secret)])],
    ['a comment in a GIF', gif, gifWith(`\x21\xfe${String.fromCharCode(secret.length)}${secret}\0`)],
    ['XMP in a GIF', gif, gifWith(`\x21\xff\x0bXMP DataXMP${String.fromCharCode(secret.length)}${secret}\0`)],
    ['what follows a GIF', gif, joined([plainGif, bytesOf(secret)])],
  ] as const)('loses %s, and not a byte of its length', (_, grammar, bytes) => {
    expect(latin(bytes)).toContain(secret)
    const { bytes: out } = filtered(grammar, bytes)
    expect(out.length).toBe(bytes.length)
    expect(latin(out)).not.toContain(secret)
    expect(latin(out)).not.toContain('<script')
  })

  test.each(['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME', 'prVt'])(
    'loses a PNG’s chunk %s, and its checksums still hold',
    async (type) => {
      const bytes = joined([await pngOf(8, 4, [pngChunk(type, bytesOf(secret))]), bytesOf(secret)])
      const { bytes: out } = filtered(png, bytes)
      const expected = joined([
        await pngOf(8, 4, [pngChunk('voId', new Uint8Array(secret.length))]),
        new Uint8Array(secret.length),
      ])
      expect(latin(out)).toBe(latin(expected))
    },
  )

  test.each([
    [3, 'II', false],
    [6, 'MM', true],
    [8, 'II', true],
  ] as const)('keeps which way is up: %i in %s', (orientation, order, isTurned) => {
    const { bytes, sizes } = filtered(jpeg, withSegments(segment('\xe1', exif(orientation, order))))
    expect(readOrientation(bytes.subarray(12))).toBe(orientation)
    expect(latin(bytes)).not.toContain(secret)
    expect(sizes).toEqual([[8, 4, isTurned]])
  })

  test('never says which way is up from an Exif that breaks off', () => {
    const whole = bytesOf(exif(6).slice(6))
    for (let length = 0; length < 20; length++) expect(readOrientation(whole.subarray(0, length)), String(length)).toBe(1)
  })
})

describe('a file that only begins like a picture', () => {
  test('is refused wherever it breaks off', async () => {
    for (const [grammar, bytes] of [
      [png, await pngOf(8, 4)],
      [jpeg, plainJpeg],
      [webp, plainWebp],
      [gif, plainGif],
    ] as const) {
      for (let length = 0; length < bytes.length; length++)
        expect(() => filtered(grammar, bytes.slice(0, length)), `${grammar.name} ${length}`).toThrow(Malformed)
    }
  })

  test.each([
    ['a GIF that is a script', gif, bytesOf('GIF89a/*\x01\0\0\0*/=1;alert(1)//<script>')],
    ['a GIF without a frame', gif, bytesOf('GIF89a\x08\0\x04\0\0\0\0\x3b')],
    [
      'a PNG with a chunk nobody knows',
      png,
      bytesOf('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x08\0\0\0\x04\x08\x02\0\0\0\0\0\0\0\0\0\0\0ABCD'),
    ],
    [
      'a PNG with two headers',
      png,
      bytesOf('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x08\0\0\0\x04\x08\x02\0\0\0\0\0\0\0\0\0\0\x0dIHDR'),
    ],
    ['a JPEG with two frames', jpeg, withSegments(segment('\xc0', '\x08\0\x04\0\x08\x01\x01\x11\0'))],
    ['a JPEG of text', jpeg, bytesOf('\xff\xd8\xff<script>alert(1)</script>')],
    ['a JPEG whose segment has no length', jpeg, bytesOf('\xff\xd8\xff\xe0\0\0')],
    ['a WebP whose chunk is longer than it', webp, bytesOf(`RIFF${le32(20)}WEBPVP8L${le32(900)}`)],
    ['a WebP that begins with something else', webp, riff(webpChunk('EXIF', secret))],
  ] as const)('%s', (_, grammar, bytes) => {
    expect(() => filtered(grammar, bytes)).toThrow(Malformed)
  })

  test('of any other bytes is refused or comes out as long as it went in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([jpeg, plainJpeg] as const, [webp, extendedWebp] as const, [gif, plainGif] as const),
        fc.nat(60),
        fc.uint8Array({ maxLength: 80 }),
        ([grammar, start], cut, rest) => {
          const bytes = joined([start.subarray(0, cut), rest])
          let out: Uint8Array | undefined
          try {
            out = filtered(grammar, bytes).bytes
          } catch (error) {
            expect(error).toBeInstanceOf(Malformed)
          }
          if (out) expect(out.length).toBe(bytes.length)
        },
      ),
    )
  })
})
