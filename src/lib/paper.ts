import type { EmbeddedFont, PDFImage, PDFPage } from '@libpdf/core'

/** A PDF written from top to bottom: what does not fit goes onto the next page. Measures are points; colours `#rrggbb`. */
export interface Paper {
  /** Text from the left edge, wrapped; `indent` from the edge, `width` narrower than the page. */
  text(text: string, style?: TextStyle): void
  /** Two texts side by side, label and value, each wrapped in its column. */
  pair(label: string, value: string, style?: PairStyle): void
  rule(color: string, thickness?: number): void
  space(points: number): void
  /** Begins a new page unless so much is left. */
  ensure(points: number): void
  /** A picture in PNG with a text beside it. */
  pictured(picture: Uint8Array | undefined, lines: readonly { readonly text: string; readonly style?: TextStyle }[]): void
  /** Strokes of x and y in turn, drawn on a pad of this size. */
  strokes(
    pad: { readonly width: number; readonly height: number; readonly strokes: readonly (readonly number[])[] },
    color: string,
  ): void
  /** Unit squares as `qrPath` gives them, with text lines beside. */
  code(
    qr: { readonly size: number; readonly path: string },
    lines: readonly { readonly text: string; readonly style?: TextStyle }[],
  ): void
  save(): Promise<Uint8Array<ArrayBuffer>>
}
export interface TextStyle {
  readonly size?: number
  readonly isBold?: boolean
  readonly color?: string
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
  readonly language: string
  readonly size: 'letter' | 'a4'
  readonly ink: string
  readonly quiet: string
  readonly fonts: { readonly regular: Uint8Array; readonly bold: Uint8Array }
  /** Stands at the foot of every page. */
  readonly foot: string
}

const margin = 50
const lineHeight = 1.4
const thumb = 72

/** Starts a PDF. The library is loaded only here, when one is made; it gets bytes and never an address. */
export async function openPaper(options: PaperOptions): Promise<Paper> {
  const { PDF, rgb } = await import('@libpdf/core')
  const pdf = PDF.create()
  pdf.setTitle(options.title)
  pdf.setLanguage(options.language)
  const fonts = { regular: pdf.embedFont(options.fonts.regular), bold: pdf.embedFont(options.fonts.bold) }
  const colorOf = (hex: string) => rgb(part(hex, 1), part(hex, 3), part(hex, 5))
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
  function line(text: string, x: number, at: number, { size = 10, isBold = false, color = options.ink }: TextStyle) {
    page.drawText(text, { x, y: at, size, font: isBold ? fonts.bold : fonts.regular, color: colorOf(color) })
  }
  function wrapped(text: string, style: TextStyle, most: number): string[] {
    return wrap(text, style.isBold ? fonts.bold : fonts.regular, style.size ?? 10, most)
  }
  function column(lines: readonly { readonly text: string; readonly style?: TextStyle }[], x: number, most: number): number {
    let at = y
    for (const { text, style = {} } of lines) {
      for (const row of wrapped(text, style, most)) {
        at -= (style.size ?? 10) * lineHeight
        line(row, x, at, style)
      }
    }
    return at
  }

  return {
    ensure,
    text(text, style = {}) {
      const size = style.size ?? 10
      for (const row of wrapped(text, style, width)) {
        ensure(size * lineHeight)
        y -= size * lineHeight
        line(row, margin, y, style)
      }
    },
    pair(label, value, { isTotal = false, isRight = false, isQuiet = false, labelWidth = isRight ? width - 110 : 110 } = {}) {
      const style = { size: isTotal ? 12 : 10, isBold: isTotal, color: isQuiet ? options.quiet : options.ink }
      const labels = wrapped(label, style, labelWidth - 12)
      const values = wrapped(value, style, width - labelWidth)
      const step = style.size * lineHeight
      for (let i = 0; i < Math.max(labels.length, values.length); i++) {
        ensure(step)
        y -= step
        const shown = values[i] ?? ''
        const font = isTotal ? fonts.bold : fonts.regular
        const x = isRight ? margin + width - font.getTextWidth(shown, style.size) : margin + labelWidth
        if (labels[i]) line(labels[i] ?? '', margin, y, isRight ? style : { ...style, color: options.quiet })
        if (shown) line(shown, x, y, style)
      }
      y -= 4
    },
    rule(color, thickness = 1) {
      ensure(thickness + 6)
      y -= 6
      page.drawLine({ start: { x: margin, y }, end: { x: margin + width, y }, thickness, color: colorOf(color) })
      y -= 4
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
      if (image) place(image, top)
      y = Math.min(end, image ? top - thumb : end) - 12
    },
    strokes({ width: padWidth, height: padHeight, strokes }, color) {
      const scale = Math.min(200 / padWidth, 64 / padHeight)
      ensure(padHeight * scale + 8)
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
      y -= padHeight * scale + 8
    },
    code({ size, path }, lines) {
      const side = 96
      ensure(side)
      const unit = side / size
      const squares = page.drawPath()
      for (const [, x = '0', row = '0', run = '0'] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
        squares.rectangle(margin + Number(x) * unit, y - (Number(row) + 1) * unit, Number(run) * unit, unit)
      squares.fill({ color: colorOf('#000000') })
      const end = column(lines, margin + side + 16, width - side - 16)
      y = Math.min(end, y - side)
    },
    async save() {
      for (const [i, one] of pdf.getPages().entries()) {
        page = one
        line(`${options.foot}${pdf.getPageCount() > 1 ? `   ${i + 1} / ${pdf.getPageCount()}` : ''}`, margin, margin / 2, {
          size: 8,
          color: options.quiet,
        })
      }
      return new Uint8Array(await pdf.save({ subsetFonts: true }))
    },
  }

  function place(image: PDFImage, top: number) {
    const scale = Math.min(thumb / image.width, thumb / image.height)
    const [wide, high] = [image.width * scale, image.height * scale]
    page.drawImage(image, { x: margin + (thumb - wide) / 2, y: top - high - (thumb - high) / 2, width: wide, height: high })
  }
}

const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255

/** Lines no wider than `most`; a word longer than that is cut. Letters the font lacks become a question mark. */
function wrap(text: string, font: EmbeddedFont, size: number, most: number): string[] {
  const gap = font.getTextWidth(' ', size)
  return text.split(/\n+/).flatMap((paragraph) => {
    const rows: string[] = []
    let row = ''
    let width = 0
    for (const word of written(paragraph, font)
      .split(/\s+/)
      .flatMap((one) => cut(one, font, size, most))) {
      const own = font.getTextWidth(word, size)
      if (row && width + gap + own > most) {
        rows.push(row)
        row = word
        width = own
      } else {
        width += row ? gap + own : own
        row = row ? `${row} ${word}` : word
      }
    }
    return row ? [...rows, row] : rows
  })
}

function cut(word: string, font: EmbeddedFont, size: number, most: number): string[] {
  if (font.getTextWidth(word, size) <= most) return [word]
  const parts: string[] = []
  let row = ''
  for (const letter of word) {
    if (row && font.getTextWidth(row + letter, size) > most) {
      parts.push(row)
      row = ''
    }
    row += letter
  }
  return [...parts, row]
}

const letters = new WeakMap<EmbeddedFont, Map<string, boolean>>()
function written(text: string, font: EmbeddedFont): string {
  const known = letters.get(font) ?? new Map<string, boolean>()
  letters.set(font, known)
  return Array.from(text, (letter) => {
    if (!known.has(letter)) known.set(letter, /\s/.test(letter) || font.canEncode(letter))
    return known.get(letter) ? letter : '?'
  }).join('')
}
