import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { deskUploadsAt } from '#features/files/upload-urls.ts'
import { toCheck } from '#features/inbound/queries.ts'
import { likeOf, pageNumber } from '#features/jobs/search.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { bookmarkAddress } from '#identity/item-links.ts'
import { type FormState, fieldError, parseForm } from '#lib/form.ts'
import { isId } from '#lib/id.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { staffPickerWords } from '#ui/picker-words.ts'
import { desk } from './desk-words.ts'
import {
  Answer,
  Assign,
  assign,
  type DeskTopic,
  isUnreadAtDesk,
  markReadAtDesk,
  noteBeside,
  Rest,
  rest,
  WriteNote,
  writeToCustomer,
} from './inbox-actions.ts'
import {
  assignees,
  cannedByTitle,
  type DeskTalk,
  inboxFilters,
  inboxLists,
  inboxPageSize,
  notesAtDesk,
  readersAtDesk,
  saidAtDesk,
  talkAtDesk,
  usualFilter,
} from './inbox-queries.ts'
import { topicOf } from './rules.ts'
import { postsPerPage } from './talk-queries.ts'
import { Attach } from './views-attach.tsx'
import { InboxPage, nameOf } from './views-inbox.tsx'
import { DeskTalkPage } from './views-talk.tsx'

type C<P extends string = string> = Context<Envs['staff'], P>
const routes = paths.staff.inbox
const at = 'inbox'

export const staffInbox = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const filter = inboxFilters.find((one) => one === c.req.query('show')) ?? usualFilter(search)
    const page = pageNumber(c.req.query('page'))
    const [found, [{ count: toCheckCount = 0 } = {}]] = await ctx.read([inboxLists[filter], toCheck], {
      like: likeOf(search),
      offset: (page - 1) * inboxPageSize,
    })
    const rows = found.slice(0, inboxPageSize)
    const content = (
      <InboxPage {...{ ctx, rows, filter, search, page }} toCheck={toCheckCount} hasMore={found.length > inboxPageSize} />
    )
    return show(c, content, { title: desk.title, at, live: {} })
  },

  show: (c) => showTalk(c, c.req.param('id')),

  async write(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Answer)
    if (!form.ok) return showTalk(c, id, { form })
    if (!form.value.body && form.value.file.length === 0) return showTalk(c, id, { form: fieldError({}, 'body', desk.missing) })
    const [[row], readers] = await ctx.read([talkAtDesk, readersAtDesk], { id })
    const talk = talkOf(id, row)
    const answer = async () => {
      await writeToCustomer(ctx, talk, readers, form.value)
      return back(c, id, 'sent')
    }
    return unlessSentBefore(c, answer, (again) => showTalk(c, id, { form: again }))
  },

  async note(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, WriteNote)
    if (!form.ok) return showTalk(c, id, { noteForm: form })
    const [[row]] = await ctx.read([talkAtDesk], { id })
    const talk = talkOf(id, row)
    const note = async () => {
      await noteBeside(ctx, talk, form.value)
      return back(c, id, 'noted')
    }
    return unlessSentBefore(c, note, (again) => showTalk(c, id, { noteForm: again }))
  },

  async assign(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Assign)
    const [[row], among] = await ctx.read([talkAtDesk, assignees], { id })
    if (!form.ok) throw conflict()
    await assign(ctx, talkOf(id, row), among, form.value)
    return back(c, id, 'assigned')
  },

  async rest(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Rest)
    const [[row]] = await ctx.read([talkAtDesk], { id })
    if (!form.ok) throw conflict()
    await rest(ctx, talkOf(id, row), form.value)
    return back(c, id, 'rested')
  },

  async seen(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const [[row]] = await ctx.read([talkAtDesk], { id })
    await markReadAtDesk(ctx, talkOf(id, row))
    return c.redirect(href(ctx.base, routes.show, { id }), 303)
  },
})

/** Throws notFound for what nobody talks about. */
function talkOf(id: string, row: DeskTalk | undefined): DeskTopic {
  const topic = row && topicOf(id, row)
  if (!row || (!topic && !row.threadId)) throw notFound('conversation')
  return { id, row, topic }
}

function back(c: C, id: string, did: keyof typeof desk.done) {
  return c.redirect(`${href(c.var.ctx.base, routes.show, { id })}?did=${did}#write`, 303)
}

async function showTalk(c: C, id: string, forms: { readonly form?: FormState; readonly noteForm?: FormState } = {}) {
  const { ctx } = c.var
  const asked = c.req.query('before') ?? ''
  const before = isId('msg', asked) ? asked : null
  const queries = [talkAtDesk, saidAtDesk, readersAtDesk, notesAtDesk, assignees, cannedByTitle] as const
  const [[row], found, readers, notes, among, canned] = await ctx.read(queries, { id, before })
  const talk = talkOf(id, row)
  const said = found.slice(0, postsPerPage).reverse()
  const wanted = c.req.query('insert')
  const portal = bookmarkAddress(ctx.deps, ctx.tenant, talk.row.linkKey)
  const inserted = wanted === 'portal' ? portal : (canned.find((reply) => reply.id === wanted)?.body ?? '')
  const content = (
    <DeskTalkPage
      {...{ ctx, talk, said, readers, notes, canned, inserted, ...forms }}
      assignees={among}
      earlier={found.length > postsPerPage ? said[0]?.id : undefined}
      isNewest={before === null}
      attach={talk.topic && <Attach urls={deskUploadsAt(ctx.base)} picker={staffPickerWords} form={forms.form} />}
    />
  )
  const isSeen = before !== null || !isUnreadAtDesk(talk.row)
  return show(c, content, {
    ...{ title: `${nameOf(talk.row)}, ${talk.row.customerName}`, at, scripts: ['seen', 'inserting', 'files'] },
    ...{ live: { customerId: talk.row.customerId }, flash: flashOf(c, desk.done) },
    ...(forms.form || forms.noteForm ? { status: 422 as const } : {}),
    ...(isSeen ? {} : { seen: href(ctx.base, routes.seen, { id }), seenMark: said.at(-1)?.id ?? '' }),
  })
}
