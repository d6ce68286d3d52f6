import {
  type ChainFault,
  type Fault,
  faultOf,
  faultsOfChain,
  payloadDigest,
  type SealedRecord,
  sha256Of,
} from './sealed-record.ts'

/** A record as it is handed out: sealed, with what the law may erase beside it. */
export interface HandedOut extends SealedRecord {
  readonly payload: string | null
  readonly salt: string | null
  /** UTC, ISO 8601; null while the payload stands. */
  readonly erasedAt: string | null
}
/** One record with all that is needed to check it: `edition` is the canonical JSON of what was shown. */
export interface ReceiptFileContent extends HandedOut {
  readonly format: typeof receiptFormat
  readonly publicKey: string
  readonly edition: string | null
}
export const receiptFormat = 'approval-receipt/1'
export const chainFormat = 'approval-chain/1'

export type ReceiptFault = Fault | 'the personal data is not what was recorded' | 'what was shown is not what was recorded'

/** What is wrong with one record and what came with it; nothing when all of it is as it was sealed. Erased data is no fault. */
export async function receiptFault(
  record: HandedOut & { readonly edition?: string | null },
  keyOf: (keyId: string) => string | undefined,
): Promise<ReceiptFault | undefined> {
  const fault = await faultOf(record, keyOf)
  if (fault) return fault
  const body = objectOf(record.body)
  if (record.payload !== null && (await payloadDigest(record.payload, record.salt ?? '')) !== body['payload'])
    return 'the personal data is not what was recorded'
  const { sha256 } = (body['edition'] ?? {}) as { sha256?: unknown }
  if (record.edition && (await sha256Of(record.edition)) !== sha256) return 'what was shown is not what was recorded'
  return undefined
}

export interface ChainReport {
  readonly records: number
  readonly erased: number
  /** The last record's hash: compare it with a receipt, so that a chain cut off at its end is found. */
  readonly head: string | undefined
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[]
  readonly faults: readonly (ChainFault | { readonly sequence: number; readonly fault: ReceiptFault })[]
}

/** Reads a downloaded chain (JSON lines, the keys in the first) and finds every record that was changed, removed, swapped or moved. Throws SyntaxError when it is none. */
export async function checkChain(text: string): Promise<ChainReport> {
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '')
  const opening = objectOf(first)
  if (opening['format'] !== chainFormat) throw new SyntaxError('The first line does not say that this is a chain of approvals')
  const keys = (opening['keys'] ?? []) as ChainReport['keys']
  const keyOf = (id: string) => keys.find(({ keyId }) => keyId === id)?.publicKey
  const records = rest.map((line, i) => recordOf(line, i + 2))
  const faults: ChainReport['faults'][number][] = await faultsOfChain(records, keyOf)
  const unlike: ChainReport['faults'][number][] = []
  for (const record of records) {
    const fault = await receiptFault(record, keyOf)
    if (fault?.startsWith('the personal data')) unlike.push({ sequence: Number(objectOf(record.body)['sequence']), fault })
  }
  const erased = records.filter(({ payload }) => payload === null).length
  return { records: records.length, erased, head: records.at(-1)?.sha256, keys, faults: [...faults, ...unlike] }
}

/** Whether a value has all the texts of a record. */
export function isHandedOut(value: unknown): value is HandedOut {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Record<string, unknown>
  const isText = (name: string) => typeof record[name] === 'string'
  const isMaybe = (name: string) => record[name] === null || isText(name)
  return ['body', 'sha256', 'signature', 'keyId'].every(isText) && ['payload', 'salt', 'erasedAt'].every(isMaybe)
}

function recordOf(line: string, number: number): HandedOut {
  const value = objectOf(line)
  if (!isHandedOut(value)) throw new SyntaxError(`Line ${number} is no record`)
  return value
}

/** An object read from JSON; an empty one when it is none. */
export function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // What is no JSON has nothing to say, and is found wanting by whoever asked.
    return {}
  }
}
