import { type Kind, kindOf, rowEffect } from './sql-kinds.ts'

export interface Token {
  readonly text: string
  readonly word: string
  readonly depth: number
  readonly start: number
}

export interface Statement {
  readonly sql: string
  readonly kind: Kind
  readonly changesRows: boolean
  readonly inserts: boolean
  readonly isExplain: boolean
  readonly setsForeignKeys: boolean
  /** The name of each parameter in SQLite's numbering; null where it has none. */
  readonly params: readonly (string | null)[]
}

const token =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\?\d*|[:@#$][\w$\u0080-\uffff]+|\d[\w.]*|[\s\S]/y
const known = new Map<string, readonly Statement[]>()
const longestRemembered = 20_000

/** The statements of an SQL text, without those that are only blanks and comments; remembered by text. */
export function parseSql(text: string): readonly Statement[] {
  const seen = known.get(text)
  if (seen) return seen
  const statements = split(text).map((tokens) => describe(text, tokens))
  if (known.size >= 5000) known.clear()
  if (text.length <= longestRemembered) known.set(text, statements)
  return statements
}

function split(text: string): Token[][] {
  const statements: Token[][] = []
  let current: Token[] = []
  let depth = 0
  token.lastIndex = 0
  for (let start = 0; start < text.length; start = token.lastIndex) {
    const found = token.exec(text)?.[0] ?? ''
    if (/^(?:\s|--|\/\*)/.test(found)) continue
    if (found === ')') depth--
    if (found !== ';' || isInsideTrigger(current)) current.push({ text: found, word: wordOf(found), depth, start })
    else {
      if (current.length > 0) statements.push(current)
      current = []
      depth = 0
    }
    if (found === '(') depth++
  }
  if (current.length > 0) statements.push(current)
  return statements
}

const wordOf = (text: string) => (/^[A-Za-z_]/.test(text) ? text.toUpperCase() : '')

// A trigger's body holds semicolons of its own; only one right after `; END` closes the statement.
function isInsideTrigger(tokens: readonly Token[]): boolean {
  if (tokens[0]?.word !== 'CREATE' || !tokens.slice(1, 3).some((each) => each.word === 'TRIGGER')) return false
  return !(tokens.at(-1)?.word === 'END' && tokens.at(-2)?.text === ';')
}

function describe(text: string, tokens: readonly Token[]): Statement {
  const last = tokens[tokens.length - 1]!
  const sql = text.slice(tokens[0]!.start, last.start + last.text.length)
  return {
    sql,
    kind: kindOf(tokens),
    ...rowEffect(tokens),
    isExplain: tokens[0]!.word === 'EXPLAIN',
    setsForeignKeys: tokens[0]!.word === 'PRAGMA' && /foreign_keys\s*[=(]/i.test(sql),
    params: paramsOf(tokens),
  }
}

function paramsOf(tokens: readonly Token[]): (string | null)[] {
  const params: (string | null)[] = []
  for (const { text } of tokens) {
    if (text === '?') params.push(null)
    else if (/^\?\d+$/.test(text)) {
      const index = Number(text.slice(1))
      if (index > 32_766) continue
      while (params.length < index) params.push(null)
      params[index - 1] = text
    } else if (/^[:@#$]./.test(text) && !params.includes(text)) params.push(text)
  }
  return params
}
