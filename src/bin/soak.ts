// npm run soak: the generated histories of the tests, many more of them. Seeds are printed with each failure.
import { spawnSync } from 'node:child_process'
import { build } from './build.ts'

await build()
const runs = process.env['SOAK_RUNS'] ?? '20000'
// Those through the Worker and the doubles cost a shop each, some hundred times what the others cost.
const throughWorker = String(Math.ceil(Number(runs) / 40))
console.log(`${runs} histories per model, ${throughWorker} through the whole Worker; a failure prints its seed`)
const models = ['src/lib/money-totals.test.ts', 'src/features/payments/rules.test.ts', 'src/webhooks/histories.test.ts']
const tests = ['run', '--project', 'node', '--project', 'worker', '--testTimeout', '3600000', ...models]
// Only names that begin with VITE_ reach tests inside workerd.
const env = { ...process.env, VITE_SOAK_MODELS: runs, VITE_SOAK_RUNS: throughWorker }
const { status } = spawnSync('vitest', tests, { stdio: 'inherit', env })
process.exit(status ?? 1)
