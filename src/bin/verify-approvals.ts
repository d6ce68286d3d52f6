import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { checkChain } from '#lib/receipt-check.ts'

const usage = `npm run verify-approvals -- <file> [--key <public key>] [--head <fingerprint>]

Checks a downloaded chain of approvals (JSON lines) on this machine alone.
  --key   the shop's public key as it was published, so that a chain rebuilt with another key is found
  --head  the fingerprint of the newest record you know, so that a chain cut off at its end is found`

process.exitCode = await run()

/** 0 for a whole chain, 1 for one with faults, 2 when there is nothing to check. */
async function run(): Promise<number> {
  const asked = argumentsOf()
  const text = asked && (await readFile(asked.file, 'utf8').catch(() => undefined))
  if (!asked || text === undefined) {
    console.error(asked ? `${asked.file} cannot be read` : usage)
    return 2
  }
  try {
    return await report(text, asked)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    console.error(`${error.message}.`)
    return 2
  }
}

interface Asked {
  readonly file: string
  readonly key: string | undefined
  readonly head: string | undefined
}

async function report(text: string, { key, head }: Asked): Promise<number> {
  const { records, erased, keys, faults, ...chain } = await checkChain(text)
  const others = [
    ...(key && keys.some(({ publicKey }) => publicKey !== key)
      ? ['The chain is signed with another key than the one given']
      : []),
    ...(head && !text.includes(`"sha256":"${head}"`) ? ['The record with the fingerprint given is not in the chain'] : []),
  ]
  for (const { sequence, fault } of faults) console.log(`record ${sequence}: ${fault}`)
  for (const fault of others) console.log(fault)
  const bad = faults.length + others.length
  console.log(
    `${records} records, ${erased} with erased content, ${bad === 0 ? 'no faults' : `${bad} ${bad === 1 ? 'fault' : 'faults'}`}`,
  )
  if (chain.head) console.log(`last fingerprint ${chain.head}`)
  for (const { keyId, publicKey } of keys) console.log(`signed with ${keyId} ${publicKey}, compare with /verify/keys/${keyId}`)
  return bad === 0 ? 0 : 1
}

function argumentsOf(): Asked | undefined {
  const options = { key: { type: 'string' }, head: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [file, ...rest] = positionals
    return file && rest.length === 0 ? { file, key: values.key, head: values.head?.replace(/^.*_/, '') } : undefined
  } catch {
    // An option that there is not: the usage says which there are.
    return undefined
  }
}
