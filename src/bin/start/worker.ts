import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Place, Stop } from './place.ts'

const root = join(import.meta.dirname, '../../..')
// Known and harmless: no network is needed, no newer wrangler is wanted, and the sweep may be rung by hand.
const noise = [
  /Request\.cf|workers\.cloudflare\.com|GetAddrInfo|ENOTFOUND|EAI_AGAIN|telemetry|update available/,
  /Scheduled Workers are not|To manually trigger a scheduled|cdn-cgi\/local\/scheduled|cron-triggers\/#test/,
  /^\s*(?:at |\}|cause: |code: 'UND_)|^\s*$/,
]

const quiet = { CI: '1', WRANGLER_SEND_METRICS: 'false', NO_UPDATE_NOTIFIER: '1', CLOUDFLARE_CF_FETCH_ENABLED: 'false' }
const patienceMs = 180_000

/** Starts `wrangler dev` with its state in the place's folder and its variables in a file only we can read. */
export function startWorker({ dir, port }: Place, variables: Record<string, string>): ChildProcess {
  const envFile = join(dir, 'worker.env')
  const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`)
  writeFileSync(envFile, lines.join(''), { mode: 0o600 })
  const places = [
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    '0',
    '--persist-to',
    join(dir, 'worker'),
    '--env-file',
    envFile,
  ]
  const manners = ['--show-interactive-dev-session=false', '--log-level', 'warn']
  const worker = spawn(process.execPath, [join(root, 'node_modules/wrangler/bin/wrangler.js'), 'dev', ...places, ...manners], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...quiet, WRANGLER_LOG_PATH: join(dir, 'wrangler.log') },
  })
  worker.stdout.on('data', passOn)
  worker.stderr.on('data', passOn)
  return worker
}

function passOn(chunk: Buffer): void {
  const lines = chunk.toString().split('\n')
  const told = lines.filter((line) => !noise.some((known) => known.test(line)))
  if (told.length > 0) process.stderr.write(`${told.join('\n')}\n`)
}

/** Waits until the Worker answers on its staff host. Throws Stop when it ends before, or within three minutes does not. */
export async function untilReady(worker: ChildProcess, { port }: Place): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if (worker.exitCode !== null) throw new Stop('The Worker stopped before it answered; what it said stands above.')
    if ((await statusOf(port)) === 200) return
    await sleep(50)
  }
  throw new Stop('The Worker does not answer after three minutes; what it said stands above.')
}

function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/', headers: { host: `admin.localhost:${port}` }, timeout: 5_000 },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(undefined))
  })
}

/** Ends it as Ctrl-C does, and after five seconds for good. */
export function endWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const hard = setTimeout(() => worker.kill('SIGKILL'), 5_000)
    worker.once('exit', () => {
      clearTimeout(hard)
      resolve()
    })
    worker.kill('SIGINT')
  })
}
