/** Every column of a shop's database that holds text, as rows of table and column. */
export const textColumns = `SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_%' ESCAPE '\\' AND lower(c.type) = 'text'`

/** Columns whose words are the product's own, or which no form lets through unchecked. Any other, also a new one, is somebody's words. */
const structured = new RegExp(
  `^(${[
    ...['.*_?id', '.*_?key', '.*_kind', '.*_on', 'kind', 'type', 'method', 'state', '.*_state', 'stage', 'status', 'role'],
    ...['audience', 'purpose', 'visibility', 'carrier', 'currency', 'trade', 'theme', 'locale', 'time_zone', 'colors', 'tabs'],
    ...['facts', 'details', 'payload', 'content', 'topic', 'sha256', 'source', 'email', 'host', 'browser', 'next', 'outcome'],
    ...['account', '.*_account', 'checkout_.*', 'payment_intent'],
  ].join('|')})$`,
)

/** The statements after which every text that people type is this one. Triggers that keep rows as they were go first. */
export function overwrite(
  columns: readonly (readonly unknown[])[],
  triggers: readonly (readonly unknown[])[],
  text: string,
): string[] {
  const quoted = `'${text.replaceAll("'", "''")}'`
  const free = columns.map(([table, column]) => ({ table, column })).filter(({ column }) => !structured.test(String(column)))
  return [
    ...triggers.map(([name]) => `DROP TRIGGER IF EXISTS "${name}"`),
    // Rows stay in their order, and names that may stand only once stay apart.
    ...free.map(({ table, column }) => `UPDATE "${table}" SET "${column}" = ${quoted} || ' ' || rowid`),
    `UPDATE profile SET tabs = json_replace(tabs, '$[0].label', ${quoted}, '$[1].label', ${quoted})`,
  ]
}
export const keepingTriggers = `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%BEFORE UPDATE%'`
