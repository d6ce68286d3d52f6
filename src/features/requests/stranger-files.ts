import { asc, eq } from 'drizzle-orm'
import type { Context } from 'hono'
import type { VisitorCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { receiveForm } from '#features/files/receive-form.ts'
import { files } from '#features/files/schema.ts'
import { useFiles } from '#features/files/upload.ts'
import { fileWords } from '#features/files/words.ts'
import { mostFiles } from '#features/messages/attach.ts'
import { messageWords } from '#features/messages/words.ts'
import { boundaryOf } from '#lib/multipart.ts'
import { requestFiles } from './schema.ts'
import { requestWords as words } from './words.ts'

/** What was added to the request `:request`, by name. */
export const namesOfRequest = sql
  .select({ name: files.name })
  .from(requestFiles)
  .innerJoin(files, eq(files.id, requestFiles.fileId))
  .where(eq(requestFiles.requestId, raw.placeholder('request')))
  .orderBy(asc(requestFiles.position), raw`request_files.rowid`)

/** Lets the files of a stranger's form in, once `prove` found the request whose mailbox their browser proved: they are brought by that. */
export async function receiveStranger(c: Context, ctx: VisitorCtx, prove: () => Promise<string>): Promise<string> {
  if (boundaryOf(c.req.header('content-type') ?? '') === undefined) return prove()
  let request = ''
  await receiveForm(c, async () => {
    request = await prove()
    return { ctx, who: request }
  })
  return request
}

/** Adds what a stranger brought to their request, while the shop has not taken it on. Twice is the same as once; past ten it is refused. */
export async function addStrangerFiles(ctx: VisitorCtx, id: string, ids: readonly string[]): Promise<void> {
  const held = raw`(SELECT rf.file_id FROM request_files rf WHERE rf.request_id = ${id})`
  const isOpen = assert(raw`EXISTS (SELECT 1 FROM requests WHERE id = ${id} AND state IN ('new', 'responded'))`, words.movedOn)
  const isTheirs = (file: string) =>
    assert(raw`EXISTS (SELECT 1 FROM files f WHERE f.id = ${file} AND f.uploaded_by_id = ${id})`, fileWords.gone)
  const position = raw<number>`(SELECT count(*) FROM request_files rf WHERE rf.request_id = ${id})`
  await ctx.write({ kind: 'request.files_added', subjectId: id, details: { count: ids.length }, isRepeatable: true }, [
    isOpen,
    ...ids.map(isTheirs),
    useFiles(ctx, ids, held),
    ...ids.map((fileId) => sql.insert(requestFiles).values({ requestId: id, fileId, position }).onConflictDoNothing()),
    assert(raw`${position} <= ${mostFiles}`, messageWords.attach.mostFiles),
  ])
}
