import type { BaseCtx } from '#context.ts'
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
    await countUpload(c.var.ctx, c.var.ctx.contactId, 'file')
    return c.json(await uploadFile(c.var.ctx, incomingOf(c.req)), 201)
  },

  async preview(c) {
    await countUpload(c.var.ctx, c.var.ctx.contactId, 'preview')
    return c.json(await uploadPreview(c.var.ctx, c.req.param('id'), drawnOf(c.req), incomingOf(c.req)), 201)
  },
})

const mostPerHour = { file: 60, preview: 1_000 } as const

/** So that nobody fills the store: throws tooMany past what one person may bring in an hour. */
export async function countUpload(ctx: BaseCtx, who: string, what: keyof typeof mostPerHour): Promise<void> {
  // Whoever may not come in hears that first, and takes no turn.
  await ctx.read([])
  const { deps, tenant } = ctx
  const limit = { key: `upload:${what}:${tenant.key}:${who}`, max: mostPerHour[what], windowMs: hour }
  if (!(await takeTurn(deps, [limit]))) throw tooMany(words.often)
}
