import { LibsqlBatchError } from '@libsql/client'
import { describe, expect, test } from 'vitest'
import { handClock, startServer } from './testing.ts'

describe('the official client', () => {
  test('gets columns, rows, counts and row ids', async () => {
    const { client } = await startServer()
    const db = client('shop')
    await db.execute('CREATE TABLE jobs (id INTEGER PRIMARY KEY, title TEXT)')
    const inserted = await db.execute({ sql: 'INSERT INTO jobs (title) VALUES (?), (?)', args: ['Polos', 'Caps'] })
    expect([inserted.rowsAffected, inserted.lastInsertRowid]).toEqual([2, 2n])

    const { columns, columnTypes, rows, rowsAffected } = await db.execute(
      'SELECT id, title, title AS again FROM jobs ORDER BY id',
    )
    expect([columns, columnTypes, rowsAffected]).toEqual([['id', 'title', 'again'], ['INTEGER', 'TEXT', 'TEXT'], 0])
    expect(rows.map((row) => [row['id'], row['title']])).toEqual([
      [1, 'Polos'],
      [2, 'Caps'],
    ])
    expect((await db.execute("UPDATE jobs SET title = 'x' WHERE id = 9")).rowsAffected).toBe(0)
    const returned = await db.execute("INSERT INTO jobs (title) VALUES ('Bags') RETURNING id, title")
    expect([returned.rows[0]?.['id'], returned.rowsAffected, returned.lastInsertRowid]).toEqual([3, 1, 3n])
  })

  test('sends and gets every type of value unharmed', async () => {
    const db = (await startServer()).client('shop', { intMode: 'bigint' })
    const blob = new Uint8Array([0, 255, 1, 254])
    const args = [null, 1n, 1.5, 2, 'naïve ☃ "quoted" \n', blob, new Uint8Array(), '']
    const sql =
      'SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, typeof(?1), typeof(?2), typeof(?3), typeof(?4), typeof(?5), typeof(?6), typeof(?7), typeof(?8)'
    const row = (await db.execute({ sql, args })).rows[0]!
    const values = Array.from(row).map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value))
    expect(values).toEqual([...args, 'null', 'integer', 'real', 'real', 'text', 'blob', 'blob', 'text'])
  })

  test.each(['bigint', 'string'] as const)('keeps 64-bit integers exact (%s)', async (intMode) => {
    const db = (await startServer()).client('shop', { intMode })
    await db.execute('CREATE TABLE n (id INTEGER PRIMARY KEY)')
    const edges = [9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 9_007_199_254_740_993n]
    for (const edge of edges) {
      const { lastInsertRowid } = await db.execute({ sql: 'INSERT INTO n VALUES (?)', args: [edge] })
      expect(lastInsertRowid).toBe(edge)
    }
    const { rows } = await db.execute('SELECT id FROM n ORDER BY id DESC')
    expect(rows.map((row) => BigInt(String(row['id'])))).toEqual([edges[0], edges[2], edges[1]])
  })

  test('refuses to round an integer it cannot hold', async () => {
    const db = (await startServer()).client('shop')
    await expect(db.execute('SELECT 9007199254740993')).rejects.toThrow(RangeError)
  })

  test('binds by name with any prefix or none', async () => {
    const db = (await startServer()).client('shop')
    const { rows } = await db.execute({ sql: 'SELECT :a, @b, $c, :a', args: { a: 1, '@b': 'two', c: null } })
    expect(Array.from(rows[0]!)).toEqual([1, 'two', null, 1])
  })

  test('names missing and superfluous arguments', async () => {
    const db = (await startServer()).client('shop')
    await expect(db.execute({ sql: 'SELECT ?, ?', args: [1] })).rejects.toMatchObject({ code: 'ARGS_INVALID' })
    await expect(db.execute({ sql: 'SELECT ?', args: [1, 2] })).rejects.toMatchObject({ code: 'ARGS_INVALID' })
    await expect(db.execute({ sql: 'SELECT :a', args: { b: 1 } })).rejects.toMatchObject({ code: 'ARGS_INVALID' })
  })

  test.each(['write', 'read', 'deferred'] as const)('runs a batch as one %s transaction', async (mode) => {
    const db = (await startServer()).client('shop')
    const results = await db.batch(['SELECT 1 AS a', { sql: 'SELECT ? AS b', args: ['x'] }], mode)
    expect(results.map(({ columns }) => columns[0])).toEqual(['a', 'b'])
  })

  test('learns which statement of a batch failed, and nothing of it stays', async () => {
    const db = (await startServer()).client('shop')
    await db.execute('CREATE TABLE t (a INTEGER UNIQUE)')
    const failure = await db
      .batch(['INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (2)'], 'write')
      .catch((error) => error)
    expect(failure).toBeInstanceOf(LibsqlBatchError)
    expect(failure).toMatchObject({ statementIndex: 1, code: 'SQLITE_CONSTRAINT' })
    expect(failure.message).toContain('SQLite error: UNIQUE constraint failed: t.a')
    expect((await db.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(0)
  })

  test('sees foreign keys enforced, also after it switched them off for a migration', async () => {
    const db = (await startServer()).client('shop')
    await db.migrate(['CREATE TABLE p (id INTEGER PRIMARY KEY)', 'CREATE TABLE c (p REFERENCES p)', 'INSERT INTO c VALUES (5)'])
    await expect(db.execute('INSERT INTO c VALUES (6)')).rejects.toThrow('FOREIGN KEY constraint failed')
  })

  test('runs many statements at once, triggers included', async () => {
    const db = (await startServer()).client('shop')
    await db.executeMultiple(`
      CREATE TABLE t (a TEXT); CREATE TABLE log (a TEXT); -- a comment; with a semicolon
      CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (CASE new.a WHEN ';' THEN 'semi' ELSE 'x' END); END;
      INSERT INTO t VALUES (';')`)
    expect((await db.execute('SELECT a FROM log')).rows[0]?.['a']).toBe('semi')
    await expect(db.executeMultiple('INSERT INTO t VALUES (1); INSERT INTO nope VALUES (1)')).rejects.toMatchObject({
      code: 'SQLITE_UNKNOWN',
    })
  })

  test('sees the new columns of a table it already read', async () => {
    const { client } = await startServer()
    const [one, two] = [client('shop'), client('shop')]
    await one.execute('CREATE TABLE t (a)')
    await one.execute('SELECT * FROM t')
    const tx = await two.transaction('write')
    await tx.execute('ALTER TABLE t ADD COLUMN b DEFAULT 2')
    expect((await one.execute('SELECT * FROM t')).columns).toEqual(['a'])
    await tx.commit()
    expect((await one.execute('SELECT * FROM t')).columns).toEqual(['a', 'b'])
  })
})

