import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { brokenData, type Place } from './place.ts'

/** Opens every database once before anything is served. Throws Stop with the first that cannot be read. */
export function checkData({ dir, dirName }: Place): void {
  const folder = join(dir, 'data')
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.db'))) {
    if (!isReadable(join(folder, name))) throw brokenData(dirName, `data/${name} is damaged`)
  }
}

function isReadable(path: string): boolean {
  try {
    const db = new Database(path)
    try {
      const [answer] = db.prepare('PRAGMA quick_check(1)').raw(true).all([])
      return Array.isArray(answer) && answer[0] === 'ok'
    } finally {
      db.close()
    }
  } catch {
    // What is no database, or none any more, does not open or does not answer.
    return false
  }
}
