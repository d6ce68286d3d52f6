import { cp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { writeChanged } from './writing.ts'

const root = join(import.meta.dirname, '../..')
const assetsFolder = join(root, 'public/assets')
const styles = 'src/ui/styles/index.css'
const scripts = {
  answers: 'src/ui/client/answers.ts',
  base: 'src/ui/client/base.ts',
  board: 'src/ui/client/board.ts',
  brandPreview: 'src/ui/client/brand-preview.ts',
  inserting: 'src/ui/client/inserting.ts',
  lines: 'src/ui/client/lines.ts',
  live: 'src/ui/client/live.ts',
  offer: 'src/ui/client/offer.ts',
  passkey: 'src/ui/client/passkey.ts',
  paying: 'src/ui/client/paying.ts',
  proof: 'src/ui/client/proof.ts',
  resend: 'src/ui/client/resend.ts',
  seen: 'src/ui/client/seen.ts',
  signing: 'src/ui/client/signature-pad.ts',
  upload: 'src/ui/client/upload.ts',
  verify: 'src/ui/client/verify.ts',
  zones: 'src/ui/client/zones.ts',
}
/** What these import lazily becomes a file of its own, fetched only when a PDF is to be drawn. */
const split = {
  files: 'src/ui/client/files.ts',
  pdfWorker: 'node_modules/pdfjs-dist/build/pdf.worker.min.mjs',
}
/** What pdf.js decodes rarer pictures inside of PDFs with, asked for under the names it gives them. */
const pdf = join(root, 'node_modules/pdfjs-dist')
const headers = `/assets/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
`

/** Bundles the stylesheet and the browser scripts under hashed names and writes their addresses to src/generated/assets.ts. Throws where esbuild does. */
export async function buildAssets(): Promise<void> {
  const [metafile, lazy] = await Promise.all([
    bundle([styles, ...Object.values(scripts)], false),
    bundle(Object.values(split), true),
  ])
  const css = addressOf(metafile, styles)
  const all = Object.entries({ ...scripts, ...split }).map(([name, entry]) => [
    name,
    addressOf(name in split ? lazy : metafile, entry),
  ])
  const addresses: Record<string, string> = Object.fromEntries(all)
  const pdfFolder = `pdf-${JSON.parse(await readFile(join(pdf, 'package.json'), 'utf8')).version}`
  await removeAllBut([...Object.keys(metafile.outputs), ...Object.keys(lazy.outputs), pdfFolder])
  // What is there already stays: several builds may run side by side, and one must not take away what another hands out.
  const filter = async (from: string, to: string) => !/quickjs|LICENSE/.test(from) && !(await isSameFile(from, to))
  await cp(join(pdf, 'wasm'), join(assetsFolder, pdfFolder), { recursive: true, filter })
  await mkdir(join(root, 'src/generated'), { recursive: true })
  await writeChanged(join(root, 'public/_headers'), headers)
  await writeChanged(join(root, 'src/generated/assets.ts'), moduleOf(css, addresses))
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.isFile() && a.size === b.size
}

async function bundle(entryPoints: string[], splitting: boolean): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: assetsFolder,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: splitting ? 'eof' : 'none',
    metafile: true,
    // What it wrote is looked up by the names asked for, also where node_modules is a link, as in a copy of the tree.
    preserveSymlinks: true,
    logLevel: 'warning',
  })
  return metafile
}

function addressOf(metafile: Metafile, entry: string): string {
  const found = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry)
  if (!found) throw new Error(`esbuild wrote nothing for ${entry}`)
  return `/assets/${basename(found[0])}`
}

async function removeAllBut(files: readonly string[]): Promise<void> {
  const keep = new Set(files.map((file) => basename(file)))
  // Fonts are made by another part of the build, at the same time.
  const old = (await readdir(assetsFolder)).filter((name) => !keep.has(name) && !name.endsWith('.ttf'))
  await Promise.all(old.map((name) => rm(join(assetsFolder, name), { recursive: true })))
}

function moduleOf(css: string, addresses: Record<string, string>): string {
  const lines = Object.entries(addresses).map(([name, address]) => `    ${name}: '${address}',`)
  return `export const assets = {\n  css: '${css}',\n  scripts: {\n${lines.join('\n')}\n  },\n} as const\n`
}

if (import.meta.main) await buildAssets()
