import { isObject, malformed } from './json.ts'

export type Bindable = null | bigint | number | string | Buffer

/** A protocol value as SQLite takes it; integers stay exact as bigint, floats stay REAL. */
export function decodeValue(value: unknown): Bindable {
  if (!isObject(value)) throw malformed('a value is not an object')
  switch (value['type']) {
    case 'null':
      return null
    case 'integer':
      return decodeInteger(value['value'])
    case 'float':
      if (typeof value['value'] === 'number') return value['value']
      throw malformed('a float is not a number')
    case 'text':
      if (typeof value['value'] === 'string') return value['value']
      throw malformed('a text is not a string')
    case 'blob':
      if (typeof value['base64'] === 'string') return Buffer.from(value['base64'], 'base64')
      throw malformed('a blob has no base64')
    default:
      throw malformed('unknown type of value')
  }
}

/** The JSON text of one result value; integers as decimal strings, blobs as base64 without padding, like sqld. */
export function encodeValue(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return `{"type":"integer","value":"${value}"}`
    case 'string':
      return `{"type":"text","value":${JSON.stringify(value)}}`
    case 'number':
      return `{"type":"float","value":${Number.isFinite(value) ? value : 'null'}}`
  }
  if (value instanceof Uint8Array) return `{"type":"blob","base64":"${unpadded(value)}"}`
  return '{"type":"null"}'
}

function decodeInteger(value: unknown): bigint {
  if (typeof value !== 'string' || !/^[+-]?\d+$/.test(value)) throw malformed('an integer is not a decimal string')
  const integer = BigInt(value)
  if (BigInt.asIntN(64, integer) !== integer) throw malformed('an integer does not fit 64 bits')
  return integer
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64').replace(/=+$/, '')
}
