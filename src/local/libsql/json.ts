import { protocolError } from './errors.ts'

export type Json = Record<string, unknown>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads a JSON object; throws what sqld answers to a body it cannot read. */
export function parseObject(text: string): Json {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    throw malformed('invalid JSON')
  }
  throw malformed('expected an object')
}

export function objectAt(value: Json, key: string): Json {
  const found = value[key]
  if (!isObject(found)) throw malformed(`missing field \`${key}\``)
  return found
}

export function listAt(value: Json, key: string): readonly unknown[] {
  const found = value[key] ?? []
  if (!Array.isArray(found)) throw malformed(`\`${key}\` is not a list`)
  return found
}

export function stringAt(value: Json, key: string): string | undefined {
  const found = value[key] ?? undefined
  if (found !== undefined && typeof found !== 'string') throw malformed(`\`${key}\` is not a string`)
  return found
}

export function numberAt(value: Json, key: string): number | undefined {
  const found = value[key] ?? undefined
  if (found !== undefined && typeof found !== 'number') throw malformed(`\`${key}\` is not a number`)
  return found
}

export function malformed(why: string) {
  return protocolError(`Cannot deserialize client message from JSON: ${why}`)
}