describe('an interactive transaction', () => {
  test('is seen by others when it commits, and not before', async () => {
    const { client } = await startServer()
    const db = client('shop')
    await db.execute('CREATE TABLE t (a)')
    const tx = await db.transaction('write')
    await tx.execute('INSERT INTO t VALUES (1)')
    expect((await tx.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(1)
    expect((await db.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(0)
    await tx.commit()
    expect((await db.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(1)
  })

  test('leaves nothing when rolled back or closed', async () => {
    const db = (await startServer()).client('shop')
    await db.execute('CREATE TABLE t (a)')
    for (const end of ['rollback', 'close'] as const) {
      const tx = await db.transaction('write')
      await tx.batch(['INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (2)'])
      await tx[end]()
    }
    await db.execute('INSERT INTO t VALUES (3)')
    expect((await db.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(1)
  })

  test('twenty at once: twenty succeed', async () => {
    const { client } = await startServer()
    const db = client('shop', { concurrency: 40 })
    await db.execute('CREATE TABLE counter (n INTEGER)')
    await db.execute('INSERT INTO counter VALUES (0)')
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const tx = await db.transaction('write')
        const { rows } = await tx.execute('SELECT n FROM counter')
        await tx.execute({ sql: 'UPDATE counter SET n = ?', args: [Number(rows[0]?.['n']) + 1] })
        await tx.commit()
      }),
    )
    expect((await db.execute('SELECT n FROM counter')).rows[0]?.['n']).toBe(20)
  })

  test('is rolled back when its baton goes unused for ten seconds', async () => {
    const clock = handClock()
    const db = (await startServer({ after: clock.after })).client('shop')
    await db.execute('CREATE TABLE t (a)')
    const tx = await db.transaction('write')
    await tx.execute('INSERT INTO t VALUES (1)')
    clock.pass(9_999)
    await tx.execute('INSERT INTO t VALUES (2)')
    clock.pass(10_000)
    await expect(tx.execute('INSERT INTO t VALUES (3)')).rejects.toMatchObject({ code: 'STREAM_EXPIRED' })
    expect((await db.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(0)
  })

  test('loses the write lock to whoever waits after five seconds, and is told', async () => {
    const clock = handClock()
    const db = (await startServer({ after: clock.after })).client('shop')
    await db.execute('CREATE TABLE t (a)')
    const idle = await db.transaction('write')
    await idle.execute("INSERT INTO t VALUES ('idle')")
    clock.pass(5_000)
    await db.execute("INSERT INTO t VALUES ('waited')")
    await expect(idle.execute('SELECT 1')).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' })
    expect((await db.execute('SELECT a FROM t')).rows.map((row) => row['a'])).toEqual(['waited'])
  })
})
