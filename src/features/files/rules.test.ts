import { describe, expect, test } from 'vitest'
import { bytesOf, joined, jpeg, pngOf, webp } from '#testing/pictures.ts'
import { checkLogo, logoLimits, tidyName } from './rules.ts'

const problemOf = (bytes: Uint8Array) => {
  const checked = checkLogo(bytes)
  return checked.ok ? undefined : checked.problem
}

describe('a logo', () => {
  test('can be PNG, JPEG or WebP, with its size in pixels', async () => {
    expect(checkLogo(await pngOf(3, 2))).toEqual({ ok: true, picture: { type: 'image/png', width: 3, height: 2 } })
    expect(checkLogo(jpeg)).toEqual({ ok: true, picture: { type: 'image/jpeg', width: 8, height: 4 } })
    expect(checkLogo(webp)).toEqual({ ok: true, picture: { type: 'image/webp', width: 8, height: 4 } })
  })

  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', /PNG, JPEG or WebP/],
    ['SVG behind an XML head', '<?xml version="1.0"?><svg/>', /PNG, JPEG or WebP/],
    ['HTML', '<!doctype html><script>alert(1)</script>', /whatever its name says/],
    ['GIF', 'GIF89a\x40\x01\xf0\0\xf7\0\0', /This is a GIF/],
    ['a GIF that is also a script', 'GIF89a/*\x01\xf0\0\xf7*/=1;alert(1)', /This is a GIF/],
    ['PDF', '%PDF-1.7\n%\xe2\xe3', /This is a PDF/],
    ['nothing', '', /empty/],
    ['half a PNG header', '\x89PNG\r\n\x1a\n\0\0\0', /whatever its name says/],
    ['a JPEG that ends before its size', '\xff\xd8\xff\xe0\0\x10JFIF', /could not be read/],
    ['a program', 'MZ\x90\0\x03', /whatever its name says/],
  ])('cannot be %s', (_, content, sentence) => {
    expect(problemOf(bytesOf(content))).toMatch(sentence)
  })

  test('may have exactly 2 MB and not a byte more', async () => {
    const picture = await pngOf(1, 1)
    const filled = (size: number) => joined([picture, new Uint8Array(size - picture.byteLength)])
    expect(problemOf(filled(logoLimits.bytes))).toBeUndefined()
    expect(problemOf(filled(logoLimits.bytes + 1))).toBe('This file has 2.1 MB. Choose a picture of at most 2 MB.')
  })

  test('may have 25 million pixels and not more, however small the file', () => {
    const header = (width: number, height: number) => {
      const view = new DataView(new ArrayBuffer(8))
      view.setUint32(0, width)
      view.setUint32(4, height)
      return joined([bytesOf('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR'), new Uint8Array(view.buffer), bytesOf('\x08\x06\0\0\0')])
    }
    expect(problemOf(header(5_000, 5_000))).toBeUndefined()
    expect(problemOf(header(5_001, 5_000))).toMatch(/25 million/)
    expect(problemOf(header(0x7fffffff, 0x7fffffff))).toMatch(/25 million/)
  })
})

describe('the name of a file', () => {
  test.each([
    ['logo.png', 'logo.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ray\\mark.png', 'mark.png'],
    ['a\u202egnp.exe\n', 'agnp.exe'],
    ['', 'logo'],
  ])('%j is kept as %j', (name, kept) => {
    expect(tidyName(name)).toBe(kept)
  })
})
