import { type farFonts, pdfLetters } from '#generated/pdf-letters.ts'
import { areWithin, hasLettersOf } from '#lib/letters.ts'

const { near, han, hangul } = pdfLetters
const isPrintable = (text: string) => areWithin(text, near, han, hangul)

/** Whether the fonts of our PDFs can draw all of these texts. Where they cannot, a paper says where to read it online instead. */
export function canBePrinted(texts: readonly (string | null | undefined)[]): boolean {
  return texts.every((text) => !text || isPrintable(text))
}

/** The texts of these that can be drawn. */
export function printable(texts: readonly (string | null | undefined)[]): string[] {
  return texts.flatMap((text) => (text && isPrintable(text) ? [text] : []))
}

/** The fonts that a text needs beside those every PDF carries. */
export function farFontsOf(text: string): (keyof typeof farFonts)[] {
  const needed: Record<keyof typeof farFonts, boolean> = {
    han: hasLettersOf(text, han, near),
    hangul: hasLettersOf(text, hangul, near, han),
  }
  return (['han', 'hangul'] as const).filter((name) => needed[name])
}
