import type { EmbeddedFont, PDF } from '@libpdf/core'

/** TrueType fonts, as bytes. */
export interface FontFiles {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
  /** For letters that these two lack. */
  readonly far?: readonly Uint8Array[]
}

export interface Run {
  readonly text: string
  readonly font: EmbeddedFont
}

/** Several fonts that write as one: each letter in the first of them that has it. */
export interface Face {
  /** Points, at a size in points. */
  getTextWidth(text: string, size: number): number
  canEncode(letter: string): boolean
  /** A text cut where the font changes. */
  runs(text: string): readonly Run[]
}

/** Two faces of a document, each with all the far fonts behind its own. */
export function embedFaces(pdf: PDF, { regular, bold, far = [] }: FontFiles): { readonly regular: Face; readonly bold: Face } {
  const others = far.map((bytes) => pdf.embedFont(bytes))
  return { regular: faceOf(pdf.embedFont(regular), others), bold: faceOf(pdf.embedFont(bold), others) }
}

function faceOf(first: EmbeddedFont, others: readonly EmbeddedFont[]): Face {
  const fonts = [first, ...others]
  const known = new Map<string, EmbeddedFont | undefined>()
  function fontFor(letter: string): EmbeddedFont | undefined {
    if (!known.has(letter))
      known.set(
        letter,
        fonts.find((font) => font.canEncode(letter)),
      )
    return known.get(letter)
  }
  function runs(text: string): readonly Run[] {
    if (others.length === 0) return [{ text, font: first }]
    const found: { text: string; font: EmbeddedFont }[] = []
    for (const letter of text) {
      const font = fontFor(letter) ?? first
      const last = found.at(-1)
      if (last?.font === font) last.text += letter
      else found.push({ text: letter, font })
    }
    return found
  }
  return {
    runs,
    canEncode: (letter) => fontFor(letter) !== undefined,
    getTextWidth: (text, size) => runs(text).reduce((sum, run) => sum + run.font.getTextWidth(run.text, size), 0),
  }
}
