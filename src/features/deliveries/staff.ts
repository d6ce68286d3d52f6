import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { finishTask } from './actions.ts'

/** Calls to make, ticked off from the first page of the desk. */
export const staffTasks = handle(paths.staff.tasks, {
  async finish(c) {
    const { ctx } = c.var
    await finishTask(ctx, c.req.param('id'))
    return c.redirect(`${href(ctx.base, paths.staff.home)}?did=called`, 303)
  },
})
