import type { InboundFile } from '#adapters/mail/inbound.ts'
import type { BaseCtx } from '#context.ts'
import { DatabaseDown } from '#database/batch.ts'
import { AppError } from '#errors.ts'
import { nameFor, uploadLimits } from '#features/files/kinds.ts'
import { receive } from '#features/files/receive.ts'
import { tidyName } from '#features/files/rules.ts'
import type { files } from '#features/files/schema.ts'
import { newId } from '#lib/id.ts'

export interface Kept {
  readonly rows: readonly (typeof files.$inferInsert)[]
  /** Names of those that are no kind of file the shop takes. */
  readonly refused: readonly string[]
}

/**
 * Stores what came with a mail by the rules of any upload: typed by its bytes, checked, cleaned. Throws FilesUnavailable when the
 * store gives no answer, so that the mail is brought again.
 */
export async function keepFiles(ctx: BaseCtx, from: string, all: readonly InboundFile[]): Promise<Kept> {
  const rows: (typeof files.$inferInsert)[] = []
  const refused: string[] = []
  for (const file of all) {
    const name = tidyName(file.name, 'file')
    try {
      const incoming = { body: new Response(file.bytes).body, size: file.bytes.byteLength, name }
      const { kind, ...received } = await receive(ctx, incoming, uploadLimits)
      const about = { name: nameFor(name, kind), type: kind.type, uploadedById: from, visibility: 'internal' as const }
      rows.push({ ...received, ...about, id: newId('fil'), createdAt: ctx.now })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push(name)
    }
  }
  return { rows, refused }
}

/** Writes what names these files, and takes their bytes away again where that is refused. */
export async function keeping<T>(ctx: BaseCtx, { rows }: Kept, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const keys = rows.map(({ key }) => key)
    if (keys.length > 0 && !(error instanceof DatabaseDown)) await ctx.deps.files.remove(keys).catch(() => {})
    throw error
  }
}
