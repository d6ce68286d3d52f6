import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { files } from '#features/files/schema.ts'
import { documents } from '#features/invoices/schema.ts'

/** The PDF of `subject` whose content has the hash `sha256`. */
export const documentByContent = sql
  .select({ key: files.key })
  .from(documents)
  .innerJoin(files, eq(files.id, documents.fileId))
  .where(and(eq(documents.subjectId, raw.placeholder('subject')), eq(documents.contentSha256, raw.placeholder('sha256'))))
