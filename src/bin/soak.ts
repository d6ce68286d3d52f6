// npm run soak: the generated histories of the tests, many more of them. Seeds are printed with each failure.
import { spawnSync } from 'node:child_process'
import { build } from './build.ts'

await build()
const runs = process.env['SOAK_RUNS'] ?? '20000'
console.log(`${runs} histories per model; a failure prints its seed`)
const tests = [
  'run',
  '--testTimeout',
  '3600000',
  'src/lib',
  'src/features/payments',
  'src/features/invoices',
  'src/features/jobs',
]
const { status } = spawnSync('vitest', tests, { stdio: 'inherit', env: { ...process.env, SOAK_RUNS: runs } })
process.exit(status ?? 1)
