import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { finishTask, reopenTask } from './actions.ts'

/** Calls to make, ticked off from the first page of the desk. */
export const staffTasks = handle(paths.staff.tasks, {
  async finish(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await finishTask(ctx, id)
    return c.redirect(`${href(ctx.base, paths.staff.home)}?did=called&task=${id}`, 303)
  },

  async reopen(c) {
    const { ctx } = c.var
    await reopenTask(ctx, c.req.param('id'))
    return c.redirect(`${href(ctx.base, paths.staff.home)}?did=uncalled`, 303)
  },
})
