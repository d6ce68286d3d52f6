import { quoteMark } from './plain.ts'

/** A reply: what its author wrote, and what their mail program quoted. Nothing is thrown away. */
export interface Reply {
  readonly own: string
  readonly quoted: string
}

const isQuote = (line: string) => /^\s*>/.test(line)
const isBlank = (line: string) => line.trim() === ''

/** "On Tue, Apr 9, 2030 at 3:00 PM Smith <a@b.c> wrote:", "El mar, 9 abr 2030 a las 15:00, Smith (<a@b.c>) escribió:". */
const attribution = /^\s*(?:on|el|le|am|em|il)\s.{5,300}\b(?:wrote|escribi[óo]|écrit|schrieb|escreveu|ha scritto)\s*:\s*$/i
/** An attribution is broken over this many lines at most. */
const longestAttribution = 4
const original =
  /^\s*[-_*]{3,}\s*(?:original message|mensaje original|mensaje reenviado|forwarded message|ursprüngliche nachricht|message d'origine)\s*[-_*]{3,}\s*$/i
const fieldOf = (names: string) => new RegExp(`^\\s*\\*?(?:${names})\\s*:\\*?\\s`, 'i')
const fromField = fieldOf('from|de|von')
const sentField = fieldOf('sent|date|enviado|enviado el|fecha|gesendet|envoyé')
const subjectField = fieldOf('subject|asunto|betreff|objet')

/** Parts a reply's text into what is new and what it quotes: in the ways of Gmail, Outlook, Apple Mail, Yahoo and Thunderbird, English and Spanish. */
export function splitReply(text: string): Reply {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const cut = beginsAt(lines)
  const head = lines.slice(0, cut)
  const tail = lines.slice(cut)
  const end = trailingQuote(head)
  const before = head.slice(0, end)
  const start = leadingQuote(before)
  const quoted = [...before.slice(0, start), ...head.slice(end), ...tail].filter((line) => line.trim() !== quoteMark)
  return { own: tidy(before.slice(start)), quoted: tidy(quoted) }
}

/** The line from which on all is quoted, whatever signs stand before it. */
function beginsAt(lines: readonly string[]): number {
  const at = lines.findIndex(
    (line, i) => line.trim() === quoteMark || original.test(line) || isOutlooks(lines, i) || isUnsigned(lines, i),
  )
  if (at === -1) return lines.length
  // Outlook draws a line above, and Gmail's HTML has the attribution inside of what is marked.
  let from = at
  while (from > 0 && /^\s*_{10,}\s*$|^\s*$/.test(lines[from - 1] ?? '')) from -= 1
  return from
}

/** "From: … Sent: … To: … Subject: …" */
function isOutlooks(lines: readonly string[], i: number): boolean {
  if (!fromField.test(lines[i] ?? '')) return false
  const next = lines.slice(i + 1, i + 8)
  return next.some((line) => sentField.test(line)) && next.some((line) => subjectField.test(line))
}

/** An attribution with an address or a year in it, under which the quote has no signs. */
function isUnsigned(lines: readonly string[], i: number): boolean {
  const length = attributionAt(lines, i)
  if (length === 0 || !/@|\b(?:19|20)\d{2}\b/.test(lines.slice(i, i + length).join(' '))) return false
  const next = lines.slice(i + length).find((line) => !isBlank(line))
  return next !== undefined && !isQuote(next)
}

/** How many lines an attribution takes that begins here; 0 where none does. */
function attributionAt(lines: readonly string[], i: number): number {
  for (let length = 1; length <= longestAttribution; length++) {
    if (attribution.test(lines.slice(i, i + length).join(' '))) return length
  }
  return 0
}

/** Where the quote begins that the text ends with, its attribution included. */
function trailingQuote(lines: readonly string[]): number {
  let end = lines.length
  while (end > 0 && isBlank(lines[end - 1] ?? '')) end -= 1
  let start = end
  while (start > 0 && (isQuote(lines[start - 1] ?? '') || isBlank(lines[start - 1] ?? ''))) start -= 1
  const hasQuote = lines.slice(start, end).some(isQuote)
  if (!hasQuote) return attributionEnding(lines, end) ?? lines.length
  return attributionEnding(lines, start) ?? start
}

function attributionEnding(lines: readonly string[], end: number): number | undefined {
  for (let length = 1; length <= longestAttribution && length <= end; length++) {
    if (attributionAt(lines, end - length) === length) return end - length
  }
  return undefined
}

/** Where the quote ends that the text begins with. Answers between several quotes stay among them: alone nobody would understand them. */
function leadingQuote(lines: readonly string[]): number {
  let i = 0
  while (i < lines.length && isBlank(lines[i] ?? '')) i += 1
  const said = attributionAt(lines, i)
  let end = i + said
  while (end < lines.length && (isQuote(lines[end] ?? '') || isBlank(lines[end] ?? ''))) end += 1
  const hasQuote = lines.slice(i + said, end).some(isQuote)
  return hasQuote && !lines.slice(end).some(isQuote) ? end : 0
}

/** Without what cannot be seen, and without more than one empty line at a time. */
function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
