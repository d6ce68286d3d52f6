import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { invalid, notFound } from '#errors.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { staleOf } from '#features/settings/since.ts'
import { parseForm, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { cannedById, cannedByTitle } from './inbox-queries.ts'
import { AddReply, addReply, RemoveReply, removeReply, SaveReply, saveReply } from './replies-actions.ts'
import { type Mistake, RepliesPage } from './views-replies.tsx'

type C<P extends string = string> = Context<Envs['staff'], P>
const routes = paths.staff.settings.replies

/** Settings › Replies. */
export const staffReplies = handle(routes, {
  list: (c) => showReplies(c),

  async add(c) {
    const { ctx } = c.var
    const form = await parseForm(c, AddReply)
    if (!form.ok) return showReplies(c, { id: 'new', form })
    await ctx.read([])
    const add = async () => {
      await addReply(ctx, form.value)
      return back(c, 'added')
    }
    return unlessSentBefore(c, add, (again) => showReplies(c, { id: 'new', form: again }))
  },

  async save(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, SaveReply)
    if (!form.ok) return showReplies(c, { id, form })
    await findReply(c, id)
    const outcome = await unlessStale(saveReply(ctx, id, form.value))
    if (outcome !== 'stale') return back(c, 'saved')
    const { title, body } = await findReply(c, id)
    const labels = { title: desk.replies.name, body: desk.replies.body }
    return showReplies(c, { id, ...staleOf(await readFields(c), { title, body }, labels) })
  },

  async remove(c) {
    const { ctx } = c.var
    const form = await parseForm(c, RemoveReply)
    const id = c.req.param('id')
    const [[reply]] = await ctx.read([cannedById], { id })
    if (!form.ok) throw invalid('Go back and press Remove again.')
    if (!reply) throw notFound('reply')
    // Pressed twice: it is gone, as was asked.
    if (reply.removedAt === null) await removeReply(ctx, id, form.value.version)
    return back(c, 'removed')
  },
})

async function findReply(c: C, id: string) {
  const [[reply]] = await c.var.ctx.read([cannedById], { id })
  if (!reply || reply.removedAt !== null) throw notFound('reply')
  return reply
}

async function showReplies(c: C, mistake?: Mistake) {
  const { ctx } = c.var
  const [replies] = await ctx.read([cannedByTitle])
  return show(c, <RepliesPage base={ctx.base} replies={replies} mistake={mistake} />, {
    ...{ title: desk.replies.title, at: 'settings', flash: flashOf(c, desk.replies.done) },
    status: mistake?.changes ? 409 : mistake ? 422 : 200,
  })
}

function back(c: C, did: keyof typeof desk.replies.done) {
  return c.redirect(`${href(c.var.ctx.base, routes.list)}?did=${did}`, 303)
}
