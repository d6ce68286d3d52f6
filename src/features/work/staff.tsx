import { showCustomer } from '#features/customers/record-page.tsx'
import { showJob } from '#features/jobs/job-pages.tsx'
import { parseForm, textsOf } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { approveByLimit, endLimit, ProposeLimit, proposeLimit } from './limit-actions.ts'
import { SendLines, sendLines } from './send-actions.ts'

export const staffWork = handle(paths.staff.work, {
  async send(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, SendLines)
    if (!form.ok) return showJob(c, id, form)
    const sent = await sendLines(ctx, id, form.value)
    if (!sent.ok) return showJob(c, id, { errors: sent.errors, values: textsOf(await c.req.parseBody()) })
    await approveByLimit(ctx, id)
    const did = !sent.isAsking ? 'linesKept' : form.value.isQuiet ? 'linesSentQuietly' : 'linesSent'
    return c.redirect(`${href(ctx.base, paths.staff.jobs.show, { id })}?did=${did}`, 303)
  },
})

export const staffLimits = handle(paths.staff.limits, {
  async propose(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, ProposeLimit)
    const errors = form.ok ? await proposeLimit(ctx, id, form.value) : form.errors
    if (Object.keys(errors).length > 0) return showCustomer(c, id, { errors, values: textsOf(await c.req.parseBody()) })
    return c.redirect(`${href(ctx.base, paths.staff.customers.show, { id })}?did=limit-proposed`, 303)
  },

  async end(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await endLimit(ctx, c.req.param('limit'), id)
    return c.redirect(`${href(ctx.base, paths.staff.customers.show, { id })}?did=limit-ended`, 303)
  },
})
