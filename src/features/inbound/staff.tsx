import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { readersAtDesk, talkAtDesk } from '#features/messages/inbox-queries.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { reviewById, reviewsOpen } from './queries.ts'
import { discard, putIntoTalk } from './review-actions.ts'
import { ChecksPage } from './views.tsx'

type C<P extends string = string> = Context<Envs['staff'], P>
const routes = paths.staff.checks

/** Inbox › To check. */
export const staffChecks = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const [rows] = await ctx.read([reviewsOpen])
    return show(c, <ChecksPage ctx={ctx} rows={rows} />, {
      title: desk.title,
      at: 'inbox',
      live: {},
      flash: flashOf(c, desk.done),
    })
  },

  async accept(c) {
    const { ctx } = c.var
    const [[review]] = await ctx.read([reviewById], { id: c.req.param('id') })
    if (!review) throw notFound('email')
    const [[row], readers] = await ctx.read([talkAtDesk, readersAtDesk], { id: review.subjectId })
    await putIntoTalk(ctx, review, row, readers)
    return back(c, 'accepted')
  },

  async discard(c) {
    const { ctx } = c.var
    const [[review]] = await ctx.read([reviewById], { id: c.req.param('id') })
    if (!review) throw notFound('email')
    await discard(ctx, review)
    return back(c, 'discarded')
  },
})

const back = (c: C, did: keyof typeof desk.done) => c.redirect(`${href(c.var.ctx.base, routes.list)}?did=${did}`, 303)
