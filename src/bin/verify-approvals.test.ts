import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chainFormat, type HandedOut } from '#lib/receipt-check.ts'
import { canonicalJson, noRecord, payloadDigest, seal } from '#lib/sealed-record.ts'
import { createKeyring } from '#lib/token.ts'

const signer = await createKeyring('dGVzdHMtb25seS1tYXN0ZXIta2V5LTMyLWJ5dGVzISE', 'salt').signer('abc.1')

async function chain(length = 4): Promise<HandedOut[]> {
  const records: HandedOut[] = []
  for (let sequence = 1; sequence <= length; sequence++) {
    const payload = canonicalJson({ name: `Person ${sequence}` })
    const body = {
      sequence,
      previous: records.at(-1)?.sha256 ?? noRecord,
      outcome: 'declined',
      payload: await payloadDigest(payload, 's'),
    }
    records.push({ ...(await seal(body, signer)), payload, salt: 's', erasedAt: null })
  }
  return records
}
const linesOf = (records: readonly unknown[]) =>
  [{ format: chainFormat, keys: [{ keyId: signer.keyId, publicKey: signer.publicKey }] }, ...records]
    .map((one) => JSON.stringify(one))
    .join('\n')

function run(content: string | undefined, ...options: string[]): Promise<{ code: number; said: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-chain-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = join(dir, 'approvals.jsonl')
  if (content !== undefined) writeFileSync(file, content)
  const command = join(import.meta.dirname, 'verify-approvals.ts')
  return new Promise((resolve) => {
    execFile(process.execPath, [command, file, ...options], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    )
  })
}

describe('npm run verify-approvals', () => {
  it('says that a whole chain is whole, erased content and all', async () => {
    const [a, b, c, d] = await chain()
    const erased = { ...b, payload: null, salt: null, erasedAt: '2030-05-01T00:00:00.000Z' }
    const { code, said } = await run(linesOf([a, erased, c, d]), '--key', signer.publicKey, '--head', `abc_${d?.sha256}`)
    expect(said).toContain('4 records, 1 with erased content, no faults')
    expect(code).toBe(0)
  })

  it.each<[string, (records: HandedOut[]) => unknown[], RegExp]>([
    [
      'changed',
      ([a, b, ...rest]) => [a, { ...b, body: b?.body.replace('declined', 'approved') }, ...rest],
      /record 2: body does not match/,
    ],
    ['removed', ([a, , ...rest]) => [a, ...rest], /record 2: a record is missing/],
    ['removed at its head', ([, ...rest]) => rest, /record 1: a record is missing/],
    ['swapped with another', ([a, b, c, d]) => [a, c, b, d], /out of its order/],
    ['put in another order', (records) => records.toReversed(), /out of its order/],
    [
      'given another person’s data',
      ([a, b, ...rest]) => [a, { ...b, payload: a?.payload }, ...rest],
      /record 2: the personal data/,
    ],
  ])('finds a record that was %s', async (_, change, fault) => {
    const { code, said } = await run(linesOf(change(await chain())))
    expect(said).toMatch(fault)
    expect(code).toBe(1)
  })

  it('finds a chain cut off at its end, given a fingerprint, and one signed anew, given the key', async () => {
    const records = await chain()
    expect(await run(linesOf(records.slice(0, 2)), '--head', records.at(-1)?.sha256 ?? '')).toMatchObject({ code: 1 })
    expect((await run(linesOf(records), '--key', 'AAAA')).said).toContain('another key')
  })

  it.each<[string, string | undefined, string[], string]>([
    ['no chain', 'hello', [], 'does not say that this is a chain'],
    ['a line that is no record', `${linesOf([])}\n{}`, [], 'Line 2 is no record'],
    ['no file', undefined, [], 'cannot be read'],
    ['an option there is not', '', ['--nonsense'], '--head'],
  ])('refuses %s, and says what is wrong', async (_, content, options, said) => {
    expect(await run(content, ...options)).toMatchObject({ code: 2, said: expect.stringContaining(said) })
  })
})
