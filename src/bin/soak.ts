// npm run soak: the generated histories of the tests, many more of them, with their seeds where they fail; every page at both
// widths in both themes; then whether time tells known mailboxes from unknown ones. `npm run soak -- --mailboxes` measures that alone.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { build } from './build.ts'
import { findChromium } from './test/chromium.ts'

const { values } = parseArgs({ options: { mailboxes: { type: 'boolean', default: false } } })

await build()
const histories = values.mailboxes ? 0 : runHistories()
const looks = values.mailboxes ? 0 : await runLooks()
// It imports what the build makes.
const { measureMailboxes } = await import('./soak/mailboxes.ts')
const isSilent = await measureMailboxes()
process.exit(histories || looks || (isSilent ? 0 : 1))

function runHistories(): number {
  const runs = process.env['SOAK_RUNS'] ?? '20000'
  const perForm = String(Math.ceil(Number(runs) / 40))
  console.log(`${runs} histories per model and through the whole Worker; a failure prints its seed`)
  const models = [
    ...['src/lib/money-totals.test.ts', 'src/features/payments/model.test.ts'],
    ...['src/webhooks/histories.test.ts', 'src/webhooks/orders.test.ts'],
  ]
  // The walks that npm test bounds (docs/decisions/0033): every route wherever it is served, every form under attack, every route that
  // writes under whatever can be sent, a crash at every step of a new shop.
  const walks = ['app', 'every-failure', 'every-form', 'hostile-texts', 'two-languages', 'features/documents/language']
  const whole = [...walks, 'platform/provisioning/provisioning'].map((name) => `src/${name}.test.ts`)
  const tests = ['run', '--project', 'node', '--project', 'worker', '--testTimeout', '3600000', ...models, ...whole]
  // Only names that begin with VITE_ reach tests inside workerd.
  const env = { ...process.env, VITE_SOAK_MODELS: runs, VITE_SOAK_HISTORIES: runs, VITE_SOAK_RUNS: perForm }
  return spawnSync('vitest', tests, { stdio: 'inherit', env }).status ?? 1
}

/** The browser tests, where each page is looked at in all four of its looks, with a picture of each. */
async function runLooks(): Promise<number> {
  const chromium = await findChromium()
  if (!chromium.ok) {
    console.error(chromium.sentence)
    return 1
  }
  const env = { ...process.env, CHROME_PATH: chromium.path, EVERY_LOOK: '1', SHOTS: '1' }
  return spawnSync('vitest', ['run', '--project', 'e2e'], { stdio: 'inherit', env }).status ?? 1
}
