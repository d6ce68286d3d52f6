import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from '#bin/build.ts'
import { buildWorker, eagerOutputs, workerFolder } from '#bin/build-worker.ts'
import { run } from './children.ts'

const root = join(import.meta.dirname, '../../..')
const settings = readFileSync(join(root, 'wrangler.toml'), 'utf8')

/** A part of the bundle that came from one source file. */
export interface Section {
  /** Of the bundle. */
  readonly file: string
  readonly path: string
  /** In that file, from 0. */
  readonly line: number
}
export interface Bundle {
  /** As it is deployed: the entry, beside its other parts; and all of it in the form it is uploaded in. */
  readonly main: string
  readonly upload: string
  /** The same code unminified, for profiles, and where each source file begins in it. */
  readonly readable: string
  readonly sections: readonly Section[]
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
  readonly size: Size
}
export interface Size {
  readonly bytes: number
  readonly gzip: number
  /** What a start reads: without what only an `import()` reaches, the packages in `lazy` among it. */
  readonly eagerGzip: number
  readonly lazy: readonly string[]
}

/** Builds the Worker exactly as it is deployed; what only a measurement needs comes into `dir`. */
export async function bundleWorker(dir: string): Promise<Bundle> {
  await build()
  const upload = join(dir, 'worker.bundle')
  await wrangler(dir, ['deploy', '--dry-run', '--outfile', upload])
  const size = sizeOf(await buildWorker())
  const readable = join(dir, 'readable')
  await buildWorker({ outdir: readable, minify: false })
  const compatibilityDate = /^compatibility_date = "(.+)"/m.exec(settings)?.[1] ?? ''
  const compatibilityFlags = [...(/^compatibility_flags = \[(.*)\]/m.exec(settings)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
    ([, flag]) => flag ?? '',
  )
  const sections = modulesIn(readable).flatMap((file) => sectionsOf(file, readFileSync(join(readable, file), 'utf8')))
  return {
    main: join(workerFolder, 'index.js'),
    upload,
    readable: join(readable, 'index.js'),
    sections,
    compatibilityDate,
    compatibilityFlags,
    size,
  }
}

/** The modules of a folder. */
export const modulesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.js'))

/** Runs one of wrangler's commands, with its log in `dir`. */
export function wrangler(dir: string, args: readonly string[]): Promise<string> {
  return run(process.execPath, [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...args], {
    cwd: root,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: join(dir, 'wrangler.log') },
  })
}

function sizeOf(metafile: Awaited<ReturnType<typeof buildWorker>>): Size {
  const eager = new Set([...eagerOutputs(metafile)].map((path) => basename(path)))
  const all = modulesIn(workerFolder)
  const weigh = (names: readonly string[]) => {
    const text = names.map((name) => readFileSync(join(workerFolder, name), 'utf8')).join('')
    return { bytes: text.length, gzip: gzipSync(text).length }
  }
  const late = Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.js') && !eager.has(basename(path)))
  const packages = late.flatMap(([, { inputs }]) => Object.keys(inputs).filter((path) => path.includes('node_modules/')))
  return {
    ...weigh(all),
    eagerGzip: weigh(all.filter((name) => eager.has(name))).gzip,
    lazy: [...new Set(packages.map(packageOf))],
  }
}

/** esbuild writes the name of each source file above what came from it. */
function sectionsOf(file: string, text: string): Section[] {
  return text.split('\n').flatMap((content, line) => {
    const [, path] = /^ *\/\/ ((?:\.\.\/|src\/|node_modules\/)\S+\.[a-z]+)$/.exec(content) ?? []
    return path ? { file, path, line } : []
  })
}

/** The package a file belongs to, or the folder of ours. */
export function packageOf(path: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path
}
