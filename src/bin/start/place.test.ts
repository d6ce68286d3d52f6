import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkData } from './data.ts'
import { checkFolder, checkPorts, keepSecrets, placeOf } from './place.ts'

function makeDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'start-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

describe('where everything lives', () => {
  it('is five ports in a row and one folder, moved by PORT and LOCAL_DIR', () => {
    const ports = { libsql: 8788, stripe: 8789, mailbox: 8790, google: 8791 }
    expect(placeOf({})).toMatchObject({ port: 8787, dirName: '.local', ports })
    expect(placeOf({ PORT: '9000', LOCAL_DIR: '/tmp/here' })).toMatchObject({
      port: 9000,
      dir: '/tmp/here',
      ports: { mailbox: 9003 },
    })
  })

  it.each(['abc', '0', '70000', '-1', '87.5'])('is refused in a sentence for PORT=%s', (PORT) => {
    expect(() => placeOf({ PORT })).toThrow(`PORT is ${PORT}, but it must be a number from 1 to 65531.`)
  })

  it('says which port is taken, what it is for and what to do', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
    await expect(checkPorts(placeOf({ PORT: String(port) }))).rejects.toThrow(`Port ${port}, for the Worker, is taken.`)
  })

  it('says that LOCAL_DIR is a file', () => {
    const file = join(makeDir(), 'file')
    writeFileSync(file, '')
    expect(() => checkFolder(placeOf({ LOCAL_DIR: file }))).toThrow(`${file} is a file, not a folder.`)
  })

  it('keeps its secrets, readable by their owner alone, and says when they are damaged', () => {
    const place = placeOf({ LOCAL_DIR: makeDir() })
    const first = keepSecrets(place)
    expect(keepSecrets(place)).toEqual(first)
    expect(first.stripeKey).toMatch(/^sk_test_[A-Za-z0-9]+$/)
    const file = join(place.dir, 'secrets.json')
    expect(statSync(file).mode & 0o077).toBe(0)
    writeFileSync(file, '{"masterKey":')
    expect(() => keepSecrets(place)).toThrow('secrets.json is damaged')
  })

  it('says which database is damaged', () => {
    const place = placeOf({ LOCAL_DIR: makeDir() })
    mkdirSync(join(place.dir, 'data'))
    checkData(place)
    writeFileSync(join(place.dir, 'data/directory.db'), 'nothing of a database'.repeat(500))
    expect(() => checkData(place)).toThrow('data/directory.db is damaged')
  })
})
