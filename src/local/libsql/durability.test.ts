import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createClient } from '@libsql/client'
import { expect, onTestFinished, test } from 'vitest'
import { makeDir, startServer } from './testing.ts'

const serverFile = new URL('./server.ts', import.meta.url)

test('nothing answered is lost by kill -9', async () => {
  const dir = makeDir()
  const { url, kill } = await spawnServer(dir)
  const db = createClient({ url: `${url}/dev/shop/` })
  await db.execute('CREATE TABLE t (a INTEGER PRIMARY KEY)')
  const answered = new Set<number>()
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let at = 0; at < 10_000; at++) {
      const id = at * 4 + writer
      await db.batch([{ sql: 'INSERT INTO t VALUES (?)', args: [id] }], 'write')
      answered.add(id)
      if (answered.size === 40) await kill()
    }
  })
  expect((await Promise.allSettled(writers)).map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  db.close()

  const { client } = await startServer({ dir, autoCreate: false })
  const { rows } = await client('shop').execute('SELECT a FROM t')
  const kept = new Set(rows.map((row) => Number(row['a'])))
  expect(answered.size).toBeGreaterThanOrEqual(40)
  expect([...answered].filter((id) => !kept.has(id))).toEqual([])
  expect((await client('shop').execute('PRAGMA integrity_check')).rows[0]?.['integrity_check']).toBe('ok')
})

async function spawnServer(dir: string) {
  const code = `
    const { createLibsqlServer } = await import(${JSON.stringify(serverFile.href)})
    console.log(await createLibsqlServer({ dir: ${JSON.stringify(dir)}, autoCreate: true }).listen(0))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [port] = await once(child.stdout, 'data')
  const exited = once(child, 'exit')
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
