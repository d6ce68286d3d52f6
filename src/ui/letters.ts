import { pdfLetters } from '#generated/pdf-letters.ts'
import { areWithin } from '#lib/letters.ts'

/** Whether the fonts of our PDFs can draw all of these texts. Where they cannot, a paper says where to read it online instead. */
export function canBePrinted(texts: readonly (string | null | undefined)[]): boolean {
  return texts.every((text) => !text || areWithin(text, pdfLetters))
}

/** The texts of these that can be drawn. */
export function printable(texts: readonly (string | null | undefined)[]): string[] {
  return texts.flatMap((text) => (text && areWithin(text, pdfLetters) ? [text] : []))
}
