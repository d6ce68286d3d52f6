import { describe, expect, test } from 'vitest'
import { close, execute, handClock, startServer } from './testing.ts'

const write = [execute('INSERT INTO t VALUES (1)'), close]
const read = [execute('SELECT count(*) FROM t'), close]

async function startShop(options = {}) {
  const server = await startServer(options)
  await server.post('/_control/exec/shop', 'CREATE TABLE t (a)')
  const call = async (method: string, path: string) =>
    JSON.parse(await (await fetch(`${server.origin}/_control/${path}`, { method })).text())
  const plan = (...faults: object[]) => server.post('/_control/faults/shop', faults)
  const rows = async () => Number((await server.client('shop').execute('SELECT count(*) AS n FROM t')).rows[0]?.['n'])
  return { ...server, call, plan, rows }
}

describe('control', () => {
  test('is not there unless asked for', async () => {
    const { post } = await startServer({ control: false })
    expect((await post('/_control/exec/shop', 'SELECT 1')).status).toBe(404)
  })

  test('copies what is committed, over whatever was there, again and again', async () => {
    const { client, post, pipeline } = await startShop()
    const copy = client('copy')
    for (const round of [1, 2, 3]) {
      await client('shop').execute({ sql: 'INSERT INTO t VALUES (?)', args: [round] })
      expect((await post('/_control/copy/shop/copy', '')).status).toBe(200)
      expect((await copy.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(round)
      await copy.execute('DELETE FROM t')
    }
    const open = await pipeline('shop', [execute('BEGIN'), execute('SELECT * FROM t')])
    await client('shop').execute('INSERT INTO t VALUES (4)')
    await post('/_control/copy/shop/copy', '')
    expect((await copy.execute('SELECT count(*) AS n FROM t')).rows[0]?.['n']).toBe(4)
    await pipeline('shop', [close], open.baton)
    expect((await post('/_control/copy/nowhere/copy', '')).status).toBe(404)
  })

  test('says what is wrong with the SQL it is told to run', async () => {
    const { post } = await startShop()
    const refused = await post('/_control/exec/shop', 'BEGIN; INSERT INTO nope VALUES (1)')
    expect([refused.status, await refused.text()]).toEqual([400, '{"error":"no such table: nope"}'])
  })

  test('counts requests, statements and writes per namespace', async () => {
    const { client, call } = await startShop()
    const db = client('shop')
    await db.batch(['INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (2)'], 'write')
    await db.batch(['SELECT 1', 'SELECT 2', 'SELECT 3'], 'read')
    expect(await call('GET', 'counters/shop')).toEqual({ requests: 2, statements: 5, writes: 1 })
    expect(await call('GET', 'counters/other')).toEqual({ requests: 0, statements: 0, writes: 0 })
    await call('DELETE', 'counters/shop')
    expect(await call('GET', 'counters/shop')).toEqual({ requests: 0, statements: 0, writes: 0 })
  })

  test('keeps the last twenty request bodies', async () => {
    const { pipeline, call } = await startShop()
    for (let at = 0; at < 22; at++) await pipeline('shop', [execute(`SELECT ${at}`), close])
    const last: string[] = await call('GET', 'last/shop')
    expect([last.length, JSON.parse(last[0]!).requests[0].stmt.sql, JSON.parse(last[19]!).requests[0].stmt.sql]).toEqual([
      20,
      'SELECT 2',
      'SELECT 21',
    ])
  })
})

describe('faults', () => {
  test('let somebody else in before the next write, and not before a read', async () => {
    const { plan, rows, client } = await startShop()
    await plan({ kind: 'before', match: 'write', body: 'INSERT INTO t VALUES (1), (2)' })
    expect(await rows()).toBe(0)
    expect((await client('shop').execute('DELETE FROM t')).rowsAffected).toBe(2)
    expect((await client('shop').execute('DELETE FROM t')).rowsAffected).toBe(0)
  })

  test('refuse a request before anything is done, once', async () => {
    const { pipeline, plan, rows } = await startShop()
    await plan({ kind: 'refuse' })
    await expect(pipeline('shop', write)).rejects.toThrow('fetch failed')
    expect(await rows()).toBe(0)
    expect((await pipeline('shop', write)).status).toBe(200)
  })

  test('drop the answer after the work is committed', async () => {
    const { pipeline, plan, rows } = await startShop()
    await plan({ kind: 'drop', match: 'write' })
    expect((await pipeline('shop', read)).status).toBe(200)
    await expect(pipeline('shop', write)).rejects.toThrow('fetch failed')
    expect(await rows()).toBe(1)
  })

  test('answer a status instead', async () => {
    const { pipeline, plan, rows } = await startShop()
    await plan({ kind: 'status', status: 502, body: 'bad gateway', times: 2 })
    expect(await pipeline('shop', write)).toMatchObject({ status: 502, text: 'bad gateway' })
    expect((await pipeline('shop', write)).status).toBe(502)
    expect(await rows()).toBe(0)
  })

  test.each([
    ['busy', 'SQLITE_BUSY'],
    ['blocked', 'BLOCKED'],
  ])('answer %s as a statement’s error', async (kind, code) => {
    const { client, plan, rows } = await startShop()
    await plan({ kind })
    await expect(client('shop').batch(['INSERT INTO t VALUES (1)'], 'write')).rejects.toMatchObject({ code })
    expect(await rows()).toBe(0)
  })

  test('delay the work by the server’s clock, even when nobody waits for it any more', async () => {
    const clock = handClock()
    let asked = () => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const after = (ms: number, run: () => void) => {
      if (ms === 3_000) asked()
      return clock.after(ms, run)
    }
    const { post, plan, rows } = await startShop({ after })
    await plan({ kind: 'delay', ms: 3_000 })
    const late = post('/dev/shop/v3/pipeline', { requests: write })
    await isAsked
    expect(await rows()).toBe(0)
    clock.pass(3_000)
    expect((await late).status).toBe(200)
    expect(await rows()).toBe(1)
  })

  test('hold the work until they are cleared', async () => {
    const { post, plan, call, rows } = await startShop()
    await plan({ kind: 'hold', match: 'INSERT' })
    let isAnswered = false
    const held = post('/dev/shop/v3/pipeline', { requests: write }).finally(() => {
      isAnswered = true
    })
    // One more of its kind passes by the one that is held, and is answered first.
    await expect.poll(async () => (await call('GET', 'last/shop')).some((body: string) => body.includes('INSERT'))).toBe(true)
    expect((await post('/dev/shop/v3/pipeline', { requests: write })).status).toBe(200)
    expect([await rows(), isAnswered]).toEqual([1, false])
    await call('DELETE', 'faults/shop')
    expect((await held).status).toBe(200)
    expect(await rows()).toBe(2)
  })

  test('strike after a skip, for a text, everywhere, always, and until cleared', async () => {
    const { pipeline, plan, post, call } = await startShop()
    const statuses = async (...bodies: object[][]) => {
      const seen: number[] = []
      for (const requests of bodies) seen.push((await pipeline('shop', requests)).status)
      return seen
    }
    await plan({ kind: 'status', status: 503, skip: 1, match: 'read' })
    expect(await statuses(read, write, read, read)).toEqual([200, 200, 503, 200])
    await plan({ kind: 'status', status: 503, match: 'count(*)', times: 'always' })
    expect(await statuses(read, write, read)).toEqual([503, 200, 503])
    await call('DELETE', 'faults/shop')
    await post('/_control/faults/*', [{ kind: 'status', status: 500 }])
    expect(await statuses(read, read)).toEqual([500, 200])
    expect((await post('/_control/faults/shop', [{ kind: 'sneeze' }])).status).toBe(400)
  })
})
