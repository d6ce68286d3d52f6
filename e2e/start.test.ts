import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { freePorts, privateLinkIn, start } from '#testing/product.ts'

const starts = inject('starts')
const lastLine = (said: string) => said.trimEnd().split('\n').at(-1)
const folder = () => mkdtempSync(join(tmpdir(), 'nameplate-start-'))

it.runIf(starts)(
  'start ends its table with ready, is ended by Ctrl-C with all it started, and keeps its data for the next',
  () => {
    const [first = '', second = ''] = starts?.said ?? []
    expect(lastLine(first)).toMatch(/^ready/)
    expect(starts?.exitCode).toBe(0)
    expect(starts?.areItsPortsFree).toBe(true)
    expect(lastLine(second)).toMatch(/^ready/)
    expect(privateLinkIn(first)).toContain('/c/')
    expect(privateLinkIn(second)).toBe(privateLinkIn(first))
  },
)

it.each([
  ['a taken port', inject('port'), folder()],
  ['a data folder that is a file', await freePorts(), fileIn(folder())],
  ['a data folder another start works with', await freePorts(), inject('dir')],
  ['a PORT that is no number', 'eighty', folder()],
  ['a damaged directory', await freePorts(), damaged(folder())],
])('start says in a sentence that %s is in its way', async (_, port, dir) => {
  const { exitCode, said } = await start(port, dir)
  expect(exitCode).toBe(1)
  expect(said).toMatch(
    /^(?:Port \d+, for|PORT is eighty|.*LOCAL_DIR=\.other npm start|The data in \S+ cannot be used: data\/directory\.db is damaged)/m,
  )
  expect(said).not.toMatch(/\n\s+at /)
})

function damaged(dir: string): string {
  mkdirSync(join(dir, 'data'))
  writeFileSync(join(dir, 'data/directory.db'), 'nothing of a database'.repeat(500))
  return dir
}

function fileIn(dir: string): string {
  const file = join(dir, 'a-file')
  writeFileSync(file, '')
  return file
}
