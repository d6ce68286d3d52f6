import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build as bundle, type Metafile } from 'esbuild'
import { build } from '#bin/build.ts'
import { run } from './children.ts'

const root = join(import.meta.dirname, '../../..')
const settings = readFileSync(join(root, 'wrangler.toml'), 'utf8')
const isMinified = /^minify = true/m.test(settings)

/** A part of the bundle that came from one source file. */
export interface Section {
  readonly path: string
  /** Of the bundle, from 0. */
  readonly line: number
}
export interface Bundle {
  /** As it is deployed, and the same in the form it is uploaded in. */
  readonly main: string
  readonly upload: string
  /** The same code unminified, for profiles, and where each source file begins in it. */
  readonly readable: string
  readonly sections: readonly Section[]
  readonly compatibilityDate: string
  readonly size: Size
}
export interface Size {
  readonly bytes: number
  readonly gzip: number
  /** Without what only an `import()` reaches: the packages in `lazy`. */
  readonly eagerGzip: number
  readonly lazy: readonly string[]
}

/** Builds the Worker exactly as it is deployed, into `dir`. */
export async function bundleWorker(dir: string): Promise<Bundle> {
  await build()
  const upload = join(dir, 'worker.bundle')
  await wrangler(dir, ['deploy', '--dry-run', '--outdir', dir, '--outfile', upload])
  const main = join(dir, 'index.js')
  const readable = isMinified ? join(dir, 'readable/index.js') : main
  if (isMinified) await wrangler(dir, ['deploy', '--dry-run', '--minify=false', '--outdir', join(dir, 'readable')])
  const text = readFileSync(main)
  const compatibilityDate = /^compatibility_date = "(.+)"/m.exec(settings)?.[1] ?? ''
  const size = { bytes: text.length, gzip: gzipSync(text).length, ...(await eagerSize()) }
  return { main, upload, readable, sections: sectionsOf(readFileSync(readable, 'utf8')), compatibilityDate, size }
}

/** Runs one of wrangler's commands, with its log in `dir`. */
export function wrangler(dir: string, args: readonly string[]): Promise<string> {
  return run(process.execPath, [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...args], {
    cwd: root,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: join(dir, 'wrangler.log') },
  })
}

/** wrangler puts everything into one file, so what is lazy in it shows only when esbuild is let split it. */
async function eagerSize(): Promise<{ eagerGzip: number; lazy: string[] }> {
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outdir: 'out',
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2024', minify: isMinified, write: false, metafile: true },
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    logLevel: 'silent',
  })
  const eager = eagerOutputs(metafile)
  const isEager = (path: string) => [...eager].some((name) => path.endsWith(name))
  const lazy = Object.entries(metafile.outputs).filter(([name]) => !eager.has(name))
  return {
    eagerGzip: gzipSync(outputFiles.flatMap(({ path, text }) => (isEager(path) ? text : [])).join('')).length,
    lazy: [...new Set(lazy.flatMap(([, { inputs }]) => Object.keys(inputs).map(packageOf)))].filter(
      (name) => !name.includes('/'),
    ),
  }
}

/** What the entry reaches without an `import()`. */
function eagerOutputs({ outputs }: Metafile): Set<string> {
  const found = new Set<string>()
  const waiting = Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === 'src/index.ts')
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    found.add(name)
    waiting.push(
      ...(outputs[name]?.imports ?? []).flatMap(({ path, kind }) => (kind === 'import-statement' && outputs[path] ? path : [])),
    )
  }
  return found
}

/** esbuild writes the name of each source file above what came from it. */
function sectionsOf(text: string): Section[] {
  return text.split('\n').flatMap((content, line) => {
    const [, path] = /^ *\/\/ ((?:\.\.\/|src\/|node_modules\/)\S+\.[a-z]+)$/.exec(content) ?? []
    return path ? { path, line } : []
  })
}

/** The package a file belongs to, or the folder of ours. */
export function packageOf(path: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path
}
