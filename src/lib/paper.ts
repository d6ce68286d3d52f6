import type { PDFImage, PDFPage } from '@libpdf/core'
import { late } from './late.ts'
import { embedFaces, type FontFiles } from './paper-face.ts'
import { joinContents } from './paper-streams.ts'
import { type Cell, type Column, drawTable } from './paper-table.ts'
import { openTags, type Role, type Tag } from './paper-tags.ts'
import { wrap } from './paper-text.ts'

/**
 * A PDF written from top to bottom: what does not fit goes onto the next page, and what is written is read aloud in the same order.
 * Measures are points; colours `#rrggbb`.
 */
export interface Paper {
  /** Text from the left edge, wrapped. */
  text(text: string, style?: TextStyle): void
  /** Two texts side by side, label and value, each wrapped in its column. */
  pair(label: string, value: string, style?: PairStyle): void
  /** Texts beside each other, each in a column of its own. */
  beside(columns: readonly (readonly Styled[])[]): void
  /** A table whose heads stand again on each page it runs onto. */
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[], color: string): void
  rule(color: string, thickness?: number): void
  space(points: number): void
  /** Begins a new page unless so much is left. */
  ensure(points: number): void
  /** A picture in PNG with a text beside it. */
  pictured(picture: Uint8Array | undefined, lines: readonly Styled[]): void
  /** The sign of whoever writes, PNG, in place of its name. */
  sign(picture: Uint8Array, name: string): void
  /** Strokes of x and y in turn, drawn on a pad of this size; `alt` says what they are. */
  strokes(
    pad: { readonly width: number; readonly height: number; readonly strokes: readonly (readonly number[])[] },
    color: string,
    alt: string,
  ): void
  /** Unit squares as `qrPath` gives them, with text lines beside. */
  code(qr: { readonly size: number; readonly path: string }, lines: readonly Styled[]): void
  save(): Promise<Uint8Array<ArrayBuffer>>
}
export interface TextStyle {
  readonly size?: number
  readonly isBold?: boolean
  readonly color?: string
  /** A paragraph unless told. */
  readonly role?: Extract<Role, 'H1' | 'H2' | 'P'>
}
export interface Styled {
  readonly text: string
  readonly style?: TextStyle
}
export interface PairStyle {
  readonly isTotal?: boolean
  /** The value at the right edge, as amounts stand. */
  readonly isRight?: boolean
  readonly isQuiet?: boolean
  readonly labelWidth?: number
}
export interface PaperOptions {
  readonly title: string
  readonly author: string
  readonly language: string
  readonly size: 'letter' | 'a4'
  readonly ink: string
  readonly quiet: string
  readonly fonts: FontFiles
  /** Stands at the foot of every page. */
  readonly foot: string
}

const margin = 50
const lineHeight = 1.4
const thumb = 72
const signHeight = 44

const drawing = late(() => import('@libpdf/core'))

