import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { afterEach, expect, it } from 'vitest'
import { workerEntry } from './build-worker.ts'

const root = join(import.meta.dirname, '../..')
const folders: string[] = []
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))))

// Where a word leaves its catalogue; a branch of it may be taken at any time, for it follows the reader.
const leaving = "if (typeof text !== 'object' || text === null) return text"
const unlessRead = `if (typeof text !== 'object' && !readers.getStore()) throw new Error('A word was read while its module loaded: ' + String(key) + ', ' + text)`
const refusing: Plugin = {
  name: 'refusing',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\/src\/lib\/language\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replace(
        leaving,
        `${unlessRead}
${leaving}`,
      )
      expect(contents).not.toBe(source)
      return { contents, loader: 'ts' }
    })
    onResolve({ filter: /^cloudflare:/ }, ({ path }) => ({ path, namespace: 'platform' }))
    onLoad({ filter: /./, namespace: 'platform' }, () => ({
      contents: 'export class DurableObject {}; export const connect = undefined',
    }))
  },
}

/** Every part of a program, of which nothing was loaded yet. */
async function partsOf(contents: string): Promise<string[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'parts-'))
  folders.push(outdir)
  await build({
    ...{ absWorkingDir: root, outdir, bundle: true, splitting: true, format: 'esm', platform: 'node', logLevel: 'error' },
    ...{ conditions: ['workerd', 'worker'], define: { 'process.env.NODE_ENV': '"production"' } },
    outExtension: { '.js': '.mjs' },
    stdin: { contents, resolveDir: root, loader: 'ts' },
    plugins: [refusing],
  })
  return (await readdir(outdir)).map((name) => pathToFileURL(join(outdir, name)).href)
}

it('no module of the product reads a word while it loads', async () => {
  const parts = await partsOf(`import './${workerEntry}'`)
  expect(parts.length).toBeGreaterThan(9)
  for (const part of parts) await import(part)
})

it('a module that does would be found', async () => {
  const parts = await partsOf(
    `import { jobWords } from './src/features/jobs/words.ts'\nexport const taken = [jobWords.mail.subject]`,
  )
  await expect(Promise.all(parts.map((part) => import(part)))).rejects.toThrow('A word was read while its module loaded')
})
