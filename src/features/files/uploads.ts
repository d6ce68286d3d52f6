import type { CustomerCtx } from '#context.ts'
import { tooMany } from '#errors.ts'
import { paths } from '#paths.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { handle } from '#routes.ts'
import { drawnOf, incomingOf } from './incoming.ts'
import { uploadFile, uploadPreview } from './upload.ts'
import { fileWords as words } from './words.ts'

const hour = 3_600_000

/** What a customer brings to send with a message: nobody reads it before that. */
export const portalUploads = handle(paths.portal.uploads, {
  async file(c) {
    await countUpload(c.var.ctx, 'file', 60)
    return c.json(await uploadFile(c.var.ctx, incomingOf(c.req)), 201)
  },

  async preview(c) {
    await countUpload(c.var.ctx, 'preview', 1_000)
    return c.json(await uploadPreview(c.var.ctx, c.req.param('id'), drawnOf(c.req), incomingOf(c.req)), 201)
  },
})

/** So that nobody fills the store: throws tooMany past `max` in an hour. */
export async function countUpload(ctx: CustomerCtx, what: string, max: number): Promise<void> {
  // Whoever may not come in hears that first, and takes no turn.
  await ctx.read([])
  const { deps, tenant, contactId } = ctx
  const hasRoom = await takeTurn(deps, [{ key: `upload:${what}:${tenant.key}:${contactId}`, max, windowMs: hour }])
  if (!hasRoom) throw tooMany(words.often)
}
