/** A table that cannot be read; the line is where its trouble begins, counted from 1. */
export class UnreadableTable extends Error {
  readonly line: number
  constructor(line: number) {
    super(`A quote is opened in line ${line} and never closed`)
    this.line = line
  }
}

/** The text of a file that a spreadsheet saved: UTF-8, UTF-16 with its mark, or else Windows-1252; without a byte order mark. */
export function textOfTable(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const separators = [',', ';', '\t'] as const

/** The rows of a CSV (RFC 4180) whose cells are parted by commas, semicolons or tabs, whichever its first row has most of. Empty rows are left out. Throws UnreadableTable. */
export function readTable(text: string): string[][] {
  const clean = text.replace(/^\ufeff/, '')
  return rowsOf(clean, separatorOf(clean)).filter((row) => row.some((cell) => cell.trim() !== ''))
}

function separatorOf(text: string): string {
  const counts = new Map<string, number>(separators.map((sign) => [sign, 0]))
  let isQuoted = false
  for (const sign of text) {
    if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && (sign === '\n' || sign === '\r')) break
    else if (!isQuoted && counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  const [[best] = [',']] = [...counts].sort(([, a], [, b]) => b - a)
  return best
}

function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at, separator)
    row.push(cell.text)
    at = cell.end
    if (text[at] === separator) {
      at += 1
      // A separator at the very end parts off one more, empty cell.
      if (at === text.length) row.push('')
      continue
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows
}

interface Cell {
  readonly text: string
  /** Where the separator or line end behind it stands. */
  readonly end: number
}

function plainAt(text: string, from: number, separator: string): Cell {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { text: text.slice(from, end), end }
}

function quotedAt(text: string, from: number): Cell {
  let at = from + 1
  let inside = ''
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) throw new UnreadableTable(text.slice(0, from).split(/\r\n|\n|\r/).length)
    inside += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      // What follows a closing quote belongs to the cell, as spreadsheets read it.
      const rest = /^[^,;\t\r\n]*/.exec(text.slice(quote + 1, quote + 200))?.[0] ?? ''
      return { text: inside + rest, end: quote + 1 + rest.length }
    }
    inside += '"'
    at = quote + 2
  }
}
