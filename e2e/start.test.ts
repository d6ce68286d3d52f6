import { mkdtempSync, writeFileSync } from 'node:fs'
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
])('start says in a sentence that %s is in its way', async (_, port, dir) => {
  const { exitCode, said } = await start(port, dir)
  expect(exitCode).toBe(1)
  expect(said).toContain(port === inject('port') ? `${port}` : dir)
  expect(said).not.toMatch(/\n\s+at /)
})

function fileIn(dir: string): string {
  const file = join(dir, 'a-file')
  writeFileSync(file, '')
  return file
}
