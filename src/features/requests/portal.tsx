import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { uploadsAt } from '#features/files/upload-urls.ts'
import { pageNumber } from '#features/jobs/search.ts'
import { viewOf } from '#features/jobs/view.ts'
import { Attach } from '#features/messages/views-attach.tsx'
import { flashOf } from '#features/settings/flash.tsx'
import { type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { pickerWords } from '#ui/customer-picker-words.ts'
import { Reply, replyAbout } from './actions.ts'
import {
  draftsForCustomer,
  requestAssetsForCustomer,
  requestFilesForCustomer,
  requestForCustomer,
  requestSaidForCustomer,
  requestsForCustomer,
} from './queries.ts'
import { RequestPage } from './views.tsx'
import { RequestsPage } from './views-list.tsx'
import { requestWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.requests
const pageSize = 25
/** What a customer asked for, and what became of it. */
export const portalRequests = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const page = pageNumber(c.req.query('page'))
    const at = { limit: pageSize + 1, offset: (page - 1) * pageSize }
    const [found, drafts] = await ctx.read([requestsForCustomer, draftsForCustomer], at)
    const list = { page, rows: found.slice(0, pageSize), hasMore: found.length > pageSize, drafts: page === 1 ? drafts : [] }
    const content = <RequestsPage view={viewOf(ctx)} isPreview={ctx.isPreview} {...list} />
    return show(c, content, { title: words.list.title, at: 'requests', live: {} })
  },

  show: (c) => showRequest(c, c.req.param('id')),

  async say(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const form = await parseForm(c, Reply)
    if (!form.ok) return showRequest(c, id, form)
    const [[request]] = await ctx.read([requestForCustomer], { id })
    if (!request) throw notFound('Request')
    await replyAbout(ctx, request, form.value)
    return c.redirect(`${href(ctx.base, routes.show, { id })}?did=said#messages`, 303)
  },
})

async function showRequest(c: C, id: string, form?: FormState) {
  const { ctx } = c.var
  const queries = [requestForCustomer, requestAssetsForCustomer, requestFilesForCustomer, requestSaidForCustomer] as const
  const [[request], assets, files, said] = await ctx.read(queries, { id })
  if (!request) throw notFound('Request')
  const page = (
    <RequestPage
      view={viewOf(ctx)}
      reader={ctx.contactId}
      isPreview={ctx.isPreview}
      {...{ request, assets, files, said, form }}
      attach={<Attach urls={uploadsAt(ctx.base)} picker={pickerWords} form={form} withForm />}
    />
  )
  return show(c, page, {
    title: request.what,
    at: 'requests',
    live: {},
    scripts: ['files'],
    status: form ? 422 : 200,
    flash: flashOf(c, { sent: words.page.requested, said: words.page.sent }),
  })
}
