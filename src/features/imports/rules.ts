/** What a column may hold. */
export const fields = ['customer', 'contact', 'first', 'last', 'email', 'phone', 'address', 'notes'] as const
export type Field = (typeof fields)[number]
/** What each column holds; null for what is left out. */
export type Mapping = readonly (Field | null)[]
export type ImportState = 'draft' | 'running' | 'done' | 'undone'
export type Outcome = 'customer' | 'contact' | 'matched' | 'skipped'
