import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './stages.ts'

export type Found = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly sentence: string }

/**
 * A Chromium to test with: CHROME_PATH, the shell without windows (installed or Debian's), any other that is installed,
 * Debian's, playwright's own, in this order. The shell runs the same pages in about half the time.
 */
export async function findChromium(): Promise<Found> {
  const chosen = process.env['CHROME_PATH']
  if (chosen)
    return existsSync(chosen)
      ? { ok: true, path: chosen }
      : { ok: false, sentence: `CHROME_PATH is ${chosen}, but nothing is there.` }
  const path =
    installed(shell) ??
    fromDebian(shell, 'chromium-headless-shell') ??
    installed(whole) ??
    fromDebian(whole, 'chromium') ??
    (await fromPlaywright())
  if (path) return { ok: true, path }
  return {
    ok: false,
    sentence: 'The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROME_PATH to one.',
  }
}

const shell = ['chromium-headless-shell']
const whole = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

function installed(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return places.find((place) => existsSync(place))
}

function fromDebian(names: readonly string[], wanted: string): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log(`Installing ${wanted} from Debian`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', '-y', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
  const isThere = apt('update') && apt('install', '--no-install-recommends', wanted, 'fonts-liberation')
  return isThere ? installed(names) : undefined
}

async function fromPlaywright(): Promise<string | undefined> {
  console.log('Installing the Chromium that playwright brings')
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium-headless-shell', 'chromium'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  if (status !== 0) return undefined
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}
