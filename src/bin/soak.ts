// npm run soak: the generated histories of the tests, many more of them. Seeds are printed with each failure.
import { spawnSync } from 'node:child_process'
import { build } from './build.ts'

await build()
const runs = process.env['SOAK_RUNS'] ?? '20000'
// Those through the Worker and the doubles cost a shop each, some hundred times what the others cost.
const throughWorker = String(Math.ceil(Number(runs) / 40))
console.log(`${runs} histories per model, ${throughWorker} through the whole Worker; a failure prints its seed`)
const tests = [
  'run',
  '--testTimeout',
  '3600000',
  'src/lib',
  'src/features/payments',
  'src/features/invoices',
  'src/features/jobs',
  'src/webhooks/histories.test.ts',
]
const env = { ...process.env, SOAK_RUNS: runs, VITE_SOAK_RUNS: throughWorker }
const { status } = spawnSync('vitest', tests, { stdio: 'inherit', env })
process.exit(status ?? 1)
