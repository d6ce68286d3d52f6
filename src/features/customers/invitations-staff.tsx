import { parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { getReport, InviteMany, inviteMany } from './invite-many.ts'
import { showCustomers } from './list-page.tsx'
import { InvitationsPage } from './views-invitations.tsx'

/** Invitations to many customers at a time. */
export const staffInvitations = handle(paths.staff.invitations, {
  async send(c) {
    const { ctx } = c.var
    const form = await parseForm(c, InviteMany)
    if (!form.ok) return showCustomers(c, form)
    const id = await inviteMany(ctx, form.value.customers)
    return c.redirect(href(ctx.base, paths.staff.invitations.show, { id }), 303)
  },

  async show(c) {
    const { ctx } = c.var
    const report = await getReport(ctx, c.req.param('id'))
    return show(c, <InvitationsPage base={ctx.base} report={report} />, { title: 'Invitations', at: 'customers' })
  },
})
