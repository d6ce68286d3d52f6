import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { close, execute, startServer } from './testing.ts'

describe('namespaces', () => {
  test('are files of their own, found by path, by header and by host', async () => {
    const { client, dir, post } = await startServer({ autoCreate: false })
    for (const name of ['one', 'two']) expect((await post(`/v1/namespaces/${name}/create`, {})).status).toBe(200)
    for (const name of ['one', 'two'])
      await client(name).batch(['CREATE TABLE t (a)', { sql: 'INSERT INTO t VALUES (?)', args: [name] }])
    expect([existsSync(join(dir, 'one.db')), existsSync(join(dir, 'two.db'))]).toEqual([true, true])

    const body = { requests: [execute('SELECT a FROM t'), close] }
    const read = async (path: string, headers = {}) => (await post(path, body, headers)).text()
    expect(await read('/dev/one/v2/pipeline')).toContain('"value":"one"')
    expect(await read('/v3/pipeline', { 'x-namespace': 'two' })).toContain('"value":"two"')
  })

  test('answer 404 before they are made and after they are deleted, 400 when made twice', async () => {
    const { post, pipeline, origin, dir } = await startServer({ autoCreate: false })
    const read = () => pipeline('shop', [execute('SELECT * FROM t'), close])
    expect(await read()).toMatchObject({ status: 404, text: '{"error":"Namespace `shop` doesn\'t exist"}' })
    await post('/v1/namespaces/shop/create', {})
    const twice = await post('/v1/namespaces/shop/create', {})
    expect([twice.status, await twice.text()]).toEqual([400, '{"error":"Namespace `shop` already exists"}'])
    await pipeline('shop', [execute('CREATE TABLE t (a)'), close])
    expect((await read()).results[0]?.type).toBe('ok')

    const remove = () => fetch(`${origin}/v1/namespaces/shop`, { method: 'DELETE' })
    expect([(await remove()).status, (await remove()).status, (await read()).status]).toEqual([200, 404, 404])
    expect(existsSync(join(dir, 'shop.db'))).toBe(false)
    await post('/v1/namespaces/shop/create', {})
    expect((await read()).results[0]?.error?.message).toContain('no such table')
  })

  test('want JSON at their creation and a decent name', async () => {
    const { post } = await startServer()
    expect((await post('/v1/namespaces/shop/create', {}, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('/v1/namespaces/..%2Fshop/create', {})).status).toBe(400)
  })

  test('fork into one that goes its own way', async () => {
    const { post, client } = await startServer({ autoCreate: false })
    await post('/v1/namespaces/a/create', {})
    await client('a').batch(['CREATE TABLE t (a)', "INSERT INTO t VALUES ('from a')"])
    expect((await post('/v1/namespaces/a/fork/b', {})).status).toBe(200)
    await client('b').execute("UPDATE t SET a = 'from b'")
    expect((await client('a').execute('SELECT a FROM t')).rows[0]?.['a']).toBe('from a')
    expect((await post('/v1/namespaces/a/fork/b', {})).status).toBe(400)
    expect((await post('/v1/namespaces/nope/fork/c', {})).status).toBe(404)
  })

  test('survive a restart of the server, more of them than are kept open', async () => {
    const first = await startServer({ maxOpenNamespaces: 3 })
    const names = Array.from({ length: 10 }, (_, at) => `shop-${at}`)
    for (const name of names)
      await first.pipeline(name, [{ type: 'sequence', sql: `CREATE TABLE t (a); INSERT INTO t VALUES ('${name}')` }, close])
    expect((await first.client('shop-0').execute('SELECT a FROM t')).rows[0]?.['a']).toBe('shop-0')
    await first.server.close()
    const second = await startServer({ dir: first.dir, autoCreate: false })
    for (const name of [names[0]!, names[9]!])
      expect((await second.client(name).execute('SELECT a FROM t')).rows[0]?.['a']).toBe(name)
  })

  test('can be blocked for writing, with a reason', async () => {
    const { post, client } = await startServer()
    const db = client('shop')
    await db.execute('CREATE TABLE t (a)')
    await post('/v1/namespaces/shop/config', { block_reads: false, block_writes: true, block_reason: 'unpaid' })
    await expect(db.execute('INSERT INTO t VALUES (1)')).rejects.toMatchObject({
      code: 'BLOCKED',
      message: 'BLOCKED: Operation was blocked: unpaid',
    })
    expect((await db.execute('SELECT * FROM t')).rows).toEqual([])
  })
})

describe('bearer tokens', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const stranger = generateKeyPairSync('ed25519').privateKey
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const sign = (claims: Record<string, unknown>, key: KeyObject = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).sign(key)

  test('open their own namespace and no other', async () => {
    const { client } = await startServer({ jwtKey: pem })
    const mine = { authToken: await sign({ id: 'mine' }) }
    expect((await client('mine', mine).execute('SELECT 1')).rows).toHaveLength(1)
    await expect(client('other', mine).execute('SELECT 1')).rejects.toMatchObject({ cause: { status: 404 } })
    const scoped = { authToken: await sign({ p: { rw: { ns: ['other'] } } }) }
    expect((await client('other', scoped).execute('SELECT 1')).rows).toHaveLength(1)
    await expect(client('mine', scoped).execute('SELECT 1')).rejects.toMatchObject({ cause: { status: 404 } })
  })

  test.each([
    ['no token', async () => undefined],
    ['a stranger’s signature', () => sign({ id: 'mine' }, stranger)],
    ['a past expiry', () => sign({ id: 'mine', exp: 1_000_000_000 })],
    ['another algorithm', () => new SignJWT({ id: 'mine' }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(pem))],
    ['nonsense', async () => 'a.b.c'],
  ])('are refused: %s', async (_, token) => {
    const { client } = await startServer({ jwtKey: pem })
    const authToken = await token()
    await expect(client('mine', authToken === undefined ? {} : { authToken }).execute('SELECT 1')).rejects.toMatchObject({
      cause: { status: 401 },
    })
  })

  test('may be good for reading only', async () => {
    const { client } = await startServer({ jwtKey: pem })
    await client('mine', { authToken: await sign({ id: 'mine', a: 'rw' }) }).execute('CREATE TABLE t (a)')
    const reader = client('mine', { authToken: await sign({ id: 'mine', a: 'ro' }) })
    expect((await reader.execute('SELECT * FROM t')).rows).toEqual([])
    await expect(reader.execute('INSERT INTO t VALUES (1)')).rejects.toMatchObject({ cause: { status: 403 } })
  })

  test('are checked with the namespace’s own key where it has one', async () => {
    const { client, post } = await startServer({ autoCreate: false })
    const jwt_key = publicKey.export({ format: 'jwk' }).x
    await post('/v1/namespaces/locked/create', { jwt_key })
    await post('/v1/namespaces/free/create', {})
    expect((await client('free').execute('SELECT 1')).rows).toHaveLength(1)
    await expect(client('locked').execute('SELECT 1')).rejects.toMatchObject({ cause: { status: 401 } })
    expect((await client('locked', { authToken: await sign({}) }).execute('SELECT 1')).rows).toHaveLength(1)
  })

  test('may be signed with a shared secret', async () => {
    const { client } = await startServer({ jwtKey: 'hs256:open sesame' })
    const sealed = (secret: string) => new SignJWT({ id: 'mine' }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret))
    expect((await client('mine', { authToken: await sealed('open sesame') }).execute('SELECT 1')).rows).toHaveLength(1)
    await expect(client('mine', { authToken: await sealed('guess') }).execute('SELECT 1')).rejects.toMatchObject({
      cause: { status: 401 },
    })
  })

  test('need a key that is one', async () => {
    await expect(startServer({ jwtKey: 'short' })).rejects.toThrow('The JWT key must be')
  })
})
