/** Every column of a shop's database that holds text, as rows of table and column. */
export const textColumns = `SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_%' ESCAPE '\\' AND lower(c.type) = 'text'`
export const keepingTriggers = `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%BEFORE UPDATE%'`

/** What a seeded text says where it stands inside JSON. */
export const seededWord = 'Plain'

/** Columns whose words are the product's own, or which no form lets through unchecked. Any other, also a new one, is somebody's words. */
const structured = new RegExp(
  `^(${[
    ...['.*_?id', '.*_?key', '.*_kind', '.*_on', 'kind', 'type', 'method', 'state', '.*_state', 'stage', 'status', 'role'],
    ...[
      'audience',
      'purpose',
      'visibility',
      'carrier',
      'currency',
      'trade',
      'theme',
      'locale',
      'language',
      'time_zone',
      'colors',
      'tabs',
      'billing',
      'booking',
      'quiet_hours',
      'accounts',
      'muted',
      'mapping',
      'separator',
      'requests',
      'cancelled_by',
      'asset_settings',
      'odometer_unit',
      'unit',
      'own',
      'kept',
      'still_true',
    ],
    ...['facts', 'details', 'payload', 'content', 'needs', 'swatches', 'size_grid', 'approvals', 'topic', '.*sha256', 'source'],
    ...[
      'language',
      'email',
      'host',
      'browser',
      'next',
      'outcome',
      'answer',
      'variant',
      'moment',
      'rule',
      'salt',
      'signature',
      'body',
    ],
    ...[
      'account',
      '.*_account',
      'checkout_.*',
      'payment_intent',
      'charge',
      'stripe_.*',
      'billing',
      'booking',
      'requests',
      'cancelled_by',
      'tiers',
      'digest',
      'base',
      'issuer',
      'subject',
      'hash',
      'hex',
      'sealed_secret',
    ],
  ].join('|')})$`,
)

type Rows = readonly (readonly unknown[])[]

/** The statements after which every text that people type is this one. Triggers that keep rows as they were go first. */
export function overwrite(columns: Rows, triggers: Rows, text: string): string[] {
  return [
    ...triggers.map(([name]) => `DROP TRIGGER IF EXISTS "${name}"`),
    ...columns.map(([table, column]) =>
      structured.test(String(column)) ? insideJson(`"${table}"`, `"${column}"`, text) : whole(`"${table}"`, `"${column}"`, text),
    ),
    `UPDATE profile SET tabs = json_replace(tabs, '$[0].label', ${quoted(text)}, '$[1].label', ${quoted(text)})`,
  ]
}

/** Rows stay in their order, and names that may stand only once stay apart. */
const whole = (table: string, column: string, text: string) => `UPDATE ${table} SET ${column} = ${quoted(text)} || ' ' || rowid`

const insideJson = (table: string, column: string, text: string) =>
  `UPDATE ${table} SET ${column} = replace(${column}, '${seededWord}', ${quoted(JSON.stringify(text).slice(1, -1))})
   WHERE ${column} LIKE '{%' OR ${column} LIKE '[%'`

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
