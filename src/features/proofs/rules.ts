import type { EditionPart } from '#features/approvals/editions.ts'
import type { Answer } from '#features/approvals/rules.ts'
import type { Json } from '#lib/sealed-record.ts'

/** Which designs of a proof must be approved: exactly one of them, every one, or one at the least. */
export const proofRules = ['one', 'all', 'any'] as const
export type ProofRule = (typeof proofRules)[number]

/** A thread, ink or film: its name as the trade calls it and, where known, its colour as `#rrggbb`. */
export interface Swatch {
  readonly name: string
  readonly hex: string | null
}
/** How many of one size. */
export interface SizeCount {
  readonly size: string
  readonly count: number
}

/** What stands of a stored file in an edition: the bytes that were shown, by their hashes. */
export interface ShownFile {
  readonly id: string
  readonly name: string
  readonly type: string
  /** SHA-256 of the original. */
  readonly sha256: string
  /** SHA-256 of the picture that stands for it wherever one is shown. */
  readonly preview: string
  /** Every picture a reader may see of it, each page at its widths. */
  readonly pictures: readonly ShownPicture[]
}
export interface ShownPicture {
  readonly id: string
  readonly sha256: string
  readonly page: number
  readonly width: number
  readonly height: number
}

/** A design as an edition holds it. */
export interface DesignPart extends EditionPart {
  readonly placement: string
  readonly size: string
  readonly swatches: readonly { readonly name: string; readonly hex: string | null }[]
  readonly sizeGrid: readonly { readonly size: string; readonly count: number }[]
  readonly note: string
  readonly file: { readonly [name: string]: Json } & ShownFile
}

/** A stored file with what was drawn of it, as rows have it. */
export interface ArtFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly sha256: string
  readonly width: number | null
  readonly height: number | null
  readonly derivedFromId: string | null
  readonly page: number | null
  readonly pages: number | null
}
export interface Design {
  readonly designKey: string
  readonly title: string
  readonly placement: string
  readonly size: string
  readonly swatches: readonly Swatch[]
  readonly sizeGrid: readonly SizeCount[]
  readonly note: string
  readonly fileId: string
}

export const isArtwork = (type: string) => type.startsWith('image/') || type === 'application/pdf'

/** All that can be shown of a file: what was drawn of it, or a picture itself where nothing was. Empty for a document nobody drew. */
export function picturesOf(file: ArtFile, files: readonly ArtFile[]): ShownPicture[] {
  const drawn = files.filter(({ derivedFromId }) => derivedFromId === file.id)
  const shown = drawn.length > 0 || !file.type.startsWith('image/') ? drawn : [file]
  return shown
    .flatMap(({ id, sha256, page, width, height }) => (width && height ? [{ id, sha256, page: page ?? 1, width, height }] : []))
    .sort((a, b) => a.page - b.page || a.width - b.width)
}

/** How many pages of a design's document nobody would see: they were not drawn. Nobody approves what they were not shown. */
export function hiddenPages({ fileId }: Pick<Design, 'fileId'>, files: readonly ArtFile[]): number {
  const original = files.find(({ id }) => id === fileId)
  const drawn = new Set(
    files.filter(({ derivedFromId, page }) => derivedFromId === fileId && page !== null).map(({ page }) => page),
  )
  return original?.pages ? Math.max(0, original.pages - drawn.size) : 0
}

/** A design as it is sent; undefined while its artwork cannot be shown. */
export function partOf(design: Design, files: readonly ArtFile[]): DesignPart | undefined {
  const { designKey: key, title, placement, size, swatches, sizeGrid, note, fileId } = design
  const original = files.find(({ id }) => id === fileId)
  const pictures = original ? picturesOf(original, files) : []
  const preview = pictures.filter(({ page }) => page === pictures[0]?.page).at(-1)
  if (!original || !preview) return undefined
  const { id, name, type, sha256 } = original
  const file = { id, name, type, sha256, preview: preview.sha256, pictures: pictures.map((picture) => ({ ...picture })) }
  const lists = { swatches: swatches.map((one) => ({ ...one })), sizeGrid: sizeGrid.map((one) => ({ ...one })) }
  return { key, title, amountMinor: null, placement, size, ...lists, note, file }
}

