import type { TextStyle } from './paper.ts'
import type { Face } from './paper-face.ts'
import type { Tag, Tags } from './paper-tags.ts'

/** A column of a table; the one without a width takes what the others leave. */
export interface Column {
  readonly label: string
  /** Points. */
  readonly width?: number
  readonly isRight?: boolean
}
/** What stands in one cell, with quieter words below. */
export interface Cell {
  readonly text: string
  readonly detail?: string | undefined
  readonly isBold?: boolean
}

/** What a table is drawn with. */
interface Pen {
  readonly tags: Tags
  readonly left: number
  readonly width: number
  readonly quiet: string
  rule(): void
  ensure(points: number): void
  rowsOf(text: string, style: TextStyle, most: number): string[]
  fontOf(style: TextStyle): Face
  line(text: string, x: number, at: number, style: TextStyle, tag: Tag | undefined): void
}
/** Where on the paper it is drawn. */
interface Place {
  /** Goes down so far and gives the height it comes to. */
  step(points: number): number
  /** What is left of the page. */
  room(): number
  turn(): void
  /** Of a whole page. */
  readonly height: number
}
interface Content {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

const [size, small, leading, gap] = [10, 8.5, 1.4, 12]

/** Draws rows below their heads. A row stays on one page where it can, and each page begins with the heads. */
export function drawTable(pen: Pen, place: Place, { columns, rows }: Content): void {
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), 0)
  const widths = columns.map((column) => column.width ?? pen.width - fixed)
  const lefts = widths.map((_, i) => pen.left + widths.slice(0, i).reduce((sum, one) => sum + one, 0))
  const table = pen.tags.add('Table')
  const head = { size: small, color: pen.quiet }

  function put(text: string, i: number, at: number, style: TextStyle, tag: Tag | undefined) {
    const own = pen.fontOf(style).getTextWidth(text, style.size ?? size)
    const x = columns[i]?.isRight ? (lefts[i] ?? 0) + (widths[i] ?? 0) - own : (lefts[i] ?? 0)
    pen.line(text, x, at, style, tag)
  }
  /** Read once: on the pages after the first the heads are only seen. */
  function heads(tag: Tag | undefined) {
    const at = place.step(small * leading)
    for (const [i, { label }] of columns.entries()) if (label) put(label, i, at, head, tag && pen.tags.add('TH', { parent: tag }))
    pen.rule()
  }
  function again() {
    place.turn()
    heads(undefined)
  }

  pen.ensure(60)
  heads(pen.tags.add('TR', { parent: table }))
  for (const cells of rows) {
    const parent = pen.tags.add('TR', { parent: table })
    const drawn = cells.map((cell, i) => ({ tag: pen.tags.add('TD', { parent }), lines: linesOf(cell, i) }))
    const depth = Math.max(...drawn.map(({ lines }) => lines.length))
    const heights = Array.from(
      { length: depth },
      (_, n) => Math.max(...drawn.map(({ lines }) => lines[n]?.style.size ?? 0)) * leading,
    )
    const whole = heights.reduce((sum, one) => sum + one, 0)
    if (whole > place.room() && whole < place.height - 40) again()
    for (const [n, height] of heights.entries()) {
      if (height > place.room()) again()
      const at = place.step(height)
      for (const [i, { tag, lines }] of drawn.entries()) {
        const line = lines[n]
        if (line) put(line.text, i, at, line.style, tag)
      }
    }
    place.step(6)
  }

  function linesOf({ text, detail = '', isBold = false }: Cell, i: number) {
    const most = (widths[i] ?? 0) - (columns[i]?.isRight ? 0 : gap)
    const lined = (words: string, style: TextStyle & { size: number }) =>
      pen.rowsOf(words, style, most).map((row) => ({ text: row, style }))
    return [...lined(text, { size, isBold }), ...lined(detail, { size: small, color: pen.quiet })]
  }
}
