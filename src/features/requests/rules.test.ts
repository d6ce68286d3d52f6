import { describe, expect, it } from 'vitest'
import { edges, requestActs, requestStates, stateAfter, statesFor, sumOfSizes } from './rules.ts'

describe('a request', () => {
  it('is accepted only while it waits or was answered, and taken up again only once it is settled', () => {
    expect(statesFor('accept')).toEqual(['new', 'responded'])
    expect(statesFor('reopen')).toEqual(['accepted', 'closed'])
    expect(() => stateAfter('accept', 'closed')).toThrow()
    expect(stateAfter('reopen', 'closed')).toBe('new')
  })
  it('waits for the shop again once its customer writes, unless it became something', () => {
    expect(requestStates.map((state) => stateAfter('reply', state))).toEqual(['new', 'new', 'accepted', 'new'])
  })
  it('can be written about by either side at any time', () => {
    for (const act of ['respond', 'reply'] as const) expect(statesFor(act)).toEqual(requestStates)
    expect(Object.keys(edges)).toEqual(requestActs)
  })
})

describe('sizes', () => {
  it.each([
    ['S 4, M 12, L 14, XL 8', 38],
    ['2XL 3; 3XL 1', 4],
    ['M: 5', 5],
    ['Youth', undefined],
    ['mostly M and L', undefined],
    ['', undefined],
    ['12', undefined],
  ])('%s add up to %s', (text, sum) => expect(sumOfSizes(text)).toBe(sum))
})
