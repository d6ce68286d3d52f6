import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brandColors } from '#ui/theme.ts'
import { contrastRows, correctionOf } from './contrast.ts'

const ratios = (hex: string) => contrastRows(brandColors(hex)).map(({ ratio }) => (ratio ? Number.parseFloat(ratio) : undefined))

describe('the contrast table', () => {
  test('says of any color that words and links reach AA', () => {
    const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(color, (hex) => {
        const [buttons, words, light, dark] = ratios(hex)
        expect(buttons).toBeUndefined()
        expect(Math.min(words ?? 0, light ?? 0, dark ?? 0)).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 60 },
    )
  })

  test('shows orange as the look does', () => {
    expect(contrastRows(brandColors('#f26a1b')).map(({ shown, ratio }) => [shown, ratio])).toEqual([
      ['yours', undefined],
      ['near-black', '6.0 : 1'],
      ['darkened', '4.7 : 1'],
      ['lightened', '6.1 : 1'],
    ])
  })

  test('explains a correction, and says nothing where none was needed', () => {
    expect(correctionOf(brandColors('#f26a1b'))?.title).toBe('White on your color would be 3.0 : 1, too faint to read.')
    expect(correctionOf(brandColors('#f26a1b'))?.text).toMatch(
      /^So words on buttons are near-black, links on light pages .* and links on dark/,
    )
    expect(correctionOf(brandColors('#7a7a7a'))?.title).toMatch(/Neither white nor black/)
  })
})
