import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { files, jobFiles } from '#features/files/schema.ts'
import { scopes, within } from './page-queries.ts'

const isShown = eq(jobFiles.isForCustomer, true)

export const jobFilesForCustomer = filesIn(scopes.customer, isShown)
export const jobFilesForLink = filesIn(scopes.link, isShown)
/** With those that only staff see. */
export const filesOfJob = filesIn(scopes.staff)
export type JobFile = Awaited<ReturnType<typeof filesOfJob.execute>>[number]

function filesIn(scope: SQL | undefined, more?: SQL) {
  return sql
    .select({
      id: jobFiles.id,
      fileId: jobFiles.fileId,
      lineKey: jobFiles.lineKey,
      moment: jobFiles.moment,
      caption: jobFiles.caption,
      isForCustomer: jobFiles.isForCustomer,
      createdAt: jobFiles.createdAt,
      name: files.name,
      type: files.type,
      size: files.size,
      /** What was drawn of it at full width, first page first, parted by commas. */
      drawn: raw<
        string | null
      >`(SELECT group_concat(d.id) FROM (SELECT id FROM files WHERE derived_from_id = job_files.file_id AND variant <> 'narrow' ORDER BY page) d)`,
      thumb: raw<string | null>`(SELECT id FROM files WHERE derived_from_id = job_files.file_id ORDER BY page, width LIMIT 1)`,
    })
    .from(jobFiles)
    .innerJoin(files, eq(files.id, jobFiles.fileId))
    .where(and(inArray(jobFiles.jobId, within(scope)), isNull(jobFiles.removedAt), more))
    .orderBy(asc(jobFiles.createdAt), raw`job_files.rowid`)
}
