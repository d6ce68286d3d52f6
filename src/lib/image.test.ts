import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sniffImage } from './image.ts'

const text = (s: string) => Uint8Array.from(s, (c) => c.charCodeAt(0))
const png = text('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x40\0\0\0\xf0\x08\x06\0\0\0')
const app0 = '\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0'
const frame = (marker: string) => `\xff${marker}\0\x11\x08\0\xf0\x01\x40\x03\x01\x22\0\x02\x11\x01\x03\x11\x01`
const jpeg = text(`\xff\xd8${app0}${frame('\xc0')}`)
const gif = text('GIF89a\x40\x01\xf0\0\xf7\0\0')
const vp8x = text('RIFF\x64\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\x01\0\xef\0\0')
const vp8l = text('RIFF\x64\0\0\0WEBPVP8L\x20\0\0\0\x2f\x3f\xc1\x3b\0\0')
const vp8 = text('RIFF\x64\0\0\0WEBPVP8 \x20\0\0\0\x30\x01\0\x9d\x01\x2a\x40\x01\xf0\0')

describe('what a file is', () => {
  test.each([
    ['PNG', png, 'image/png'],
    ['JPEG', jpeg, 'image/jpeg'],
    ['progressive JPEG', text(`\xff\xd8${app0}\xff\xc4\0\x04\0\0${frame('\xc2')}`), 'image/jpeg'],
    ['JPEG with fill bytes', text(`\xff\xd8${app0}\xff\xff${frame('\xc0')}`), 'image/jpeg'],
    ['GIF', gif, 'image/gif'],
    ['extended WebP', vp8x, 'image/webp'],
    ['lossless WebP', vp8l, 'image/webp'],
    ['lossy WebP', vp8, 'image/webp'],
  ])('%s of 320 by 240', (_, bytes, type) => {
    expect(sniffImage(bytes)).toEqual({ type, width: 320, height: 240 })
  })

  test('PDF has no pixels', () => {
    expect(sniffImage(text('%PDF-1.7\n%âãÏÓ'))).toEqual({ type: 'application/pdf' })
  })

  test('a JPEG whose frame lies beyond the bytes given is a JPEG of unknown size', () => {
    expect(sniffImage(text(`\xff\xd8${app0}\xff\xe1\x40\0Exif`))).toEqual({ type: 'image/jpeg' })
  })

  test('a view into a larger buffer is read from its own start', () => {
    const larger = new Uint8Array([1, 2, 3, ...gif])
    expect(sniffImage(larger.subarray(3))).toEqual({ type: 'image/gif', width: 320, height: 240 })
    expect(sniffImage(larger)).toBeUndefined()
  })

  test.each([
    ['nothing', ''],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['SVG behind an XML head', '<?xml version="1.0"?><svg/>'],
    ['HTML', '<!doctype html><script>1</script>'],
    ['HTML before a PNG', '<html>\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x40\0\0\0\xf0'],
    ['a PDF behind other bytes', '\n%PDF-1.7'],
    ['a PDF without a version', '%PDF-<script>'],
    ['a PNG signature and then HTML', '\x89PNG\r\n\x1a\n<script>alert(1)</script>'],
    ['a PNG through a text-mode transfer', '\x89PNG\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x40\0\0\0\xf0'],
    ['a PNG without width', '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\xf0'],
    ['a JPEG start and then text', '\xff\xd8\xff<script>alert(1)</script>'],
    ['a JPEG whose scan comes first', '\xff\xd8\xff\xda\0\x08\x01\x01\0\0\x3f\0\0\0\0'],
    ['a RIFF that is sound', 'RIFF\x64\0\0\0WAVEfmt \x10\0\0\0\0\0\0\0\0\0\0\0'],
    ['a WebP of no known kind', 'RIFF\x64\0\0\0WEBPVP9 \x10\0\0\0\0\0\0\0\0\0\0\0'],
    ['a GIF of another year', 'GIF90a\x40\x01\xf0\0\xf7\0\0'],
    ['a cut GIF', 'GIF89a\x40'],
    ['a zip', 'PK\x03\x04\x14\0\0\0\0\0\0\0'],
  ])('%s is refused', (_, bytes) => {
    expect(sniffImage(text(bytes))).toBeUndefined()
  })

  test('a cut header never gets another size', () => {
    for (const whole of [png, jpeg, gif, vp8x, vp8l, vp8]) {
      for (let length = 0; length < whole.length; length++) {
        const found = sniffImage(whole.subarray(0, length))
        expect([undefined, 320]).toContain(found?.width)
        expect([undefined, 240]).toContain(found?.height)
      }
    }
  })

  test('no bytes make it throw, and a size is whole and above zero', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(png, jpeg, gif, vp8x, vp8l, vp8),
        fc.nat(40),
        fc.uint8Array({ maxLength: 60 }),
        (start, cut, rest) => {
          const { width = 1, height = 1 } = sniffImage(new Uint8Array([...start.subarray(0, cut), ...rest])) ?? {}
          expect(Number.isSafeInteger(width) && width > 0 && Number.isSafeInteger(height) && height > 0).toBe(true)
        },
      ),
    )
  })
})
