import { describe, expect, it } from 'vitest'
import {
  answersOf,
  isWhole,
  type ProofRule,
  picturesOf,
  placeOfField,
  placeOfPress,
  sizeGridFrom,
  sizeGridText,
  swatchesFrom,
  swatchText,
} from './rules.ts'

const said = (rule: ProofRule, open: string[], choice: string, each: Record<string, string> = {}) => {
  const answers = answersOf(rule, open, { choice, each: new Map(Object.entries(each)) })
  return typeof answers === 'string' ? answers : Object.fromEntries(answers)
}

describe('an answer to a proof', () => {
  it.each<[string, ProofRule, string[], string, Record<string, string>, unknown]>([
    ['one design approved', 'all', ['a'], 'a', {}, { a: 'approved' }],
    ['one design changed', 'all', ['a'], 'changes', {}, { a: 'changes' }],
    ['one design declined', 'any', ['a'], 'declined', {}, { a: 'declined' }],
    ['nothing said', 'all', ['a'], '', {}, 'none'],
    ['a design nobody asked about', 'one', ['a', 'b'], 'c', {}, 'none'],
    ['one chosen out of two', 'one', ['a', 'b'], 'b', {}, { b: 'approved' }],
    ['two chosen where one may be', 'one', ['a', 'b'], 'a', { a: 'approved', b: 'approved' }, { a: 'approved' }],
    ['none of two', 'one', ['a', 'b'], 'declined', {}, { a: 'declined', b: 'declined' }],
    ['changes to both', 'one', ['a', 'b'], 'changes', {}, { a: 'changes', b: 'changes' }],
    ['each its own word', 'all', ['a', 'b'], '', { a: 'approved', b: 'changes' }, { a: 'approved', b: 'changes' }],
    ['only one of two answered', 'all', ['a', 'b'], '', { a: 'approved' }, 'some'],
    ['a word that is none', 'any', ['a', 'b'], '', { a: 'approved', b: 'maybe' }, 'some'],
    ['one word where each needs its own', 'all', ['a', 'b'], 'a', {}, 'none'],
  ])('%s', (_, rule, open, choice, each, expected) => {
    expect(said(rule, open, choice, each)).toEqual(expected)
  })

  it('is one word where one design is left, or one is to be chosen', () => {
    expect([isWhole('all', 1), isWhole('one', 5), isWhole('all', 2), isWhole('any', 2)]).toEqual([true, true, false, false])
  })
})

describe('what a design shows', () => {
  it.each([
    ['Copper 1857 #C57A45', [{ name: 'Copper 1857', hex: '#c57a45' }]],
    [
      'Hop green\n\n #7f9a63 ',
      [
        { name: 'Hop green', hex: null },
        { name: '#7f9a63', hex: '#7f9a63' },
      ],
    ],
    ['PMS 186, #c8102e', [{ name: 'PMS 186', hex: '#c8102e' }]],
    ['Not a color #12345', [{ name: 'Not a color #12345', hex: null }]],
    ['', []],
  ])('colors out of %j', (text, expected) => {
    expect(swatchesFrom(text)).toEqual(expected)
    expect(swatchesFrom(swatchText(expected))).toEqual(expected)
  })

  it.each([
    [
      'S 4, M 12; XL: 20',
      [
        { size: 'S', count: 4 },
        { size: 'M', count: 12 },
        { size: 'XL', count: 20 },
      ],
    ],
    [
      '2XL x 3\nYouth M 5',
      [
        { size: '2XL', count: 3 },
        { size: 'Youth M', count: 5 },
      ],
    ],
    ['', []],
    ['M', undefined],
    ['M 12 pieces', undefined],
  ])('sizes out of %j', (text, expected) => {
    expect(sizeGridFrom(text)).toEqual(expected)
    if (expected) expect(sizeGridFrom(sizeGridText(expected))).toEqual(expected)
  })

  it('is every page at its widths, the picture itself where nothing was drawn, and nothing of a document nobody drew', () => {
    const file = (id: string, more: object = {}) => ({
      ...{ id, name: id, type: 'image/webp', sha256: id, width: 800, height: 500, derivedFromId: null, page: null, pages: null },
      ...more,
    })
    const photo = file('photo', { type: 'image/png' })
    const pdf = file('pdf', { type: 'application/pdf', width: null, height: null })
    const pages = [2, 1].map((page) => file(`page${page}`, { derivedFromId: 'pdf', page }))
    const small = file('small', { derivedFromId: 'photo', width: 480, height: 300 })
    expect(picturesOf(photo, [photo, pdf, ...pages]).map(({ id }) => id)).toEqual(['photo'])
    expect(picturesOf(photo, [photo, file('large', { derivedFromId: 'photo' }), small]).map(({ id }) => id)).toEqual([
      'small',
      'large',
    ])
    expect(picturesOf(pdf, [photo, pdf, ...pages]).map(({ id, page }) => [id, page])).toEqual([
      ['page1', 1],
      ['page2', 2],
    ])
    expect(picturesOf(pdf, [pdf])).toEqual([])
  })
})

describe('the place of a comment', () => {
  it('is one of nine parts, or where a picture was pressed', () => {
    expect(placeOfField(1)).toEqual({ xPpm: 166_667, yPpm: 166_667 })
    expect(placeOfField(6)).toEqual({ xPpm: 833_333, yPpm: 500_000 })
    expect(placeOfPress(160, 100, { width: 1_600, height: 1_000 })).toEqual({ xPpm: 500_000, yPpm: 500_000 })
    expect(placeOfPress(9_999, -5, { width: 1_600, height: 1_000 })).toEqual({ xPpm: 1_000_000, yPpm: 0 })
  })
})
