import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { build } from './build.ts'
import { findChromium } from './test/chromium.ts'
import { run, type Tally, vitest } from './test/stages.ts'

/** In order: what comes first is what makes the rest worth running. The first that fails ends it. */
const stages: readonly [name: string, run: () => Promise<Tally>][] = [
  ['build', async (): Promise<Tally> => build().then(() => ({ passed: 0, failed: 0 }))],
  ['types and lint', typesAndLint],
  ['unit, Worker and browser', tests],
]

/** Those of the Worker, of what runs in the browser, and of the browser tests. */
async function typesAndLint(): Promise<Tally> {
  // Side by side, checkers look at much of the same: one takes half the work of the usual four.
  const types = [[], ['-p', 'src/ui/client'], ['-p', 'e2e']].map((args) => run('tsc', [...args, '--checkers', '1']))
  return sumOf(await Promise.all([...types, run('biome', ['check', '.', '--error-on-warnings'])]))
}

/** Side by side, with their databases in memory where the machine has room for them. */
async function tests(): Promise<Tally> {
  const scratch = memoryFolder()
  if (scratch) process.env['TMPDIR'] = scratch
  // Inside workerd one file runs after the other, so those are cut in two. The runner and its workerd talk all the time: on one core
  // they share its cache, which spares a twelfth. More at once than this spoil each other's, and all together take longer.
  const parts = ([0, 1] as const).map((core) => vitest(['worker'], { shard: `${core + 1}/2`, core }))
  return sumOf(await Promise.all([browser(), ...parts, vitest(['node'])]))
}

function sumOf(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
    failures: tallies.flatMap(({ failures = [] }) => failures),
  }
}

/** A new folder in the machine's memory, gone with this process; undefined where there is little of it, as in a container. */
function memoryFolder(): string | undefined {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return undefined
  const { bavail, bsize } = statfsSync(memory)
  if (bavail * bsize < 4 * 1024 ** 3) return undefined
  const folder = mkdtempSync(`${memory}/nameplate-`)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function browser(): Promise<Tally> {
  const chromium = await findChromium()
  if (!chromium.ok) {
    console.error(chromium.sentence)
    return { passed: 0, failed: 1 }
  }
  return vitest(['e2e'], { env: { CHROME_PATH: chromium.path } })
}

let passed = 0
let failed = 0
for (const [name, stage] of stages) {
  const began = performance.now()
  console.log(`\n=== ${name}`)
  const tally = await stage().catch((error: unknown): Tally => {
    console.error(error)
    return { passed: 0, failed: 1 }
  })
  passed += tally.passed
  failed += tally.failed
  for (const failure of tally.failures ?? []) console.error(`Failed: ${failure}`)
  console.log(`=== ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  if (tally.failed > 0) break
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
