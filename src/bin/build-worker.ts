import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type Metafile } from 'esbuild'

const root = join(import.meta.dirname, '../..')
/** What wrangler.toml names as `main` lies here. */
export const workerFolder = join(root, 'dist')
export const workerEntry = 'src/index.ts'

/**
 * Bundles the Worker in parts: the entry, and others that only an `import()` reaches, which the runtime reads when they are
 * first asked for (docs/decisions/0012). Gives esbuild's account of what became what. Throws where esbuild does.
 */
export async function buildWorker({ outdir = workerFolder, minify = true } = {}): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [workerEntry],
    outdir,
    bundle: true,
    splitting: true,
    minify,
    format: 'esm',
    target: 'es2024',
    sourcemap: 'linked',
    metafile: true,
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    // As wrangler's own bundling sets them: libraries ask.
    define: { 'process.env.NODE_ENV': '"production"', 'navigator.userAgent': '"Cloudflare-Workers"' },
    write: false,
    logLevel: 'warning',
  })
  await mkdir(outdir, { recursive: true })
  // A part that nothing imports any more would be uploaded all the same, and a running Worker starts again for each change.
  const names = new Set(outputFiles.map(({ path }) => basename(path)))
  const old = (await readdir(outdir)).filter((name) => !names.has(name))
  await Promise.all([
    ...old.map((name) => rm(join(outdir, name), { recursive: true })),
    ...outputFiles.map(async ({ path, contents }) => {
      const before = await readFile(path).catch(() => undefined)
      if (!before?.equals(contents)) await writeFile(path, contents)
    }),
  ])
  return metafile
}

/** The files that the entry reaches without an `import()`: what a start reads. Paths as esbuild writes them. */
export function eagerOutputs({ outputs }: Metafile): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === workerEntry)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    found.add(name)
    waiting.push(
      ...(outputs[name]?.imports ?? []).flatMap(({ path, kind }) => (kind === 'import-statement' && outputs[path] ? path : [])),
    )
  }
  return found
}

if (import.meta.main) await buildWorker()
