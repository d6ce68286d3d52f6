import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import type { SystemCtx } from '#context.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import { files } from './schema.ts'
import { looseForMs } from './upload.ts'

/** So many uploads go at once, each with what was drawn of it. */
const batch = 50
const forgotten = sql
  .select({ id: files.id })
  .from(files)
  .where(and(eq(files.isLoose, true), lt(files.createdAt, raw`${theNow} - ${looseForMs}`)))
  .orderBy(asc(files.createdAt))
  .limit(batch)
const withDrawn = sql
  .select({ id: files.id, key: files.key })
  .from(files)
  .where(raw`coalesce(${files.derivedFromId}, ${files.id}) IN ${forgotten}`)

/**
 * Takes away what was uploaded a day ago and never used, bytes first: whoever stops in between is followed by another sweep. No
 * action may begin to use such a file any more. Returns whether there may be more.
 */
export async function sweepUploads(ctx: SystemCtx): Promise<boolean> {
  const [rows, old] = await ctx.read([withDrawn, forgotten])
  if (rows.length === 0) return false
  await ctx.deps.files.remove(rows.map(({ key }) => key))
  const ids = rows.map(({ id }) => id)
  await ctx.write({ kind: 'files.swept', subjectId: ctx.tenant.key, details: { count: ids.length } }, [
    sql.delete(files).where(inArray(files.id, ids)),
  ])
  return old.length === batch
}
