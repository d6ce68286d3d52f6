import { describe, expect, test } from 'vitest'
import { close, execute, startServer } from './testing.ts'

const batch = (...steps: [sql: string, condition?: object][]) => ({
  type: 'batch',
  batch: { steps: steps.map(([sql, condition]) => ({ stmt: { sql }, condition })) },
})

describe('the protocol', () => {
  test('answers the version probes and has no protobuf', async () => {
    const { origin } = await startServer()
    const status = async (path: string) => (await fetch(origin + path)).status
    const paths = ['/v2', '/v3', '/v3-protobuf', '/dev/shop/v2', '/dev/shop/v3', '/dev/shop/v3-protobuf', '/health']
    expect(await Promise.all(paths.map(status))).toEqual([200, 200, 404, 200, 200, 404, 200])
  })

  const ok = (step: number) => ({ type: 'ok', step })
  const no = { type: 'not', cond: ok(0) }
  test.each([
    ['ok', ok(0), true],
    ['ok of a failed step', ok(1), false],
    ['error', { type: 'error', step: 1 }, true],
    ['error of a good step', { type: 'error', step: 0 }, false],
    ['not', no, false],
    ['and', { type: 'and', conds: [ok(0), { type: 'error', step: 1 }] }, true],
    ['and with a false one', { type: 'and', conds: [ok(0), no] }, false],
    ['or', { type: 'or', conds: [no, ok(0)] }, true],
    ['or of nothing', { type: 'or', conds: [] }, false],
    ['is_autocommit', { type: 'is_autocommit' }, true],
  ])('runs a step on condition: %s', async (_, condition, runs) => {
    const { pipeline } = await startServer()
    const { results } = await pipeline('shop', [batch(['SELECT 1'], ['SELECT * FROM nope'], ['SELECT 3', condition]), close])
    const result = results[0]?.response?.result
    expect(result?.step_results.map(Boolean)).toEqual([true, false, runs])
    expect(result?.step_errors.map((error) => error?.code)).toEqual([undefined, 'SQLITE_UNKNOWN', undefined])
  })

  test('knows inside a batch that a transaction is open', async () => {
    const { pipeline } = await startServer()
    const { results } = await pipeline('shop', [batch(['BEGIN'], ['SELECT 1', { type: 'is_autocommit' }], ['COMMIT']), close])
    expect(results[0]?.response?.result?.step_results.map(Boolean)).toEqual([true, false, true])
  })

  test('refuses a condition on a later step, and one it does not know', async () => {
    const { pipeline } = await startServer()
    expect(await pipeline('shop', [batch(['SELECT 1', ok(0)]), close])).toMatchObject({
      status: 400,
      text: 'Invalid reference to step in a batch condition',
    })
    expect((await pipeline('shop', [batch(['SELECT 1', { type: 'maybe' }]), close])).status).toBe(400)
  })

  test('describes a statement without running it', async () => {
    const { pipeline } = await startServer()
    const sql = 'SELECT a, b AS bee, 1 FROM t WHERE a = :x AND b = ?'
    const { results } = await pipeline('shop', [
      execute('CREATE TABLE t (a INTEGER, b TEXT)'),
      { type: 'describe', sql },
      { type: 'describe', sql: 'INSERT INTO t (a) VALUES (?2)' },
      close,
    ])
    expect(results[1]?.response?.result).toEqual({
      params: [{ name: ':x' }, { name: null }],
      cols: [
        { name: 'a', decltype: 'INTEGER' },
        { name: 'bee', decltype: 'TEXT' },
        { name: '1', decltype: null },
      ],
      is_explain: false,
      is_readonly: true,
    })
    expect(results[2]?.response?.result).toMatchObject({ params: [{ name: null }, { name: '?2' }], is_readonly: false })
  })

  test('stores SQL on a stream, uses it and forgets it', async () => {
    const { pipeline } = await startServer()
    const stored = { type: 'store_sql', sql_id: 1, sql: 'SELECT 42' }
    const use = { type: 'execute', stmt: { sql_id: 1 } }
    const first = await pipeline('shop', [stored, use])
    expect(first.results[1]?.response?.result?.rows[0]?.[0]).toEqual({ type: 'integer', value: '42' })
    const second = await pipeline('shop', [use, { type: 'close_sql', sql_id: 1 }], first.baton)
    expect(second.results.map(({ type }) => type)).toEqual(['ok', 'ok'])
    expect(await pipeline('shop', [use], second.baton)).toMatchObject({ status: 400, text: 'SQL text 1 not found' })
    const many = Array.from({ length: 51 }, (_, sql_id) => ({ ...stored, sql_id }))
    expect((await pipeline('shop', [...many, close])).results[50]?.error?.code).toBe('SQL_STORE_TOO_MANY')
    const long = { ...stored, sql: `SELECT '${'x'.repeat(5000)}'` }
    expect((await pipeline('shop', [long, close])).results[0]?.error?.code).toBe('SQL_STORE_TOO_LARGE')
    expect(await pipeline('shop', [stored, stored, close])).toMatchObject({ status: 400, text: 'SQL text 1 already exists' })
  })

  test('tells whether a stream is in a transaction', async () => {
    const { pipeline } = await startServer()
    const ask = { type: 'get_autocommit' }
    const { results } = await pipeline('shop', [ask, execute('BEGIN'), ask, execute('COMMIT'), ask, close])
    expect([0, 2, 4].map((at) => results[at]?.response?.is_autocommit)).toEqual([true, false, true])
  })

  test('streams a cursor line by line', async () => {
    const { post } = await startServer()
    const steps = [
      { stmt: { sql: 'SELECT 1 AS a UNION ALL SELECT 2' } },
      { stmt: { sql: 'SELECT * FROM nope' } },
      { stmt: { sql: 'SELECT 3' }, condition: ok(1) },
    ]
    const response = await post('/dev/shop/v3/cursor', { batch: { steps } })
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines[0]).toMatchObject({ base_url: null, baton: expect.any(String) })
    expect(lines.slice(1)).toMatchObject([
      { type: 'step_begin', step: 0, cols: [{ name: 'a' }] },
      { type: 'row', row: [{ type: 'integer', value: '1' }] },
      { type: 'row', row: [{ type: 'integer', value: '2' }] },
      { type: 'step_end', affected_row_count: 0, last_insert_rowid: null },
      { type: 'step_error', step: 1, error: { code: 'SQLITE_UNKNOWN' } },
    ])
  })

  test('takes each baton once, and only from the namespace that gave it', async () => {
    const { pipeline } = await startServer()
    const first = await pipeline('shop', [execute('BEGIN')])
    expect((await pipeline('other', [execute('SELECT 1')], first.baton)).text).toBe('Received an invalid baton')
    const second = await pipeline('shop', [execute('SELECT 1')], first.baton)
    expect(second.baton).not.toBe(first.baton)
    expect((await pipeline('shop', [execute('SELECT 1')], first.baton)).text).toBe('Received a baton that has already been used')
    expect((await pipeline('shop', [close], second.baton)).baton).toBeNull()
    expect((await pipeline('shop', [close], second.baton)).text).toBe('Received an invalid baton')
    expect((await pipeline('shop', [close], 'forged')).status).toBe(400)
  })

  test.each([
    [
      'CREATE TABLE IF NOT EXISTS u (a UNIQUE); INSERT INTO u VALUES (1), (1)',
      'SQLITE_CONSTRAINT',
      'SQLITE_CONSTRAINT_UNIQUE',
      'SQLite error: UNIQUE constraint failed: u.a',
    ],
    [
      'CREATE TABLE n (a NOT NULL); INSERT INTO n VALUES (NULL)',
      'SQLITE_CONSTRAINT',
      'SQLITE_CONSTRAINT_NOTNULL',
      'SQLite error: NOT NULL constraint failed: n.a',
    ],
    [
      'CREATE TABLE c (a CONSTRAINT small CHECK (a < 5)); INSERT INTO c VALUES (9)',
      'SQLITE_CONSTRAINT',
      'SQLITE_CONSTRAINT_CHECK',
      'SQLite error: CHECK constraint failed: small',
    ],
    [
      "CREATE TABLE r (a); CREATE TRIGGER tr BEFORE INSERT ON r BEGIN SELECT RAISE(ABORT, 'not now'); END; INSERT INTO r VALUES (1)",
      'SQLITE_CONSTRAINT',
      'SQLITE_CONSTRAINT_TRIGGER',
      'SQLite error: not now',
    ],
    ['SELECT * FROM nope', 'SQLITE_UNKNOWN', 'SQLITE_ERROR', 'SQLite error: no such table: nope'],
    ['SELECT nope', 'SQL_INPUT_ERROR', 'SQLITE_ERROR', 'SQL input error: no such column: nope (at offset 7)'],
    ['SELEC 1', 'SQL_PARSE_ERROR', undefined, 'SQL string could not be parsed: syntax error around L1:5: `SELEC`'],
    [
      'PRAGMA journal_mode = DELETE',
      'SQL_PARSE_ERROR',
      undefined,
      'SQL string could not be parsed: unsupported statement: PRAGMA journal_mode = DELETE',
    ],
  ])('names the failure of %s', async (sql, code, extended_code, message) => {
    const { pipeline } = await startServer()
    const { results } = await pipeline('shop', [{ type: 'sequence', sql }, close])
    expect(results[0]?.error).toEqual(extended_code ? { code, extended_code, message } : { code, message })
  })

  test('refuses no statement, two statements, and two kinds of arguments', async () => {
    const { pipeline } = await startServer()
    const both = { args: [{ type: 'null' }], named_args: [{ name: 'a', value: { type: 'null' } }] }
    const { results } = await pipeline('shop', [
      execute(' -- nothing'),
      execute('SELECT 1; SELECT 2'),
      execute('SELECT ?', both),
      close,
    ])
    expect(results.map(({ error }) => error?.code)).toEqual([
      'SQL_NO_STATEMENT',
      'SQL_MANY_STATEMENTS',
      'ARGS_BOTH_POSITIONAL_AND_NAMED',
      undefined,
    ])
  })

  test('runs nothing of a batch in which one statement cannot be parsed', async () => {
    const { pipeline } = await startServer()
    const { results } = await pipeline('shop', [batch(['CREATE TABLE t (a)'], ['SELEC 1']), execute('SELECT * FROM t'), close])
    expect(results.map(({ error }) => error?.code)).toEqual(['SQL_PARSE_ERROR', 'SQLITE_UNKNOWN', undefined])
  })

  test.each(['not json', '[]', '{"requests":1}', '{"requests":[{"type":"dance"}]}', '{"requests":[{"type":"execute"}]}'])(
    'answers 400 to %s',
    async (body) => {
      const { post } = await startServer()
      expect((await post('/dev/shop/v3/pipeline', body)).status).toBe(400)
    },
  )

  test.each([
    { type: 'integer', value: 5 },
    { type: 'integer', value: '9223372036854775808' },
    { type: 'float', value: '1' },
    { type: 'blob' },
    { type: 'date', value: 'x' },
  ])('answers 400 to the value %j', async (value) => {
    const { pipeline } = await startServer()
    expect((await pipeline('shop', [execute('SELECT ?', { args: [value] }), close])).status).toBe(400)
  })

  test('limits the size of answers and of requests', async () => {
    const { pipeline } = await startServer({ maxResponseBytes: 10_000, maxRequestBytes: 2_000 })
    const big = (bytes: number) => execute(`SELECT hex(zeroblob(${bytes / 2}))`)
    const { results } = await pipeline('shop', [
      big(9_000),
      big(9_000),
      big(11_000),
      batch(['SELECT hex(zeroblob(3000))'], ['SELECT hex(zeroblob(3000))']),
      close,
    ])
    expect(results.map(({ error }) => error?.code)).toEqual([
      undefined,
      undefined,
      'RESPONSE_TOO_LARGE',
      'RESPONSE_TOO_LARGE',
      undefined,
    ])
    expect((await pipeline('shop', [execute(`SELECT '${'x'.repeat(2_000)}'`), close])).status).toBe(413)
  })
})
