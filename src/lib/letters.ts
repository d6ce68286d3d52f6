/** Pictures among letters and marks nobody sees: a text says the same without them. */
const adornment = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{Variation_Selector}|\p{Cf}/gu
/** Marks of trade and their like, which are pictures to Unicode and letters to everybody else. */
const letterlike = /[©®™‼⁉ℹ↔-↙]/u

/** A text as a printer sets it: composed, without emoji and invisible marks. */
export function plainLetters(text: string): string {
  return text.normalize('NFC').replace(adornment, (found) => (letterlike.test(found) ? found : ''))
}

/** Whether each letter lies in one of these ranges of code points, first and last in turn; a text of pictures alone does not. */
export function areWithin(text: string, ...ranges: readonly (readonly number[])[]): boolean {
  const plain = plainLetters(text)
  if (plain.trim() === '') return text.trim() === ''
  return Array.from(plain).every((letter) => /\s/.test(letter) || ranges.some((one) => isWithin(letter.codePointAt(0) ?? 0, one)))
}

/** Whether a letter of it lies in the first ranges and in none of the others. */
export function hasLettersOf(text: string, ranges: readonly number[], ...others: readonly (readonly number[])[]): boolean {
  const points = Array.from(plainLetters(text), (letter) => letter.codePointAt(0) ?? 0)
  return points.some((point) => isWithin(point, ranges) && !others.some((one) => isWithin(point, one)))
}

function isWithin(point: number, ranges: readonly number[]): boolean {
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    if (point < (ranges[i] ?? 0)) return false
    if (point <= (ranges[i + 1] ?? 0)) return true
  }
  return false
}
