import type { ChildProcess } from 'node:child_process'
import { type Doubles, startDoubles } from '#local/doubles.ts'
import { build } from './build.ts'
import { sentenceOf } from './command-world.ts'
import { localVariables, openOutside } from './outside.ts'
import { checkData } from './start/data.ts'
import { claimFolder } from './start/lock.ts'
import { checkFolder, checkPorts, keepSecrets, placeOf, Stop } from './start/place.ts'
import { endWorker, startWorker, untilReady } from './start/worker.ts'

const began = performance.now()
const parent = process.ppid
let worker: ChildProcess | undefined
let doubles: Doubles | undefined
let isEnding = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
// npm killed for good tells its children nothing: they see only that their parent is another.
setInterval(() => process.ppid !== parent && end(0), 500).unref()

try {
  await start()
} catch (error) {
  if (!isEnding) {
    console.error(sentenceOf(error))
    await end(1)
  }
}

async function start(): Promise<void> {
  const place = placeOf(process.env)
  checkFolder(place)
  await checkPorts(place)
  await claimFolder(place)
  checkData(place)
  const secrets = keepSecrets(place)
  const variables = localVariables(place, secrets)
  await build()

  const webhooks = `http://localhost:${place.port}/webhooks`
  doubles = await startDoubles({
    ...place,
    webhookUrl: `${webhooks}/stripe`,
    mailWebhookUrl: `${webhooks}/mail/resend`,
    mailInUrl: `${webhooks}/mail/postmark/inbound`,
    webhookSecret: secrets.webhookSecret,
    google: {
      clientId: variables['GOOGLE_CLIENT_ID'] ?? '',
      clientSecret: variables['GOOGLE_CLIENT_SECRET'] ?? '',
      redirectUri: `http://localhost:${place.port}/google/callback`,
    },
  }).catch((error: unknown) => {
    throw new Stop(error instanceof Error ? error.message : String(error))
  })
  const deps = openOutside(variables)
  // What the build made is there only now.
  const { prepareDatabases } = await import('./start/databases.ts')
  await prepareDatabases(deps, place)

  worker = startWorker(place, variables)
  worker.once('exit', (code) => {
    if (isEnding) return
    console.error('The Worker stopped.')
    end(code ?? 1)
  })
  const { seed } = await import('./seed.ts')
  await Promise.all([untilReady(worker, place), seed(deps, variables['STRIPE_URL'] ?? '')])
  const { finishDemo } = await import('./seed/finish.ts')
  const privateLink = await finishDemo(deps)
  const { tableOf } = await import('./start/table.ts')
  console.log(tableOf(place, privateLink, performance.now() - began))
}

async function end(code: number): Promise<void> {
  if (isEnding) return
  isEnding = true
  if (worker) await endWorker(worker)
  await doubles?.close()
  process.exit(code)
}
