/** What a column may hold. */
export const fields = ['customer', 'contact', 'first', 'last', 'email', 'phone', 'address', 'notes'] as const
export type Field = (typeof fields)[number]
/** What each column holds; null for what is left out. */
export type Mapping = readonly (Field | null)[]
export type ImportState = 'draft' | 'running' | 'done' | 'undone'
/** A new customer with its contact, a contact for one that is there, nothing because both are there, or nothing because it does not fit. */
export type Outcome = 'customer' | 'contact' | 'matched' | 'skipped'

/** A file holds at most so much. */
export const most = { bytes: 2 * 1024 * 1024, rows: 10_000, columns: 40 } as const
/** Rows that one write brings in. */
export const batchSize = 500
export const undoMs = 7 * 86_400_000

const headings: Readonly<Record<Field, RegExp>> = {
  first: /^(first|given).*|^nombres?$/,
  last: /^(last|family|sur).*|^apellidos?$/,
  email: /mail|correo/,
  phone: /phone|mobile|cell|^tel|tel[eé]fono|m[oó]vil/,
  customer: /company|customer|business|organi[sz]ation|account|client|empresa/,
  contact: /contact|^(full )?name$|person|nombre/,
  address: /address|street|city|town|state|province|zip|postal|country|direcci[oó]n|ciudad|c[oó]digo/,
  notes: /note|comment|remark|nota/,
}
/** What may stand in several columns: they are put together. */
const joinable: ReadonlySet<Field> = new Set(['address', 'notes'])

/** What the columns hold, by what is written above them; each field once, but for those that may be put together. */
export function guessMapping(header: readonly string[]): Mapping {
  const taken = new Set<Field>()
  return header.map((heading) => {
    const text = heading.trim().toLowerCase()
    const field = fieldOrder.find((one) => headings[one].test(text) && (joinable.has(one) || !taken.has(one)))
    if (!field) return null
    taken.add(field)
    return field
  })
}
const fieldOrder: readonly Field[] = ['first', 'last', 'email', 'phone', 'customer', 'contact', 'address', 'notes']

/** Whether the first row names the columns: nobody's address stands above them. */
export const looksLikeHeader = (row: readonly string[]) =>
  !row.some((cell) => cell.includes('@')) && guessMapping(row).some(Boolean)

/** The cells of one row by what they hold. */
export function cellsOf(row: readonly string[], mapping: Mapping): Readonly<Record<Field, string>> {
  const cells: Record<Field, string> = {
    ...{ customer: '', contact: '', first: '', last: '', email: '', phone: '', address: '', notes: '' },
  }
  for (const [i, field] of mapping.entries()) {
    const text = (row[i] ?? '').trim()
    if (!field || text === '') continue
    if (cells[field] === '') cells[field] = text
    else if (joinable.has(field)) cells[field] += `${field === 'address' ? ', ' : '\n'}${text}`
  }
  return cells
}

/** Whether what was imported may still be taken back. */
export const mayUndo = (one: { readonly state: ImportState; readonly finishedAt: number | null }, now: number) =>
  one.state === 'done' && one.finishedAt !== null && one.finishedAt + undoMs > now
