import { expect, test } from 'vitest'
import { eachOnce, mutants } from './table.ts'

test('the table of mutants takes no guard away twice', () => {
  const [first] = mutants
  if (!first) throw new Error('The table is empty')
  expect(() => eachOnce([...mutants, { ...first, tests: [] }])).toThrow('Stands twice')
})
