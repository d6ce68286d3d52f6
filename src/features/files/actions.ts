import type { BaseCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import { newSecret } from '#lib/token.ts'
import { type Picture, tidyName } from './rules.ts'
import { files } from './schema.ts'

/** A logo is shown at 32 px; this is enough for dense screens and wide marks. */
const shownWidth = 480

export interface StoredLogo {
  /** The picture to show on pages and in mail. */
  readonly fileId: string
  /** Both rows, for the batch of the action that uses them. */
  readonly inserts: readonly Change[]
}

/**
 * Stores a logo as it came, for the shop alone, and a PNG of at most 480 px for everybody: drawn anew, so it carries nothing
 * but the picture. Throws ImageUnreadable when the bytes are no picture, FilesUnavailable when the store gives no answer. What was
 * stored for an action that then fails is found and removed by the shop's clock.
 */
export async function storeLogo(ctx: BaseCtx, bytes: Uint8Array, picture: Picture, name: string): Promise<StoredLogo> {
  const png = await ctx.deps.files.toPng(bytes, shownWidth)
  const width = Math.min(picture.width, shownWidth)
  const original = await rowOf(ctx, bytes, { ...picture, name: tidyName(name), visibility: 'internal' })
  const shown = await rowOf(ctx, png, {
    type: 'image/png',
    width,
    height: Math.max(1, Math.round((picture.height * width) / picture.width)),
    name: tidyName(name),
    visibility: 'public',
    derivedFromId: original.id,
  })
  await Promise.all([ctx.deps.files.put(original.key, bytes, original.type), ctx.deps.files.put(shown.key, png, shown.type)])
  return { fileId: shown.id, inserts: [sql.insert(files).values(original), sql.insert(files).values(shown)] }
}

type FileRow = typeof files.$inferInsert

async function rowOf(
  ctx: BaseCtx,
  bytes: Uint8Array,
  about: Omit<FileRow, 'id' | 'key' | 'size' | 'sha256' | 'createdAt'>,
): Promise<FileRow> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return {
    ...about,
    id: newId('fil'),
    key: `${ctx.tenant.key}/${newSecret()}`,
    size: bytes.byteLength,
    sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    createdAt: ctx.now,
  }
}
