import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const target = join(root, 'src/generated/pdf-fonts.ts')
/** IBM Plex Sans (SIL Open Font License 1.1): Latin, Greek and Cyrillic. PDFs carry the few letters they use. */
const fonts = {
  regular: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  bold: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
}

/** Writes the fonts of PDFs as base64 into `src/generated/pdf-fonts.ts`, unless they stand there already. */
export async function buildFonts(): Promise<void> {
  const sources = Object.entries(fonts).map(([name, path]) => ({ name, file: join(root, 'node_modules', path) }))
  const times = await Promise.all(
    [...sources.map(({ file }) => file), import.meta.filename].map(async (file) => (await stat(file)).mtimeMs),
  )
  const built = await stat(target).catch(() => undefined)
  if (built && times.every((at) => at < built.mtimeMs)) return
  const lines = await Promise.all(sources.map(async ({ name, file }) => `  ${name}: '${await readFile(file, 'base64')}',`))
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, `export const pdfFonts = {\n${lines.join('\n')}\n} as const\n`)
}

if (import.meta.main) await buildFonts()
