import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { shownName } from '#features/settings/rules.ts'
import { staff } from '#features/team/schema.ts'
import { maskEmail } from '#lib/email.ts'
import { isGenuine, readToken } from '#lib/token.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { ask } from '../sign-in/portal.tsx'
import { type Door, invitationMs } from '../sign-in/rules.ts'
import { InvitationPage, SentencePage } from '../sign-in/views.tsx'
import { signInWords as words } from '../sign-in/words.ts'

type C = Context<Envs['anyone'], '/invitation/:token'>

const contactInvited = sql
  .select({
    name: contacts.name,
    email: people.email,
    invitedAt: contacts.invitedAt,
    generation: contacts.invitation,
    linkKey: customers.linkKey,
  })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(
      eq(contacts.id, raw.placeholder('id')),
      eq(contacts.hasAccess, true),
      isNull(contacts.removedAt),
      isNull(customers.archivedAt),
    ),
  )
const staffInvited = sql
  .select({ name: staff.name, email: staff.email, invitedAt: staff.invitedAt })
  .from(staff)
  .where(and(eq(staff.id, raw.placeholder('id')), eq(staff.isActive, true)))

/** What an invitation's button opens. It signs nobody in: pressing mails a fresh code to the mailbox that was invited. */
export function invitationHandlers(door: Door) {
  return handle(paths.portal.invitation, {
    async show(c) {
      const { ctx } = c.var
      const invited = await findInvited(c, door)
      if (!invited) return showEnded(c)
      const action = href(ctx.base, paths.portal.invitation.accept, { token: c.req.param('token') })
      const page = (
        <InvitationPage
          name={invited.name}
          maskedEmail={maskEmail(invited.email)}
          shopName={shownName(ctx.shop)}
          action={action}
        />
      )
      return show(c, page, { title: words.welcome })
    },

    async accept(c) {
      const invited = await findInvited(c, door)
      if (!invited) return showEnded(c)
      const { base } = c.var.ctx
      // Whoever is in for the first time chooses how to come in from then on.
      const next = door === 'customer' ? href(base, paths.portal.ways.choose) : undefined
      await ask(c, door, { email: invited.email, key: invited.linkKey, next }, true)
      return c.redirect(href(base, paths.portal.signIn.code), 303)
    },
  })
}

async function findInvited(c: C, door: Door) {
  const { ctx } = c.var
  const token = readToken(c.req.param('token'))
  const isOurs = token?.shopKey === ctx.tenant.key && token.purpose === (door === 'customer' ? 'ivt' : 'stf')
  const [[contact], [member]] = await ctx.read([contactInvited, staffInvited], {
    id: `${door === 'customer' ? 'con' : 'stf'}_${isOurs ? token.row : ''}`,
  })
  const found = door === 'customer' ? contact : member && { ...member, generation: 1, linkKey: undefined }
  if (!isOurs || !found?.invitedAt || found.invitedAt + invitationMs < ctx.now) return undefined
  return (await isGenuine(ctx.tenant.keys, token, found.generation)) ? found : undefined
}

function showEnded(c: C) {
  const page = (
    <SentencePage
      title={words.invitationEnded}
      text={words.invitationEndedText}
      href={href(c.var.ctx.base, paths.portal.signIn.form)}
      label={words.signIn}
    />
  )
  return show(c, page, { title: words.invitationEnded, status: 410 })
}
