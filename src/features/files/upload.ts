import { eq } from 'drizzle-orm'
import type { BaseCtx, CustomerCtx, ReaderCtx, StaffCtx } from '#context.ts'
import { DatabaseDown } from '#database/batch.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, once, Refused } from '#database/write.ts'
import { conflict, invalid, notFound } from '#errors.ts'
import { newId } from '#lib/id.ts'
import { previewSides } from '#lib/picture/preview-sides.ts'
import { isPicture, nameFor, uploadLimits } from './kinds.ts'
import { fileToDraw } from './queries.ts'
import { type Incoming, type Received, receive } from './receive.ts'
import { receivePart } from './receive-part.ts'
import { tidyName } from './rules.ts'
import { files } from './schema.ts'
import { fileWords as words } from './words.ts'

/** What the uploader's browser is told. */
export interface Uploaded {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly width: number | null
  readonly height: number | null
  readonly size: number
}
type FileRow = typeof files.$inferInsert
/** Whoever brings a file: staff, or a contact for a message of theirs. */
type Uploader = StaffCtx | CustomerCtx
const idOf = (ctx: Uploader) => (ctx.audience === 'staff' ? ctx.staffId : ctx.contactId)

/** Keeps a file that nothing uses yet: a day later it is swept away, unless `useFiles` was part of an action until then. */
export async function uploadFile(ctx: Uploader, incoming: Incoming): Promise<Uploaded> {
  await ctx.read([])
  const received = await receive(ctx, incoming, uploadLimits)
  const name = nameFor(tidyName(incoming.name, 'file'), received.kind)
  const row = rowOf(ctx, idOf(ctx), received, { name, isLoose: true })
  await keep(ctx, 'file.uploaded', row, [sql.insert(files).values(row)])
  return told(row)
}

/**
 * Keeps a file that came inside of a form of `who`, under the id that its digest gets: sent once more with the same form, it is the
 * same file.
 */
export async function uploadPart(
  ctx: BaseCtx,
  who: string,
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  idFor: (sha256: string) => Promise<string>,
): Promise<string> {
  const received = await receivePart(ctx, chunks, name, uploadLimits)
  const made = rowOf(ctx, who, received, { name: nameFor(tidyName(name, 'file'), received.kind), isLoose: true })
  const row = { ...made, id: await idFor(received.sha256) }
  try {
    await keep(ctx, 'file.uploaded', row, [once(sql.insert(files).values(row), 'here already')])
  } catch (error) {
    if (!(error instanceof Refused && error.reason === 'here already')) throw error
  }
  return row.id
}

/** A picture drawn in the uploader's browser, so that nothing large or unknown is ever shown: no larger than any screen needs. */
export const previewLimits = { bytes: 2 * 1024 * 1024, pixels: 16_000_000, side: 2_000, isPicture: true } as const
export const pagesDrawn = 20

/** What was drawn: a page of a PDF (from 1) or a picture, at full width or for a phone. */
export interface Drawn {
  readonly page: number | undefined
  /** How many the document has, where that was told. */
  readonly pages: number | undefined
  readonly isNarrow: boolean
}

/**
 * Keeps what the uploader's browser drew of a file: one preview of a picture, or one of each page of a PDF, and one of the same
 * for a phone. The first one stays; sent again it is that one. Once the file is in use nothing is added, so that what was shown
 * stays what was seen.
 */
