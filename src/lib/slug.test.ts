import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSlug, reservedSlugs, slugOf } from './slug.ts'

describe('a slug', () => {
  test.each([
    ['Smith Embroidery', 'smith-embroidery'],
    ['Joe’s & Sons, Inc.', 'joes-and-sons-inc'],
    ['Café Ñandú', 'cafe-nandu'],
    ['Łódź Straße Øst', 'lodz-strasse-ost'],
    ['  --A__B--  ', 'a-b'],
    ['A.B.C. Wraps', 'abc-wraps'],
    ['ﬁne ２４', 'fine-24'],
    ['刺繍', ''],
    ['a'.repeat(39), 'a'.repeat(39)],
    [`${'a'.repeat(39)} shop`, 'a'.repeat(39)],
  ])('%s becomes "%s"', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  test('whatever the name, it is a slug, too short, or empty, and stays itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ maxLength: 90 })), (name) => {
        const slug = slugOf(name)
        expect(slug.length < 2 || isSlug(slug)).toBe(true)
        expect(slugOf(slug)).toBe(slug)
      }),
    )
  })

  test.each(['', 'a', 'A-b', 'a--b', '-a', 'a-', 'a_b', 'a b', 'a.b', 'é1', 'a/b', 'ab\n', 'a'.repeat(41)])(
    '%j is none',
    (text) => {
      expect(isSlug(text)).toBe(false)
    },
  )

  test('the names of our own addresses are reserved, and a shop name is not', () => {
    for (const word of [
      'admin',
      'api',
      'www',
      'public',
      'portal',
      'view',
      'verify',
      'webhooks',
      'operator',
      'assets',
      'static',
      'login',
      'sign-in',
      'sign-up',
      'new',
      'c',
    ]) {
      expect(reservedSlugs.has(word), word).toBe(true)
    }
    expect(reservedSlugs.has('smith-embroidery')).toBe(false)
  })
})
