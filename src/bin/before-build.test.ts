import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** The files that a program reads before its first line runs. */
async function readAtOnce(entry: string): Promise<Set<string>> {
  const { metafile } = await build({
    ...{
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      splitting: true,
      outdir: 'nowhere',
      write: false,
      metafile: true,
    },
    ...{ platform: 'node', format: 'esm', packages: 'external', external: ['cloudflare:*'], logLevel: 'error' },
  })
  const files = new Set([entry])
  // A set that grows while it is walked is walked to its end.
  for (const file of files)
    for (const { kind, path } of metafile.inputs[file]?.imports ?? [])
      if (kind === 'import-statement' && metafile.inputs[path]) files.add(path)
  return files
}

it.each(['start', 'test', 'build', 'soak', 'migrate', 'domain'])(
  'in a fresh clone %s reads nothing before the build that the build makes',
  async (program) => {
    const files = await readAtOnce(`src/bin/${program}.ts`)
    expect(files.size).toBeGreaterThan(2)
    expect([...files].filter((file) => file.startsWith('src/generated/'))).toEqual([])
  },
)
