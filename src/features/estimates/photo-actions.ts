import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { markEdited } from '#features/approvals/request-changes.ts'
import { useFiles } from '#features/files/upload.ts'
import { List, MaybeLine } from '#lib/fields.ts'
import { isId, newId } from '#lib/id.ts'
import { mustBe } from './actions.ts'
import { desk } from './desk-words.ts'
import type { Estimate } from './queries.ts'
import { estimateFiles } from './schema.ts'

const upload = v.pipe(
  v.string(),
  v.check((text) => isId('fil', text), 'Upload it again'),
)
export const AddPhotos = v.object({
  photo: v.pipe(List(upload, 12), v.minLength(1, 'Choose a photo first')),
  caption: MaybeLine(200),
})
export type AddPhotos = v.InferOutput<typeof AddPhotos>

/** Puts uploaded photos on an estimate. What was sent stays as it was sent, until the new edition goes out. */
export async function addPhotos(ctx: StaffCtx, estimate: Estimate, { photo, caption }: AddPhotos): Promise<void> {
  mustBe('edit', ctx, estimate)
  const { id, customerId, sentAt } = estimate
  const ids = [...new Set(photo)]
  const about = { estimateId: id, caption: caption ?? '', createdAt: ctx.now }
  await ctx.write({ kind: 'estimate.photos_added', subjectId: id, customerId, details: { files: ids } }, [
    useFiles(ctx, ids, raw`(SELECT file_id FROM estimate_files WHERE estimate_id = ${id})`),
    ...ids.map((fileId) =>
      assert(raw`EXISTS (SELECT 1 FROM files WHERE id = ${fileId} AND type LIKE 'image/%')`, desk.wrong.photo),
    ),
    ...ids.map((fileId) => sql.insert(estimateFiles).values({ ...about, id: newId('esf'), fileId })),
    ...(sentAt === null ? [] : [markEdited(id)]),
  ])
}

/** Takes a photo off. Gone already is as good. */
export async function removePhoto(ctx: StaffCtx, estimate: Estimate, photo: string): Promise<void> {
  mustBe('edit', ctx, estimate)
  const { id, customerId, sentAt } = estimate
  await ctx.write({ kind: 'estimate.photo_removed', subjectId: id, customerId, details: { photo } }, [
    sql
      .update(estimateFiles)
      .set({ removedAt: ctx.now })
      .where(and(eq(estimateFiles.id, photo), eq(estimateFiles.estimateId, id), isNull(estimateFiles.removedAt))),
    ...(sentAt === null ? [] : [markEdited(id)]),
  ])
}
