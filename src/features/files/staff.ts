import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import type { Incoming } from './receive.ts'
import { fileForStaff } from './rights-queries.ts'
import { sendFile } from './send.ts'
import { uploadFile, uploadPreview } from './upload.ts'

export const staffFiles = handle(paths.staff.files, {
  upload: async (c) => c.json(await uploadFile(c.var.ctx, incomingOf(c.req)), 201),

  async preview(c) {
    const asked = c.req.query('page')
    const page = asked === undefined ? undefined : /^[1-9]\d?$/.test(asked) ? Number(asked) : 0
    const counted = c.req.query('pages')
    const pages = counted && /^[1-9]\d{0,4}$/.test(counted) ? Number(counted) : undefined
    const drawn = { page, pages, isNarrow: c.req.query('narrow') === '1' }
    return c.json(await uploadPreview(c.var.ctx, c.req.param('id'), drawn, incomingOf(c.req)), 201)
  },

  show: (c) => sendFile(c, fileForStaff),
})

interface Sent {
  readonly raw: Request
  header(name: string): string | undefined
  query(name: string): string | undefined
}

const incomingOf = (request: Sent): Incoming => ({
  body: request.raw.body,
  size: Number(request.header('content-length') ?? 0),
  name: request.query('name') ?? '',
})
