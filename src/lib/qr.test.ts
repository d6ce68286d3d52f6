import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { qrPath } from './qr.ts'

describe('a QR code', () => {
  test.each(['https://portal.smithembroidery.com/c/k7m2q9x4', 'x', 'é'.repeat(300)])(
    'drawn from its path has exactly the dark modules',
    (text) => {
      const { size, path } = qrPath(text)
      const drawn = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
      for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
        drawn[Number(y)]!.fill(true, Number(x), Number(x) + Number(run))
      expect(drawn).toEqual(encode(text, { ecc: 'M', border: 4 }).data)
      expect(path.replaceAll(/M\d+ \d+h(\d+)v1h-\1z/g, '')).toBe('')
    },
  )

  test('keeps the light margin that scanners need', () => {
    const { size, path } = qrPath('https://example.com')
    const rows = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, run]) => ({
      x: Number(x),
      y: Number(y),
      end: Number(x) + Number(run),
    }))
    expect(Math.min(...rows.flatMap(({ x, y }) => [x, y]))).toBe(4)
    expect(Math.max(...rows.flatMap(({ end, y }) => [end, y + 1]))).toBe(size - 4)
  })

  test('a text too long for any code is refused', () => {
    expect(() => qrPath('x'.repeat(3000))).toThrow()
  })
})
