import type { ReaderCtx, StaffCtx } from '#context.ts'
import type { Change } from '#database/write.ts'
import { ownUploads } from '#features/files/upload.ts'
import { newId } from '#lib/id.ts'
import { attach, type WithFiles } from './attach.ts'
import { sayIn } from './thread.ts'

/** What says something on the page of what it is about, as `sayIn` does, with uploads of whoever says it. */
export function sayWithFiles(
  ctx: ReaderCtx | StaffCtx,
  about: Parameters<typeof sayIn>[1],
  { body, file }: WithFiles,
  words: Parameters<typeof sayIn>[3],
): readonly Change[] {
  const messageId = newId('msg')
  return [
    ...sayIn(ctx, about, body, words, { messageId }),
    ...(ctx.audience === 'staff' ? [] : [ownUploads(ctx, file)]),
    attach(ctx, messageId, file),
  ]
}
