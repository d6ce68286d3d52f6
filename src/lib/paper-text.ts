import { plainLetters } from './letters.ts'
import type { Face } from './paper-face.ts'

/** Lines no wider than `most` points; a word longer than that is cut. Letters the font lacks are left out. */
export function wrap(text: string, font: Face, size: number, most: number): string[] {
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

function cut(word: string, font: Face, size: number, most: number): string[] {
  if (font.getTextWidth(word, size) <= most) return [word]
  const parts: string[] = []
  let row = ''
  let width = 0
  for (const letter of word) {
    const own = font.getTextWidth(letter, size)
    if (row && width + own > most) {
      parts.push(row)
      row = ''
      width = 0
    }
    row += letter
    width += own
  }
  return [...parts, row]
}

const written = (text: string, font: Face) =>
  Array.from(plainLetters(text), (letter) => (/\s/.test(letter) || font.canEncode(letter) ? letter : '')).join('')