/** Starts a PDF. The library is loaded only here, when one is made; it gets bytes and never an address. */
export async function openPaper(options: PaperOptions): Promise<Paper> {
  const library = await drawing()
  const pdf = library.PDF.create()
  pdf.setTitle(options.title, { showInWindowTitleBar: true })
  pdf.setAuthor(options.author)
  pdf.setLanguage(options.language)
  const tags = openTags(pdf, library)
  const fonts = embedFaces(pdf, options.fonts)
  const colorOf = (hex: string) => library.rgb(part(hex, 1), part(hex, 3), part(hex, 5))
  let page: PDFPage = pdf.addPage({ size: options.size })
  let y = page.height - margin
  const width = page.width - 2 * margin

  function turn() {
    page = pdf.addPage({ size: options.size })
    y = page.height - margin
  }
  function ensure(points: number) {
    if (y - points < margin) turn()
  }
  const fontOf = ({ isBold = false }: TextStyle) => (isBold ? fonts.bold : fonts.regular)
  const rowsOf = (text: string, style: TextStyle, most: number) => wrap(text, fontOf(style), style.size ?? 10, most)
  function line(text: string, x: number, at: number, style: TextStyle, tag: Tag | undefined) {
    const { size = 10, color = options.ink } = style
    tags.draw(page, tag, () => {
      let from = x
      for (const run of fontOf(style).runs(text)) {
        page.drawText(run.text, { x: from, y: at, size, font: run.font, color: colorOf(color) })
        from += run.font.getTextWidth(run.text, size)
      }
    })
  }
  function column(lines: readonly Styled[], x: number, most: number): number {
    let at = y
    for (const { text, style = {} } of lines) {
      const tag = tags.add(style.role ?? 'P')
      for (const row of rowsOf(text, style, most)) {
        at -= (style.size ?? 10) * lineHeight
        line(row, x, at, style, tag)
      }
    }
    return at
  }
  function rule(color: string, thickness = 1) {
    ensure(thickness + 6)
    y -= 6
    const [start, end] = [
      { x: margin, y },
      { x: margin + width, y },
    ]
    tags.draw(page, undefined, () => page.drawLine({ start, end, thickness, color: colorOf(color) }))
    y -= 4
  }

  return {
    ensure,
    rule,
    text(text, style = {}) {
      const size = style.size ?? 10
      const tag = tags.add(style.role ?? 'P')
      for (const row of rowsOf(text, style, width)) {
        ensure(size * lineHeight)
        y -= size * lineHeight
        line(row, margin, y, style, tag)
      }
    },
    pair(label, value, { isTotal = false, isRight = false, isQuiet = false, labelWidth = isRight ? width - 110 : 110 } = {}) {
      const style = { size: isTotal ? 12 : 10, isBold: isTotal, color: isQuiet ? options.quiet : options.ink }
      const labels = rowsOf(label, style, labelWidth - 12)
      const values = rowsOf(value, style, width - labelWidth)
      const step = style.size * lineHeight
      const tag = tags.add('P')
      for (let i = 0; i < Math.max(labels.length, values.length); i++) {
        ensure(step)
        y -= step
        const shown = values[i] ?? ''
        const x = isRight ? margin + width - fontOf(style).getTextWidth(shown, style.size) : margin + labelWidth
        if (labels[i]) line(labels[i] ?? '', margin, y, isRight ? style : { ...style, color: options.quiet }, tag)
        if (shown) line(shown, x, y, style, tag)
      }
      y -= 4
    },
    beside(columns) {
      const own = (width - (columns.length - 1) * 16) / columns.length
      const heightOf = (lines: readonly Styled[]) =>
        lines.reduce((sum, { text, style = {} }) => sum + rowsOf(text, style, own).length * (style.size ?? 10) * lineHeight, 0)
      ensure(Math.max(...columns.map(heightOf)))
      y = Math.min(...columns.map((lines, i) => column(lines, margin + i * (own + 16), own)))
    },
    table(columns, rows, color) {
      drawTable(
        { tags, left: margin, width, quiet: options.quiet, rule: () => rule(color, 0.5), ensure, rowsOf, fontOf, line },
        { step: (points) => (y -= points), room: () => y - margin, turn, height: page.height - 2 * margin },
        { columns, rows },
      )
    },
    space(points) {
      y -= points
    },
    pictured(picture, lines) {
      const image = picture && pdf.embedImage(picture)
      const left = image ? thumb + 16 : 0
      ensure(image ? thumb : 40)
      const top = y
      const end = column(lines, margin + left, width - left)
      if (image) place(image, top, lines[0]?.text ?? '')
      y = Math.min(end, image ? top - thumb : end) - 12
    },
    sign(picture, name) {
      const image = pdf.embedImage(picture)
      const scale = Math.min(signHeight / image.height, 220 / image.width, 1)
      const [wide, high] = [image.width * scale, image.height * scale]
      const tag = tags.add('Figure', { alt: name })
      y -= high
      tags.draw(page, tag, () => page.drawImage(image, { x: margin, y, width: wide, height: high }))
      y -= 4
    },
    strokes({ width: padWidth, height: padHeight, strokes }, color, alt) {
      const scale = Math.min(200 / padWidth, 64 / padHeight)
      ensure(padHeight * scale + 8)
      const draw = () => {
        for (const stroke of strokes) {
          const path = page.drawPath()
          for (let i = 0; i + 1 < stroke.length; i += 2) {
            const x = margin + (stroke[i] ?? 0) * scale
            const at = y - (stroke[i + 1] ?? 0) * scale
            if (i === 0) path.moveTo(x, at)
            else path.lineTo(x, at)
            if (stroke.length === 2) path.lineTo(x + 0.5, at)
          }
          path.stroke({ borderColor: colorOf(color), borderWidth: 1.4, lineCap: 'round', lineJoin: 'round' })
        }
      }
      tags.draw(page, tags.add('Figure', { alt }), draw)
      y -= padHeight * scale + 8
    },
    code({ size, path }, lines) {
      const side = 96
      ensure(side)
      const unit = side / size
      const squares = page.drawPath()
      for (const [, x = '0', row = '0', run = '0'] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
        squares.rectangle(margin + Number(x) * unit, y - (Number(row) + 1) * unit, Number(run) * unit, unit)
      // The address beside says the same.
      tags.draw(page, undefined, () => squares.fill({ color: colorOf('#000000') }))
      const end = column(lines, margin + side + 16, width - side - 16)
      y = Math.min(end, y - side)
    },
    async save() {
      const pages = pdf.getPages()
      for (const [i, one] of pages.entries()) {
        page = one
        const foot = wrap(options.foot, fonts.regular, 8, width - 40)[0] ?? ''
        const count = pages.length > 1 ? `   ${i + 1} / ${pages.length}` : ''
        line(foot + count, margin, margin / 2, { size: 8, color: options.quiet }, undefined)
      }
      for (const one of pages) joinContents(pdf, one, library)
      tags.finish()
      return new Uint8Array(await pdf.save({ subsetFonts: true }))
    },
  }

  function place(image: PDFImage, top: number, alt: string) {
    const scale = Math.min(thumb / image.width, thumb / image.height)
    const [wide, high] = [image.width * scale, image.height * scale]
    const [x, at] = [margin + (thumb - wide) / 2, top - high - (thumb - high) / 2]
    tags.draw(page, tags.add('Figure', { alt }), () => page.drawImage(image, { x, y: at, width: wide, height: high }))
  }
}

const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255
