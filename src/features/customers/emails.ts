import { and, eq, isNotNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { bookmarkAddress, portalAddress } from '#identity/item-links.ts'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { isLetIn } from './access.ts'
import { greetedName } from './queries.ts'
import { firstName } from './rules.ts'
import { contacts, customers, people } from './schema.ts'
import { customerWords, greet } from './words.ts'

const invitee = sql
  .select({
    id: contacts.id,
    name: greetedName,
    email: people.email,
    invitation: contacts.invitation,
    linkKey: customers.linkKey,
  })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('contact')), isLetIn, isNotNull(contacts.invitedAt)))

export const customerMails: MailBuilders = {
  invitation: async (ctx, { contact }) => {
    const [[row]] = await ctx.read([invitee], { contact: contact ?? '' })
    if (!row) return undefined
    const { tenant, deps } = ctx
    const words = customerWords.invitation
    const shop = shownName(ctx.shop)
    const bookmark = bookmarkAddress(deps, tenant, row.linkKey)
    const token = await makeToken(tenant.keys, 'ivt', tenant.key, bodyOf(row.id), row.invitation)
    return {
      to: row.email,
      portal: 'needed',
      replyTo: ctx.shop.email ?? undefined,
      content: {
        subject: words.subject(shop),
        preheader: words.preheader,
        heading: words.heading(shop),
        paragraphs: [greet(firstName(row.name)), words.purpose(shop)],
        button: { label: words.button, url: `${portalAddress(deps, tenant)}/invitation/${token}` },
        link: { label: bookmark, url: bookmark },
        afterword: [words.bookmark, words.expiry],
        reason: words.reason(shop),
      },
    }
  },
}
