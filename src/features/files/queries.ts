import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { files } from './schema.ts'

/** One file anybody may see who knows the shop: its logo, today's or an earlier one. */
export const publicFile = sql
  .select()
  .from(files)
  .where(and(eq(files.id, raw.placeholder('file')), eq(files.visibility, 'public')))

/** The logo in use, with the file it was made from. */
export const logoInUse = sql.select().from(files).where(eq(files.id, raw`(SELECT logo_file_id FROM profile)`))
