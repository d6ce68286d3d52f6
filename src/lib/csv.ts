/**
 * What a spreadsheet may take for a formula (OWASP, "CSV Injection"), behind blanks and in full width too: it is kept from it by an
 * apostrophe before it.
 */
const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/

/** Rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read UTF-8. Numbers go as they are; texts cannot become formulas. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A CSV as a download. */
export const csvHeaders = (name: string): Record<string, string> => ({
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="${name}"`,
  'content-security-policy': "default-src 'none'; sandbox",
})
