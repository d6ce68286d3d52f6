import { forReader, type Language, languages } from '#lib/language.ts'
import { textColumns } from './overwrite.ts'
import type { TestShop } from './world.ts'

const modules = import.meta.glob<Readonly<Record<string, unknown>>>(
  ['../**/*words*.ts', '../**/told.ts', '!../**/*-es.ts', '!../**/*.test.ts'],
  {
    eager: true,
  },
)

/** One text of a catalogue in both languages, by where it stands: a sentence, or a function that makes one. */
export interface Pair {
  readonly where: string
  readonly en: unknown
  readonly es: unknown
}

/** Every text that is kept in two languages. */
export function everyText(): Pair[] {
  const read = (language: Language) =>
    forReader(
      () =>
        new Map(
          Object.entries(modules).flatMap(([file, module]) =>
            Object.entries(module).flatMap(([name, value]) => leaves(`${file} ${name}`, value)),
          ),
        ),
      language,
    )
  const [en, es] = languages.map(read)
  return [...(en ?? [])].map(([where, text]) => ({ where, en: text, es: es?.get(where) })).filter((pair) => pair.en !== pair.es)
}

function leaves(where: string, value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[where, value]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${where}.${key}`, inner))
}

/** Words that one language says and the other does not: sentences, and what stands between the gaps of those that functions make. */
export function sayingsOf(pairs: readonly Pair[], language: Language): string[] {
  const other = language === 'en' ? 'es' : 'en'
  const said = (of: Language) => new Set(pairs.flatMap((pair) => piecesOf(pair[of])))
  const theirs = [...said(other)].join('\n')
  return [...said(language)].filter(
    (piece) => piece.replace(/[^\p{L}]/gu, '').length >= 12 && piece.includes(' ') && !theirs.includes(piece),
  )
}

function piecesOf(text: unknown): string[] {
  if (typeof text === 'string') return text.split(/\{\w+\}/).map((piece) => piece.trim())
  if (typeof text !== 'function') return []
  const literals = [...String(text).matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)]
  return literals.flatMap(([, ...parts]) =>
    parts
      .filter((part) => part !== undefined)
      .flatMap((part) => part.split(/\$\{[^}]*\}/))
      .map((piece) => piece.trim()),
  )
}

/** All that a page says to somebody who looks, hears or presses: texts, names of controls, and what its scripts will say. */
export async function textsOf(html: string): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  const attributes = [
    'alt',
    'aria-label',
    'placeholder',
    'title',
    'data-words',
    'data-copied',
    'data-busy-text',
    'data-waiting',
    'data-label',
  ]
  const rewriter = new HTMLRewriter().on('*', {
    element(element) {
      for (const name of attributes) texts.push(element.getAttribute(name) ?? '')
    },
    text(chunk) {
      text += chunk.text
      if (!chunk.lastInTextNode) return
      texts.push(text)
      text = ''
    },
  })
  await rewriter.transform(new Response(html.replace(/<(style|script|textarea)\b[^>]*>[\s\S]*?<\/\1>/g, ''))).text()
  const decoded = texts.flatMap((one) => (one.startsWith('{') ? stringsIn(one) : [one])).map(decode)
  return [...new Set(decoded.map((one) => one.replace(/\s+/g, ' ').trim()).filter((one) => /\p{L}{2}/u.test(one)))]
}

const stringsIn = (json: string): string[] => leaves('', JSON.parse(decode(json))).map(([, value]) => String(value))
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const decode = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? '')

/** What reads the same in both: a few words and names, and a hash in fours. */
const alike = /^(Total|Subtotal|PDF|Google( ·)?|Safari on iPhone|Chrome on Linux|English|Español|UTC|VIN|[a-f ]+)$/

/** As does the name of a time zone, and a code. */
const isName = /^(\p{L}[\p{L} _-]+\/[\p{L}\d /_+-]+|[a-z0-9]{4} [a-z0-9]{4})$/u

/** Those of the texts that are English, by what stood there for an English reader, and by what only English says; never what somebody typed. */
export function leftInEnglish(
  texts: readonly string[],
  before: readonly string[],
  english: readonly string[],
  typed: readonly string[],
): string[] {
  return texts.filter((text) => {
    const own = ownWordsOf(text, typed)
    const isSame = before.includes(text) && /\p{L}{3}/u.test(own) && !alike.test(own) && !isName.test(text)
    return isSame || english.some((one) => own.includes(one))
  })
}

/** What is left of a text without what somebody typed and without numbers: the product's own words. */
function ownWordsOf(text: string, typed: readonly string[]): string {
  const rest = typed.reduce((left, one) => left.replaceAll(one, ' '), text)
  return rest
    .replace(/[^\p{L} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What people typed in a shop where all of it says `mark`, the longest first. */
export async function typedIn(shop: TestShop, mark: string): Promise<string[]> {
  const found = new Set<string>()
  for (const [table, column] of await shop.rows(textColumns)) {
    const rows = await shop.rows(`SELECT DISTINCT "${column}" FROM "${table}" WHERE "${column}" LIKE '%${mark}%'`)
    for (const [value] of rows) for (const text of stringsOf(String(value))) if (text.includes(mark)) found.add(text)
  }
  const told = await shop.rows('SELECT payload FROM approval_payloads UNION ALL SELECT body FROM approvals')
  const faces = await shop.rows('SELECT name, email, phone, address FROM profile')
  const people = await shop.rows('SELECT email, name FROM people UNION ALL SELECT email, name FROM staff')
  for (const [text] of told) for (const one of stringsOf(String(text))) found.add(one)
  for (const text of [...faces, ...people, shop.key].flat()) found.add(String(text))
  return [...found].filter((text) => text.length > 2).sort((a, b) => b.length - a.length)
}

function stringsOf(text: string): string[] {
  if (!/^[[{]/.test(text)) return [text]
  const found: string[] = []
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value === 'string') found.push(value)
    return value
  })
  return found
}