/** The designs of an edition: `partOf` made them, and what was sent cannot change. */
export function designsOf(content: { readonly parts: readonly EditionPart[] }): readonly DesignPart[] {
  return content.parts as readonly DesignPart[] // a proof's edition is written by `partOf` alone
}

/** The pages of a design's artwork, each with its pictures, the narrowest first. */
export function pagesOf({ file }: DesignPart): { readonly page: number; readonly pictures: readonly ShownPicture[] }[] {
  const pages = [...new Set(file.pictures.map(({ page }) => page))]
  return pages.map((page) => ({ page, pictures: file.pictures.filter((picture) => picture.page === page) }))
}

/** "Copper 1857 #c57a45", one a line. */
export function swatchesFrom(text: string): Swatch[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, before = '', hex] = /^(.*?)[\s,]*(#[0-9a-f]{6})?$/i.exec(line) ?? []
      return { name: before.trim() || (hex ?? line), hex: hex?.toLowerCase() ?? null }
    })
}
export const swatchText = (swatches: readonly Swatch[]) =>
  swatches.map(({ name, hex }) => (hex && hex !== name.toLowerCase() ? `${name} ${hex}` : name)).join('\n')

/** "S 4, M 12, XL 20"; undefined when something in it is no size with its count. */
export function sizeGridFrom(text: string): SizeCount[] | undefined {
  const found = text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => /^(.{1,20}?)[\s:×x]+(\d{1,6})$/.exec(one))
  const sizes = found.flatMap((one) => (one ? [{ size: one[1]?.trim() ?? '', count: Number(one[2]) }] : []))
  return sizes.length === found.length ? sizes : undefined
}
export const sizeGridText = (grid: readonly SizeCount[]) => grid.map(({ size, count }) => `${size} ${count}`).join(', ')
export const piecesIn = (grid: readonly SizeCount[]) => grid.reduce((sum, { count }) => sum + count, 0)

/** What a reader chose: one of the designs or a word for all of them, or a word for each. */
export interface Chosen {
  readonly choice: string
  readonly each: ReadonlyMap<string, string>
}
const isAnswer = (text: string | undefined): text is Answer => text === 'approved' || text === 'declined' || text === 'changes'

/**
 * What was said to each open design under the proof's rule; or the sentence that says what is missing. Where one design is to be
 * chosen, the others stay unsaid; a word to none of them is said to all.
 */
export function answersOf(
  rule: ProofRule,
  open: readonly string[],
  { choice, each }: Chosen,
): ReadonlyMap<string, Answer> | 'none' | 'some' {
  if (isWhole(rule, open.length)) {
    if (open.includes(choice)) return new Map([[choice, 'approved']])
    return choice === 'changes' || choice === 'declined' ? new Map(open.map((key) => [key, choice])) : 'none'
  }
  const said = open.flatMap((key) => {
    const answer = each.get(key)
    return isAnswer(answer) ? [[key, answer] as const] : []
  })
  if (said.length < open.length) return said.length === 0 ? 'none' : 'some'
  return new Map(said)
}

/** One word decides the whole proof: it has one design left to answer, or one is chosen out of several. */
export function isWhole(rule: ProofRule, open: number): boolean {
  return rule === 'one' || open === 1
}

/** A place on a page, parts per million from the left and from the top. */
export interface Place {
  readonly xPpm: number
  readonly yPpm: number
}
const whole = 1_000_000
/** The picture that is pressed where no script runs is drawn this wide. */
export const pressedWidth = 320

/** One of nine fields, 1 to 9 as on a telephone. */
export function placeOfField(field: number): Place {
  const at = (third: number) => Math.round(((third * 2 + 1) * whole) / 6)
  return { xPpm: at((field - 1) % 3), yPpm: at(Math.floor((field - 1) / 3)) }
}
/** Where a picture of `pressedWidth` was pressed. */
export function placeOfPress(x: number, y: number, { width, height }: { width: number; height: number }): Place {
  const part = (at: number, of: number) => Math.min(whole, Math.max(0, Math.round((at * whole) / of)))
  return { xPpm: part(x, pressedWidth), yPpm: part(y, (pressedWidth * height) / width) }
}
