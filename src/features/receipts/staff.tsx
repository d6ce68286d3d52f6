import type { StaffCtx } from '#context.ts'
import { isManager } from '#features/team/rules.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Back, Toast } from '#ui/block.tsx'
import { chainLines } from './chain.ts'
import { eraseContact, eraseRecord } from './erase-actions.ts'
import { sendJson, sendReceipt, showEdition, showRecord } from './pages.tsx'
import type { Receipt } from './receipt.ts'
import { EraseRecord } from './views-erase.tsx'
import { receiptWords as words } from './words.ts'

const routes = paths.staff.approvals

export const staffApprovals = handle(routes, {
  show(c) {
    const { ctx } = c.var
    const { base } = ctx
    const id = c.req.param('id')
    return showRecord(c, ctx, id, {
      edition: href(base, routes.edition, { id }),
      receipt: href(base, routes.receipt, { id }),
      json: href(base, routes.json, { id }),
      picture: pictureAt(base),
      at: 'jobs',
      follow: () => undefined,
      back: ({ job }) => job && <Back href={href(base, paths.staff.jobs.show, { id: job.id })} label={job.title} />,
      acts: (receipt) => actsOn(ctx, receipt),
      ...(c.req.query('did') === 'erased' ? { flash: <Toast text={words.erasedDone} /> } : {}),
    })
  },

  edition(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const back = id.startsWith('apl_') && <Back href={href(ctx.base, routes.show, { id })} label={words.title} />
    return showEdition(c, ctx, id, { picture: pictureAt(ctx.base), at: 'jobs', back })
  },

  receipt: (c) => sendReceipt(c, c.var.ctx, c.req.param('id')),

  json: (c) => sendJson(c, c.var.ctx, c.req.param('id')),

  async erase(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await eraseRecord(ctx, id)
    return c.redirect(`${href(ctx.base, routes.show, { id })}?did=erased`, 303)
  },

  async eraseContact(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await eraseContact(ctx, id)
    return c.redirect(`${href(ctx.base, paths.staff.contacts.edit, { id })}?did=erased`, 303)
  },

  async chain(c) {
    const { ctx } = c.var
    const lines = await chainLines(ctx)
    return c.body(lines, 200, {
      'content-type': 'application/jsonl',
      'content-disposition': `attachment; filename="approvals-${ctx.tenant.slug}.jsonl"`,
      'content-security-policy': "default-src 'none'; sandbox",
    })
  },
})

function actsOn(ctx: StaffCtx, receipt: Receipt) {
  const mayErase = isManager(ctx.me.role) && receipt.payload !== undefined
  return mayErase ? <EraseRecord action={href(ctx.base, routes.erase, { id: receipt.id })} /> : null
}

function pictureAt(base: string) {
  return (id: string) => href(base, paths.staff.files.show, { id })
}
