import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  inGroups,
  isFresh,
  isProven,
  isWholeCode,
  isWholeRecoveryCode,
  lacksFactor,
  proofMs,
  recoveryCodeOf,
  tidied,
} from './rules.ts'

const now = 1_000_000_000

describe('a proof', () => {
  test.each([
    [null, false],
    [now, true],
    [now - proofMs, true],
    [now - proofMs - 1, false],
  ])('of %s is young enough: %s', (at, is) => {
    expect(isFresh(at, now)).toBe(is)
  })

  test.each([
    ['fresh', 'young', 'old', 1, true],
    ['fresh', 'old', 'young', 1, false],
    ['fresh', 'none', 'young', 0, false],
    ['fresh or first', 'young', 'old', 1, true],
    ['fresh or first', 'none', 'young', 0, true],
    ['fresh or first', 'none', 'old', 0, false],
    ['fresh or first', 'old', 'young', 1, false],
  ] as const)('“%s” with a factor shown %s and a mailbox proven %s, having %i: %s', (proof, factor, mailbox, hasFactor, is) => {
    const ages = { young: now, old: now - proofMs - 1, none: null }
    expect(isProven(proof, { factorAt: ages[factor], provedAt: ages[mailbox], hasFactor }, now)).toBe(is)
  })

  test('is lacked only by who has nothing to show and showed nothing lately', () => {
    const base = { provedAt: now, factorAt: null, hasFactor: 0 }
    expect(lacksFactor(base, now)).toBe(true)
    expect(lacksFactor({ ...base, hasFactor: 1 }, now)).toBe(false)
    expect(lacksFactor({ ...base, factorAt: now }, now)).toBe(false)
  })
})

describe('codes', () => {
  test.each([
    ['123456', true],
    [' 123 456 ', true],
    ['123–456', true],
    ['12345', false],
    ['1234567', false],
    ['12345a', false],
    ['', false],
  ])('of an authenticator: “%s” is whole: %s', (text, is) => {
    expect(isWholeCode(text)).toBe(is)
  })

  test('of recovery are ten letters and digits that nobody mistakes, whole however they are typed, and differ as their numbers do', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 29n ** 10n - 1n }), fc.bigInt({ min: 0n, max: 29n ** 10n - 1n }), (a, b) => {
        const [one, other] = [recoveryCodeOf(a), recoveryCodeOf(b)]
        expect(one).toMatch(/^[2-9a-hjkmnp-tv-z]{10}$/)
        expect(isWholeRecoveryCode(`${one.slice(0, 5)} - ${one.slice(5)}`.toUpperCase())).toBe(true)
        expect(one === other).toBe(a === b)
      }),
    )
    for (const text of ['', 'abcde', 'abcdefghijk', 'abcdefghi0']) expect(isWholeRecoveryCode(text)).toBe(false)
  })

  test('are read without spaces and dashes, and keys are shown in groups', () => {
    expect(tidied(' AB-c d—e.f·g ')).toBe('abcdefg')
    expect(inGroups('ABCDEFGHIJ', 4)).toBe('ABCD EFGH IJ')
  })
})
