import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PDF } from '@libpdf/core'

const root = join(import.meta.dirname, '../..')
const target = join(root, 'src/generated/pdf-fonts.ts')
const letters = join(root, 'src/generated/pdf-letters.ts')
/** IBM Plex Sans (SIL Open Font License 1.1): Latin, Greek and Cyrillic. PDFs carry the few letters they use. */
const fonts = {
  regular: '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf',
  bold: '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf',
}

/** Writes the fonts of PDFs as base64, and beside them which letters they have, into `src/generated`, unless they stand there already. */
export async function buildFonts(): Promise<void> {
  const sources = Object.entries(fonts).map(([name, path]) => ({ name, file: join(root, 'node_modules', path) }))
  const times = await Promise.all(
    [...sources.map(({ file }) => file), import.meta.filename].map(async (file) => (await stat(file)).mtimeMs),
  )
  const built = await stat(letters).catch(() => undefined)
  if (built && times.every((at) => at < built.mtimeMs)) return
  const lines = await Promise.all(sources.map(async ({ name, file }) => `  ${name}: '${await readFile(file, 'base64')}',`))
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, `export const pdfFonts = {\n${lines.join('\n')}\n} as const\n`)
  const known = await lettersOf(sources.map(({ file }) => file))
  await writeFile(
    letters,
    `/** Code points that every font of PDFs has, as ranges: first and last in turn. */\nexport const pdfLetters = ${JSON.stringify(known)} as const\n`,
  )
}

/** Ranges of the basic plane that all of these fonts can write. */
async function lettersOf(files: readonly string[]): Promise<number[]> {
  const pdf = PDF.create()
  const embedded = await Promise.all(files.map(async (file) => pdf.embedFont(await readFile(file))))
  const ranges: number[] = []
  for (let point = 0x21; point < 0xfffe; point++) {
    const isSurrogate = point >= 0xd800 && point <= 0xdfff
    if (isSurrogate || !embedded.every((font) => font.canEncode(String.fromCodePoint(point)))) continue
    if (ranges.at(-1) === point - 1) ranges[ranges.length - 1] = point
    else ranges.push(point, point)
  }
  return ranges
}

if (import.meta.main) await buildFonts()
