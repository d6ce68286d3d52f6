import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { drawnOf, incomingOf } from './incoming.ts'
import { fileForStaff } from './rights-queries.ts'
import { sendFile } from './send.ts'
import { uploadFile, uploadPreview } from './upload.ts'

export const staffFiles = handle(paths.staff.files, {
  upload: async (c) => c.json(await uploadFile(c.var.ctx, incomingOf(c.req)), 201),

  async preview(c) {
    return c.json(await uploadPreview(c.var.ctx, c.req.param('id'), drawnOf(c.req), incomingOf(c.req)), 201)
  },

  show: (c) => sendFile(c, fileForStaff),
})
