import type { MailContent, MailFace, MailFact, MailLine, MailTotal } from './content.ts'
import { lineOf, rowsOf, sentenceOf, webUrl } from './pieces.ts'

const widest = 60

/** The mail as plain text: everything the HTML says, addresses and code on lines of their own. Paragraphs are left for the reader's program to wrap. */
export function renderText(content: MailContent, face: MailFace): string {
  const { code, button, link, person } = content
  const blocks = [
    underlined(lineOf(content.heading)),
    ...content.paragraphs.map(paragraph),
    factsOf(content.facts ?? []),
    moneyOf(content.lines ?? [], content.totals ?? []),
    code === undefined ? '' : (code.match(/.{1,4}/g) ?? []).join(' '),
    button === undefined ? '' : linkOf(button),
    link === undefined ? '' : linkOf(link),
    ...(content.afterword ?? []).map(paragraph),
    person === undefined ? '' : `${lineOf(person.name)}\n${joined(person.role, person.phone)}`.trim(),
    ['-- ', joined(face.shopName, face.address), joined(face.phone, face.email), sentenceOf(content.reason), ...chooseOf(content)]
      .filter((row) => row !== '')
      .join('\n'),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function chooseOf({ choose }: MailContent): string[] {
  return choose === undefined ? [] : [`${lineOf(choose.label)}:`, webUrl(choose.url)]
}

function underlined(heading: string): string {
  return `${heading}\n${'='.repeat(Math.min(widthOf(heading), widest))}`
}

function paragraph(text: string): string {
  return rowsOf(text).join('\n')
}

function linkOf({ label, url }: { readonly label: string; readonly url: string }): string {
  return `${lineOf(label)}:\n${webUrl(url)}`
}

function factsOf(facts: readonly MailFact[]): string {
  const clean = facts.map(({ label, value }) => ({ label: `${lineOf(label)}:`, value: lineOf(value) }))
  const column = Math.min(24, Math.max(0, ...clean.map(({ label }) => widthOf(label))))
  return clean.map(({ label, value }) => `${padded(label, column)}  ${value}`).join('\n')
}

function moneyOf(lines: readonly MailLine[], totals: readonly MailTotal[]): string {
  const rows = lines.flatMap(({ name, detail = '', amount }) => [
    row(name, amount),
    ...(detail === '' ? [] : [`  ${lineOf(detail)}`]),
  ])
  const sums = totals.flatMap(({ label, amount, strong = false }) => [
    ...(strong ? ['-'.repeat(widest)] : []),
    row(label, amount),
  ])
  if (rows.length > 0 && totals.length > 0 && totals[0]?.strong !== true) rows.push('-'.repeat(widest))
  return [...rows, ...sums].join('\n')
}

/** Amounts stand under each other; a name too long for that has its amount on the next line. */
function row(name: string, amount: string): string {
  const left = lineOf(name)
  const right = lineOf(amount)
  const gap = widest - widthOf(left) - widthOf(right)
  return gap >= 2 ? `${left}${' '.repeat(gap)}${right}` : `${left}\n${' '.repeat(Math.max(0, widest - widthOf(right)))}${right}`
}

function joined(...parts: (string | undefined)[]): string {
  return parts
    .map((part) => lineOf(part ?? ''))
    .filter((part) => part !== '')
    .join(', ')
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

function widthOf(text: string): number {
  return Array.from(text).length
}
