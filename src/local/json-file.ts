import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface JsonFile<T> {
  value: T
  save(): void
}

/** A value kept in one file, replaced whole so that a crash leaves the old or the new one; without a path, in memory. Throws when the file is not JSON. */
export function openJsonFile<T>(path: string | undefined, empty: T): JsonFile<T> {
  if (!path) return { value: empty, save() {} }
  const value = read(path, empty)
  return {
    value,
    save() {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.new`, JSON.stringify(value))
      renameSync(`${path}.new`, path)
    },
  }
}

function read<T>(path: string, empty: T): T {
  if (!existsSync(path)) return empty
  try {
    const value: T = JSON.parse(readFileSync(path, 'utf8'))
    return value
  } catch {
    throw new Error(`${path} is damaged. Remove it to start with an empty one.`)
  }
}
