import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PDF } from '@libpdf/core'
import { writeWhole } from './writing.ts'

const root = join(import.meta.dirname, '../..')
const target = join(root, 'src/generated/pdf-fonts.ts')
const letters = join(root, 'src/generated/pdf-letters.ts')
const fileOf = (path: string) => join(root, 'node_modules/@expo-google-fonts', path)
/** IBM Plex Sans (SIL Open Font License 1.1): Latin, Greek and Cyrillic. PDFs carry the few letters they use. */
const near = {
  regular: fileOf('ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf'),
  bold: fileOf('ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf'),
}
/** Chinese and Japanese, and Korean (both SIL Open Font License 1.1): too large to carry, so they lie among the static assets. */
const far = {
  han: fileOf('noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  hangul: fileOf('nanum-gothic/400Regular/NanumGothic_400Regular.ttf'),
}

/**
 * Writes the fonts of PDFs as base64 and which letters each has into `src/generated`, and those that are fetched when a text needs
 * them into `public/assets`, unless all of it stands there already.
 */
export async function buildFonts(): Promise<void> {
  const copies = await Promise.all(
    Object.entries(far).map(async ([name, file]) => ({ name, file, address: `/assets/${name}-${await hashOf(file)}.ttf` })),
  )
  const copyAt = (address: string) => join(root, 'public', address)
  const sources = [...Object.values(near), ...Object.values(far), import.meta.filename]
  if (await areNewer([letters, ...copies.map(({ address }) => copyAt(address))], sources)) return
  await Promise.all([dirname(target), join(root, 'public/assets')].map((folder) => mkdir(folder, { recursive: true })))
  await Promise.all(copies.map(({ file, address }) => copyFile(file, copyAt(address))))
  const lines = await Promise.all(
    Object.entries(near).map(async ([name, file]) => `  ${name}: '${await readFile(file, 'base64')}',`),
  )
  await writeWhole(target, `export const pdfFonts = {\n${lines.join('\n')}\n} as const\n`)
  const known = {
    near: await lettersOf(Object.values(near)),
    han: await lettersOf([far.han]),
    hangul: await lettersOf([far.hangul]),
  }
  await writeWhole(
    letters,
    `/** Code points that the fonts of PDFs have, as ranges: first and last in turn. */\nexport const pdfLetters = ${JSON.stringify(known)} as const
/** Where the fonts lie that are fetched when a text needs them. */
export const farFonts = ${JSON.stringify(Object.fromEntries(copies.map(({ name, address }) => [name, address])))} as const\n`,
  )
}

const hashOf = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 8)

async function areNewer(files: readonly string[], sources: readonly string[]): Promise<boolean> {
  const timeOf = (file: string) => stat(file).then(({ mtimeMs }) => mtimeMs)
  try {
    return Math.min(...(await Promise.all(files.map(timeOf)))) > Math.max(...(await Promise.all(sources.map(timeOf))))
  } catch {
    // One of them was never made.
    return false
  }
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
