import type { Token } from './sql.ts'

export type Kind = 'begin' | 'begin-write' | 'end' | 'read' | 'write' | 'schema' | 'savepoint' | 'unsupported'

const anyTimePragmas = new Set(
  'table_list index_list table_info table_xinfo index_info index_xinfo pragma_list compile_options database_list function_list module_list encoding defer_foreign_keys foreign_keys foreign_key_list foreign_key_check collation_list data_version freelist_count integrity_check legacy_file_format page_count quick_check stats user_version'.split(
    ' ',
  ),
)
const readOnlyPragmas = new Set(
  'schema_version analysis_limit application_id auto_vacuum automatic_index busy_timeout cache_size cache_spill cell_size_check checkpoint_fullfsync fullfsync hard_heap_limit journal_mode journal_size_limit legacy_alter_table locking_mode max_page_count mmap_size page_size query_only read_uncommitted recursive_triggers reverse_unordered_selects secure_delete soft_heap_limit synchronous temp_store threads trusted_schema wal_autocheckpoint'.split(
    ' ',
  ),
)
const changing = ['INSERT', 'REPLACE', 'UPDATE', 'DELETE']

/** What a statement does to locks and data; 'unsupported' is what sqld refuses (temporary tables, VACUUM, settings). */
export function kindOf(tokens: readonly Token[]): Kind {
  const verb = verbOf(tokens)
  switch (verb) {
    case 'INSERT':
    case 'REPLACE':
    case 'UPDATE':
    case 'DELETE':
    case 'REINDEX':
      return 'write'
    case 'BEGIN':
      return tokens.some(({ word }) => word === 'IMMEDIATE' || word === 'EXCLUSIVE') ? 'begin-write' : 'begin'
    case 'COMMIT':
    case 'END':
      return 'end'
    case 'ROLLBACK':
      return tokens.some(({ word }) => word === 'TO') ? 'savepoint' : 'end'
    case 'SAVEPOINT':
    case 'RELEASE':
      return 'savepoint'
    case 'CREATE':
      return tokens[1]?.word === 'TEMP' || tokens[1]?.word === 'TEMPORARY' ? 'unsupported' : 'schema'
    case 'DROP':
    case 'ALTER':
      return 'schema'
    case 'PRAGMA':
      return pragmaKind(tokens)
    case 'VACUUM':
    case 'ANALYZE':
    case 'ATTACH':
    case 'DETACH':
      return 'unsupported'
    default:
      return 'read'
  }
}

/** Whether the counts of changed rows and the last row id mean something after the statement. */
export function rowEffect(tokens: readonly Token[]): { changesRows: boolean; inserts: boolean } {
  const verb = verbOf(tokens)
  return { changesRows: changing.includes(verb), inserts: verb === 'INSERT' || verb === 'REPLACE' }
}

function verbOf(tokens: readonly Token[]): string {
  const first = tokens[0]?.word ?? ''
  if (first !== 'WITH') return first
  return tokens.find(({ word, depth }) => depth === 0 && [...changing, 'SELECT', 'VALUES'].includes(word))?.word ?? first
}

function pragmaKind(tokens: readonly Token[]): Kind {
  const at = tokens[2]?.text === '.' ? 3 : 1
  const name = tokens[at]?.text.toLowerCase() ?? ''
  const hasBody = tokens.length > at + 1
  if (anyTimePragmas.has(name)) return name === 'user_version' && hasBody ? 'write' : 'read'
  return readOnlyPragmas.has(name) && !hasBody ? 'read' : 'unsupported'
}
