import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { uploadsAt } from '#features/files/upload-urls.ts'
import { pageNumber } from '#features/jobs/search.ts'
import { shownName } from '#features/settings/rules.ts'
import { type FormState, fieldError, parseForm, readFields, textsOf } from '#lib/form.ts'
import { isId } from '#lib/id.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { pickerWords } from '#ui/customer-picker-words.ts'
import { mayWrite } from './limits.ts'
import { whenAt } from './place.ts'
import { mayFollow } from './rules.ts'
import { hasUnread, markRead, talkOf, Write, writeToShop } from './talk-actions.ts'
import { postsPerPage, saidForCustomer, threadsForCustomer, threadsPerPage, topicForCustomer } from './talk-queries.ts'
import { MessagesPage, TalkPage } from './views.tsx'
import { Attach } from './views-attach.tsx'
import { talkHref } from './views-rows.tsx'
import { messageWords as words } from './words.ts'

type C<P extends string = string> = Context<Envs['customer'], P>
const routes = paths.portal.messages
const at = 'messages'
/** So many others stand beside an open conversation. */
const beside = 12

export const portalMessages = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const page = pageNumber(c.req.query('page'))
    // One more than shown tells whether there is another page.
    const values = { limit: threadsPerPage + 1, offset: (page - 1) * threadsPerPage }
    const [found] = await ctx.read([threadsForCustomer], values)
    const threads = found.filter(({ threadKind }) => mayFollow(threadKind, ctx.viewer))
    const { base, shop, viewer, isPreview } = ctx
    const content = (
      <MessagesPage
        {...{ base, shop, viewer, isPreview, page, when: whenAt(ctx) }}
        threads={threads.slice(0, threadsPerPage)}
        hasMore={found.length > threadsPerPage}
      />
    )
    return show(c, content, { title: words.title, at, live: {} })
  },

  show: (c) => showTalk(c, c.req.param('id')),

  async write(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Write)
    if (!form.ok) return showTalk(c, id, form)
    if (!form.value.body && form.value.file.length === 0) return showTalk(c, id, fieldError({}, 'body', words.write.missing))
    const [[row]] = await ctx.read([topicForCustomer], { id })
    const talk = talkOf(ctx, id, row)
    const answer = async () => {
      if (!(await mayWrite(ctx))) return showTalk(c, id, fieldError(textsOf(await readFields(c)), 'body', words.write.tooOften))
      await writeToShop(ctx, talk, form.value)
      return c.redirect(talkHref(ctx.base, id), 303)
    }
    return unlessSentBefore(c, answer, (again) => showTalk(c, id, again))
  },

  async seen(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await markRead(ctx, id)
    return c.redirect(href(ctx.base, routes.show, { id }), 303)
  },
})

async function showTalk(c: C, id: string, form?: FormState) {
  const { ctx } = c.var
  const asked = c.req.query('before') ?? ''
  const before = isId('msg', asked) ? asked : null
  const values = { id, before, limit: beside, offset: 0 }
  const [[row], found, threads] = await ctx.read([topicForCustomer, saidForCustomer, threadsForCustomer], values)
  const talk = talkOf(ctx, id, row)
  const said = found.slice(0, postsPerPage).reverse()
  const { base, shop, viewer, isPreview } = ctx
  const content = (
    <TalkPage
      {...{ base, shop, viewer, isPreview, said, form, when: whenAt(ctx), topic: talk.topic }}
      threads={threads.filter(({ threadKind }) => mayFollow(threadKind, viewer))}
      earlier={found.length > postsPerPage ? said[0]?.id : undefined}
      isNewest={before === null}
      advisor={talk.row.advisorName ?? undefined}
      attach={<Attach urls={uploadsAt(base)} picker={pickerWords} form={form} withForm />}
    />
  )
  const isRead = isPreview || before !== null || !hasUnread(talk.row)
  return show(c, content, {
    ...{ title: words.name(talk.topic, shownName(shop)), at, live: {}, scripts: ['seen', 'files'] },
    ...(form ? { status: 422 as const } : {}),
    ...(isRead ? {} : { seen: href(base, routes.seen, { id }), seenMark: said.at(-1)?.id ?? '' }),
  })
}
