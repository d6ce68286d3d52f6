import { and, asc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { files, jobFiles } from '#features/files/schema.ts'
import type { Photo } from './rules.ts'

const preview = (column: 'id' | 'sha256') =>
  raw<
    string | null
  >`(SELECT d.${raw.raw(column)} FROM files d WHERE d.derived_from_id = files.id AND d.variant = 'preview' ORDER BY d.width DESC LIMIT 1)`

/**
 * The photos on job `:id`'s lines that its customer may see. Those taken after the work are left out: they come while it is
 * being done, and must not reopen what was approved.
 */
export const photosOfLines = sql
  .select({
    ...{ lineKey: jobFiles.lineKey, caption: jobFiles.caption, name: files.name, file: files.id, sha256: files.sha256 },
    ...{ preview: preview('id'), previewSha256: preview('sha256') },
  })
  .from(jobFiles)
  .innerJoin(files, eq(files.id, jobFiles.fileId))
  .where(
    and(
      eq(jobFiles.jobId, raw.placeholder('id')),
      eq(jobFiles.isForCustomer, true),
      isNotNull(jobFiles.lineKey),
      isNull(jobFiles.removedAt),
      or(isNull(jobFiles.moment), ne(jobFiles.moment, 'after')),
      inArray(files.type, ['image/png', 'image/jpeg', 'image/webp', 'image/gif']),
    ),
  )
  .orderBy(asc(jobFiles.createdAt), raw`job_files.rowid`)
type PhotoRow = Awaited<ReturnType<typeof photosOfLines.execute>>[number]

/** Photos by the line they show. */
export function photosByLine(rows: readonly PhotoRow[]): Map<string, Photo[]> {
  const lines = new Map<string, Photo[]>()
  for (const { lineKey, caption, name, file, sha256, preview, previewSha256 } of rows) {
    if (lineKey === null) continue
    const shown = { shown: preview ?? file, shownSha256: previewSha256 ?? sha256 }
    lines.set(lineKey, [...(lines.get(lineKey) ?? []), { file, alt: caption || name, sha256, ...shown }])
  }
  return lines
}
