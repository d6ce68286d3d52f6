import * as v from 'valibot'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { useFiles } from '#features/files/upload.ts'
import { List, Text } from '#lib/fields.ts'
import { isId } from '#lib/id.ts'
import { messageFiles } from './schema.ts'
import { messageWords as words } from './words.ts'

/** So many files come with one message, or one request. */
export const mostFiles = 10
const fileId = v.pipe(
  v.string(),
  v.check(
    (text) => isId('fil', text),
    () => words.attach.again,
  ),
)

/** The uploads that a message brings along. */
export const Attached = v.pipe(
  List(fileId, 100),
  v.maxLength(mostFiles, () => words.attach.mostFiles),
)

/** Words of at most 2,000 signs, or files without any; `missing` says that there was neither. */
export const WithFiles = (missing: () => string) =>
  v.pipe(
    v.object({ body: Text(2_000), file: Attached }),
    v.forward(
      v.check(({ body, file }) => body !== '' || file.length > 0, missing),
      ['body'],
    ),
  )
export type WithFiles = v.InferOutput<ReturnType<typeof WithFiles>>

/** What puts uploads into a message: each into one alone. Refused for an upload that is gone or in use. */
export function attach(ctx: { readonly now: number }, messageId: string, ids: readonly string[]): Change {
  const all = [...new Set(ids)]
  return [
    useFiles(ctx, all, raw`('')`),
    ...all.map((fileId, position) => sql.insert(messageFiles).values({ messageId, fileId, position })),
  ].flat()
}
