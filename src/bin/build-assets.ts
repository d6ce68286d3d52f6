import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type Metafile } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const assetsFolder = join(root, 'public/assets')
const styles = 'src/ui/styles/index.css'
const scripts = {
  base: 'src/ui/client/base.ts',
  board: 'src/ui/client/board.ts',
  brandPreview: 'src/ui/client/brand-preview.ts',
  lines: 'src/ui/client/lines.ts',
  resend: 'src/ui/client/resend.ts',
  upload: 'src/ui/client/upload.ts',
}
const headers = `/assets/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
`

/** Bundles the stylesheet and the browser scripts under hashed names and writes their addresses to src/generated/assets.ts. Throws where esbuild does. */
export async function buildAssets(): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [styles, ...Object.values(scripts)],
    outdir: assetsFolder,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  const css = addressOf(metafile, styles)
  const addresses = Object.fromEntries(Object.entries(scripts).map(([name, entry]) => [name, addressOf(metafile, entry)]))
  await removeAllBut([css, ...Object.values(addresses)])
  await mkdir(join(root, 'src/generated'), { recursive: true })
  await writeChanged('public/_headers', headers)
  await writeChanged('src/generated/assets.ts', moduleOf(css, addresses))
}

function addressOf(metafile: Metafile, entry: string): string {
  const found = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry)
  if (!found) throw new Error(`esbuild wrote nothing for ${entry}`)
  return `/assets/${basename(found[0])}`
}

async function removeAllBut(addresses: readonly string[]): Promise<void> {
  const keep = new Set(addresses.map((address) => basename(address)))
  const old = (await readdir(assetsFolder)).filter((name) => !keep.has(name))
  await Promise.all(old.map((name) => rm(join(assetsFolder, name))))
}

function moduleOf(css: string, addresses: Record<string, string>): string {
  const lines = Object.entries(addresses).map(([name, address]) => `    ${name}: '${address}',`)
  return `export const assets = {\n  css: '${css}',\n  scripts: {\n${lines.join('\n')}\n  },\n} as const\n`
}

/** An unchanged file keeps its time, so that watchers stay asleep. */
async function writeChanged(path: string, text: string): Promise<void> {
  const file = join(root, path)
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before !== text) await writeFile(file, text)
}

if (import.meta.main) await buildAssets()
