import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Metafile } from 'esbuild'
import { build } from '#bin/build.ts'
import { run } from './children.ts'

const root = join(import.meta.dirname, '../../..')

/** A part of the bundle that came from one source file. */
export interface Section {
  readonly path: string
  /** Of the bundle, from 0. */
  readonly line: number
  readonly text: string
}
export interface Bundle {
  readonly main: string
  /** The same in the form it is uploaded in. */
  readonly upload: string
  readonly compatibilityDate: string
  readonly sections: readonly Section[]
  readonly bytes: number
  readonly gzip: number
  /** Without what only an `import()` reaches. */
  readonly eagerGzip: number
  readonly lazy: readonly string[]
}

/** Builds the Worker exactly as it is deployed, into `dir`. */
export async function bundleWorker(dir: string): Promise<Bundle> {
  await build()
  const [metafile, upload] = [join(dir, 'meta.json'), join(dir, 'worker.bundle')]
  await wrangler(dir, ['deploy', '--dry-run', '--outdir', dir, '--outfile', upload, '--metafile', metafile])
  const main = join(dir, 'index.js')
  const text = readFileSync(main, 'utf8')
  const eager = eagerInputs(JSON.parse(readFileSync(metafile, 'utf8')) as Metafile) // esbuild's own format
  const sections = sectionsOf(text)
  const isEager = ({ path }: Section) => !path.includes('/') || eager.has(path)
  return {
    ...{ main, upload },
    compatibilityDate: /^compatibility_date = "(.+)"/m.exec(readFileSync(join(root, 'wrangler.toml'), 'utf8'))?.[1] ?? '',
    sections,
    bytes: Buffer.byteLength(text),
    gzip: gzipSync(text).length,
    eagerGzip: gzipSync(
      sections
        .filter(isEager)
        .map((section) => section.text)
        .join(''),
    ).length,
    lazy: [...new Set(sections.filter((section) => !isEager(section)).map(({ path }) => packageOf(path)))],
  }
}

/** Runs one of wrangler's commands, with its log in `dir`. */
export function wrangler(dir: string, args: readonly string[]): Promise<string> {
  return run(process.execPath, [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...args], {
    cwd: root,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: join(dir, 'wrangler.log') },
  })
}

/** What the entry reaches without an `import()`. */
function eagerInputs({ inputs, outputs }: Metafile): Set<string> {
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? [])
  const found = new Set<string>()
  const waiting = [...entries]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    found.add(path)
    waiting.push(
      ...(inputs[path]?.imports ?? []).flatMap((used) => (used.kind === 'dynamic-import' || used.external ? [] : used.path)),
    )
  }
  return found
}

/** esbuild writes the name of each source file above what came from it. */
function sectionsOf(text: string): Section[] {
  const sections: { path: string; line: number; text: string }[] = [{ path: 'start', line: 0, text: '' }]
  for (const [line, content] of text.split('\n').entries()) {
    const [, path] = /^ *\/\/ ((?:\.\.\/|src\/|node_modules\/)\S+\.[a-z]+)$/.exec(content) ?? []
    if (path) sections.push({ path, line, text: '' })
    const last = sections.at(-1)
    if (last) last.text += `${content}\n`
  }
  return sections
}

/** The package a file belongs to, or the folder of ours. */
export function packageOf(path: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path
}
