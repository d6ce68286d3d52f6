import { forReader, type Language, languages } from '#lib/language.ts'

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

/** What is left of a text without what somebody typed and without numbers: the product's own words. */
export function ownWordsOf(text: string, typed: readonly string[]): string {
  const rest = typed.reduce((left, one) => left.replaceAll(one, ' '), text)
  return rest
    .replace(/[^\p{L} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
