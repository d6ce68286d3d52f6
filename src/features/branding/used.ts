import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { files } from '#features/files/schema.ts'
import { customerLogos } from './schema.ts'

/** Every table whose rows hold on to a file. */
const holders = ['designs', 'edition_files', 'proof_attachments', 'job_files', 'message_files', 'request_files'] as const

/** A logo that was taken away is forgotten with its bytes, unless some work holds its file: then it stays for the shop. */
export function unlessUsed(id: string, fileId: string): Change[] {
  const held = raw.join(
    holders.map((table) => raw`EXISTS (SELECT 1 FROM ${raw.identifier(table)} WHERE file_id = ${fileId})`),
    raw` OR `,
  )
  const isLogo = raw`EXISTS (SELECT 1 FROM customer_logos WHERE file_id = ${fileId})`
  return [
    sql.delete(customerLogos).where(and(eq(customerLogos.id, id), raw`NOT (${held})`)),
    // Swept with the uploads that nobody used.
    sql
      .update(files)
      .set({ isLoose: true })
      .where(and(eq(files.id, fileId), raw`NOT (${held} OR ${isLogo})`)),
  ]
}
