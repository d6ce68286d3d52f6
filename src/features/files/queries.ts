import { and, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { files } from './schema.ts'

const theFile = raw.placeholder('id')
/** What a list shows of a file: its smallest preview, or that of a PDF's first page. */
export const previewOf = raw<
  string | null
>`(SELECT d.id FROM files d WHERE d.derived_from_id = files.id ORDER BY d.page IS NOT NULL, d.page, d.width LIMIT 1)`

/** What a page shows of a file that came with something. */
export const attachedColumns = { id: files.id, name: files.name, type: files.type, size: files.size, preview: previewOf }

/** One file anybody may see who knows the shop: its logo, today's or an earlier one. */
export const publicFile = sql
  .select()
  .from(files)
  .where(and(eq(files.id, raw.placeholder('file')), eq(files.visibility, 'public')))

/** The logo in use, with the file it was made from. */
export const logoInUse = sql.select().from(files).where(eq(files.id, raw`(SELECT logo_file_id FROM profile)`))

/** A file that was uploaded, with what was drawn of it for `:page` (missing: of a picture) as `:variant`. */
export const fileToDraw = sql
  .select({
    id: files.id,
    name: files.name,
    type: files.type,
    size: files.size,
    isLoose: files.isLoose,
    uploadedById: files.uploadedById,
    drawnId: raw<
      string | null
    >`(SELECT d.id FROM files d WHERE d.derived_from_id = files.id AND d.page IS ${raw.placeholder('page')} AND d.variant = ${raw.placeholder('variant')} LIMIT 1)`,
  })
  .from(files)
  .where(and(eq(files.id, theFile), isNull(files.derivedFromId)))

/** The uploads a form names, in JSON: to be shown again. */
export const uploadsNamed = sql
  .select({ id: files.id, name: files.name, type: files.type, size: files.size, previewId: previewOf })
  .from(files)
  .where(and(raw`${files.id} IN (SELECT value FROM json_each(${raw.placeholder('uploads')}))`, isNull(files.derivedFromId)))
export type NamedUpload = Awaited<ReturnType<typeof uploadsNamed.execute>>[number]
