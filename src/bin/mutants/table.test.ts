import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { transform } from 'esbuild'
import { expect, test } from 'vitest'
import { eachOnce, mutants } from './table.ts'

const root = join(import.meta.dirname, '../../..')

test('the table of mutants takes no guard away twice', () => {
  const [first] = mutants
  if (!first) throw new Error('The table is empty')
  expect(() => eachOnce([...mutants, { ...first, tests: [] }])).toThrow('Stands twice')
})

test('each guard of the table stands once in its file', () => {
  const misfits = mutants.filter(({ file, text }) => readFileSync(join(root, file), 'utf8').split(text).length !== 2)
  expect(misfits.map(({ file, text }) => `${file}: ${text}`)).toEqual([])
  expect(mutants.filter(({ text, instead }) => text === instead).map(({ file, text }) => `${file}: ${text}`)).toEqual([])
})

test('what is left without a guard is code still: what does not read lets no test run', async () => {
  const unreadable: string[] = []
  for (const { file, text, instead } of mutants) {
    const left = readFileSync(join(root, file), 'utf8').replace(text, () => instead)
    const loader = extname(file) === '.tsx' ? 'tsx' : 'ts'
    await transform(left, { loader, logLevel: 'silent' }).catch(() => unreadable.push(`${file}: ${text}`))
  }
  expect(unreadable).toEqual([])
})
