import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'

/** Writes a file whole, old or new to whoever reads it meanwhile: tests side by side build what the others import. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.${randomUUID()}`
  await writeFile(part, text)
  await rename(part, file)
}

/** The same where something changed. An unchanged file keeps its time, so that watchers stay asleep. */
export async function writeChanged(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before !== text) await writeWhole(file, text)
}
