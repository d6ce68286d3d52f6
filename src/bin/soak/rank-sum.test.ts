import { describe, expect, test } from 'vitest'
import { mannWhitney } from './rank-sum.ts'

const upTo = (count: number, shift = 0) => Array.from({ length: count }, (_, i) => ((i * 37) % count) + shift)

describe('Mann-Whitney', () => {
  test('gives the value of a worked example: ages of five men and four women', () => {
    expect(mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12])).toBeCloseTo(0.11135, 4)
  })

  test('finds no difference between a sample and itself, nor where all are equal', () => {
    expect(mannWhitney(upTo(500), upTo(500))).toBeCloseTo(1, 3)
    expect(mannWhitney([1, 1, 1], [1, 1])).toBe(1)
  })

  test('finds a shift, whichever sample comes first', () => {
    const [one, other] = [upTo(500), upTo(500, 60)]
    expect(mannWhitney(one, other)).toBeLessThan(0.001)
    expect(mannWhitney(other, one)).toBeCloseTo(mannWhitney(one, other), 10)
  })
})
