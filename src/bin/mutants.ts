// npm run mutants [word]: takes one guard after another away in a copy of the tree, and names those that no test misses.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Mutant } from './mutants/mutant.ts'
import { mutants } from './mutants/table.ts'

const root = join(import.meta.dirname, '../..')
const copy = mkdtempSync(join(tmpdir(), 'mutants-'))
const left = new Set(['node_modules', '.git', '.local', '.wrangler'])
const word = process.argv[2] ?? ''
/** So long the tests of one guard may take: without it they may never end, which is no run. */
const patienceMs = 600_000

try {
  cpSync(root, copy, { recursive: true, filter: (path) => path === root || !left.has(basename(path)) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const chosen = mutants.filter(({ file, text }) => `${file} ${text}`.includes(word))
  const alive = chosen.filter((mutant) => !isMissed(mutant))
  console.log(`${chosen.length - alive.length} of ${chosen.length} guards are missed by a test when they are gone`)
  process.exitCode = alive.length === 0 ? 0 : 1
} finally {
  rmSync(copy, { recursive: true, force: true })
}

/** Whether a test turns red without this guard; a mutant that does not fit the code, or lets no test run, counts as alive. */
function isMissed({ file, text, instead, tests }: Mutant): boolean {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  const fits = source.split(text).length === 2
  if (fits)
    writeFileSync(
      path,
      source.replace(text, () => instead),
    )
  const failed = fits ? failedTests(tests) : undefined
  writeFileSync(path, source)
  const found = failed === undefined ? (fits ? 'NO RUN' : 'NO FIT') : failed > 0 ? 'missed' : 'ALIVE '
  console.log(`${found}  ${file}  ${text.trim().replace(/\s+/g, ' ').slice(0, 90)}`)
  return (failed ?? 0) > 0
}

/** How many failed; undefined where none could run. */
function failedTests(tests: readonly string[]): number | undefined {
  const counts = join(copy, 'counts.json')
  rmSync(counts, { force: true })
  const asked = ['run', '--project', 'worker', '--bail=1', '--reporter=json', `--outputFile=${counts}`, ...tests]
  spawnSync(join(copy, 'node_modules/.bin/vitest'), asked, { cwd: copy, stdio: 'ignore', timeout: patienceMs })
  try {
    const { numTotalTests, numFailedTests } = JSON.parse(readFileSync(counts, 'utf8')) as Record<string, number> // vitest's own counts
    return numTotalTests ? numFailedTests : undefined
  } catch {
    // It broke before it could count.
    return undefined
  }
}
