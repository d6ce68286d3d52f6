import { digestOf } from '#lib/token.ts'
import { commonMarks } from './common-passwords.ts'

export const fewestSigns = 12
/** Enough for any sentence; more would only keep the machine busy. */
export const mostSigns = 200
const markLength = 6

export type Weakness = 'short' | 'long' | 'common' | 'own'

/** What is wrong with a password, if anything. `own` are words that others know of its owner: their mailbox, their name, the shop's. */
export async function weaknessOf(password: string, own: readonly string[]): Promise<Weakness | undefined> {
  const signs = [...password.normalize('NFKC')]
  if (signs.length < fewestSigns) return 'short'
  if (signs.length > mostSigns) return 'long'
  const plain = signs.join('').toLowerCase()
  if (isPattern(plain)) return 'common'
  for (const form of formsOf(plain)) if (await isCommon(form)) return 'common'
  return isOwn(plain, own) ? 'own' : undefined
}

const isCommon = async (text: string) => {
  const mark = (await digestOf(text)).slice(0, markLength)
  for (let at = 0; at < commonMarks.length; at += markLength) if (commonMarks.startsWith(mark, at)) return true
  return false
}

/** Few different signs, or a run along the alphabet, the digits or the keyboard. */
function isPattern(text: string): boolean {
  if (new Set(text).size < 5) return true
  const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
  const runs = [...rows, ...rows.map((row) => [...row].reverse().join(''))]
  const rest = runs.reduce((left, run) => withoutRuns(left, run), text)
  return rest.length < 4
}

/** What is left of a text without the pieces of four signs and more that lie in this row. */
function withoutRuns(text: string, row: string): string {
  let left = ''
  for (let at = 0; at < text.length; ) {
    let length = 0
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length++
    if (length < 4) left += text.slice(at, at + Math.max(1, length))
    at += Math.max(1, length)
  }
  return left
}

const written: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** The shapes in which a common password hides: as it is, with signs for letters, with something before or behind, or said twice. */
function formsOf(plain: string): ReadonlySet<string> {
  const spelled = [...plain].map((sign) => written[sign] ?? sign).join('')
  const bare = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const once = (text: string) => /^(.{3,}?)\1+$/u.exec(text)?.[1] ?? text
  const all = [plain, spelled].flatMap((text) => [text, bare(text), once(text), once(bare(text))])
  const unspelled = [...bare(plain)].map((sign) => written[sign] ?? sign).join('')
  return new Set([...all, unspelled, once(unspelled)].filter((text) => text.length >= 4))
}

/** Whether hardly anything is left of it without words that others know. */
function isOwn(plain: string, own: readonly string[]): boolean {
  const words = own
    .flatMap((text) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter((word) => word.length >= 4)
  return (
    [...words.reduce((left, word) => left.replaceAll(word, ''), plain)].length < 6 && words.some((word) => plain.includes(word))
  )
}
