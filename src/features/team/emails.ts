import type { MailBuilders } from '#features/notifications/builders.ts'
import { staffAddress } from '#identity/item-links.ts'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { memberById } from './queries.ts'
import { invitationWords as words } from './words.ts'

export const teamMails: MailBuilders = {
  async 'staff.invitation'(ctx, { staff }) {
    const [[member]] = await ctx.read([memberById], { id: staff ?? '' })
    if (!member?.isActive) return undefined
    const { tenant, deps, shop } = ctx
    const token = await makeToken(tenant.keys, 'stf', tenant.key, bodyOf(member.id), 1)
    return {
      to: member.email,
      isForDesk: true,
      content: {
        subject: words.subject(shop.name),
        preheader: words.preheader,
        heading: words.heading(shop.name),
        paragraphs: words.paragraphs(member.name, shop.name),
        button: { label: words.button, url: href(staffAddress(deps, tenant), paths.staff.invitation.show, { token }) },
        afterword: [words.afterword],
        reason: words.reason(shop.name),
      },
    }
  },
}