export async function uploadPreview(
  ctx: Uploader,
  id: string,
  { page, pages, isNarrow }: Drawn,
  incoming: Incoming,
): Promise<Uploaded> {
  const variant = isNarrow ? 'narrow' : page === undefined ? 'preview' : 'page'
  const [[file]] = await ctx.read([fileToDraw], { id, page: page ?? null, variant })
  if (!file || (ctx.audience === 'customer' && file.uploadedById !== ctx.contactId)) throw notFound('file')
  if (!file.isLoose) throw conflict(words.inUse)
  const fits = page === undefined ? isPicture(file.type) : file.type === 'application/pdf' && page >= 1 && page <= pagesDrawn
  if (!fits) throw invalid(words.ofWhat)
  const isCounted = page === undefined ? pages === undefined : pages !== undefined && pages >= page
  if (!isCounted) throw invalid(words.howMany)
  if (file.drawnId) return told({ ...file, id: file.drawnId, type: 'image/webp', width: null, height: null })
  const limits = isNarrow ? { ...previewLimits, side: previewSides.narrow } : previewLimits
  const received = await receive(ctx, incoming, limits)
  const row = rowOf(ctx, idOf(ctx), received, {
    name: nameFor(page === undefined ? file.name : `${file.name} ${page}`, received.kind),
    derivedFromId: id,
    variant,
    page: page ?? null,
  })
  const isStillLoose = assert(raw`EXISTS (SELECT 1 FROM files f WHERE f.id = ${id} AND f.is_loose = 1)`, words.inUseNow)
  const isFirst = assert(
    raw`NOT EXISTS (SELECT 1 FROM files f WHERE f.derived_from_id = ${id} AND f.variant = ${variant} AND f.page IS ${page ?? null})`,
    words.drawn,
  )
  const count =
    pages === undefined
      ? []
      : [
          sql
            .update(files)
            .set({ pages: raw`max(coalesce(${files.pages}, 0), ${pages})` })
            .where(eq(files.id, id)),
        ]
  await keep(ctx, 'file.drawn', row, [isStillLoose, isFirst, sql.insert(files).values(row), ...count])
  return told(row)
}

function rowOf(
  ctx: BaseCtx,
  uploadedById: string,
  { kind, ...received }: Received,
  about: Pick<FileRow, 'name' | 'derivedFromId' | 'variant' | 'page' | 'isLoose'>,
): FileRow & Uploaded {
  return {
    ...about,
    ...received,
    id: newId('fil'),
    type: kind.type,
    uploadedById,
    visibility: 'internal',
    createdAt: ctx.now,
  }
}

/**
 * Writes the row, and takes the bytes away again when it was refused: without a row nothing leads to them. Where nobody knows
 * whether it was written they stay, and the shop's clock removes them once no row knows of them (`docs/decisions/0008`).
 */
async function keep(ctx: BaseCtx, kind: string, row: FileRow, changes: readonly Change[]): Promise<void> {
  try {
    await ctx.write({ kind, subjectId: row.id, details: { name: row.name, type: row.type, size: row.size } }, changes)
  } catch (error) {
    if (!(error instanceof DatabaseDown)) await ctx.deps.files.remove([row.key]).catch(() => {})
    throw error
  }
}

function told({ id, name, type, width, height, size }: Uploaded): Uploaded {
  return { id, name, type, width, height, size }
}

/** How long an upload may wait for the form it belongs to. */
export const looseForMs = 24 * 3_600_000
/** So long before it is swept nothing may begin to use it. */
const marginMs = 3_600_000

/**
 * Part of the action that uses uploads: each must be there, and waiting to be used or in use here already. `usedHere` selects the
 * ids of files that the subject holds. Refuses the whole action otherwise.
 */
export function useFiles(ctx: Pick<StaffCtx, 'now'>, ids: readonly string[], usedHere = raw`('')`): Change {
  const since = ctx.now - looseForMs + marginMs
  return ids.flatMap((id) => [
    assert(
      raw`EXISTS (SELECT 1 FROM files f WHERE f.id = ${id} AND f.derived_from_id IS NULL
        AND ((f.is_loose = 1 AND f.created_at > ${since}) OR f.id IN ${usedHere}))`,
      words.gone,
    ),
    sql.update(files).set({ isLoose: false }).where(eq(files.id, id)),
  ])
}

/** Part of the action of a contact that uses uploads: each must be one that they brought themselves. */
export function ownUploads({ viewer: { contactId } }: Pick<ReaderCtx, 'viewer'>, ids: readonly string[]): Change {
  return ids.map((id) =>
    assert(raw`EXISTS (SELECT 1 FROM files f WHERE f.id = ${id} AND f.uploaded_by_id = ${contactId})`, words.gone),
  )
}
