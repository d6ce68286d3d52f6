import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import { raw, sql } from '#database/sql.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { staffAddress } from '#identity/item-links.ts'
import { challenges } from '#identity/schema.ts'
import { isOpen } from '#identity/sign-in/rules.ts'
import { maskEmail } from '#lib/email.ts'
import { codeFor } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { changedAt, personById } from './queries.ts'
import { profileWords } from './words.ts'

const challengeById = sql
  .select()
  .from(challenges)
  .where(eq(challenges.id, raw.placeholder('challenge')))

const Told = v.record(v.string(), v.tuple([v.string(), v.string()]))

export const profileMails: MailBuilders = {
  /** The code that proves a mailbox somebody wants to have. */
  async 'email.code'(ctx, payload) {
    const [[challenge]] = await ctx.read([challengeById], { challenge: payload['challenge'] })
    if (!challenge || !isOpen(challenge, ctx.now)) return undefined
    const words = profileWords.mail.code
    const shop = shownName(ctx.shop)
    return {
      to: challenge.email,
      personId: challenge.personId,
      portal: 'needed',
      content: {
        ...{ subject: words.subject(shop), preheader: words.preheader, heading: words.heading },
        paragraphs: [words.text(shop)],
        code: await codeFor(ctx.tenant.keys, challenge.id, challenge.generation),
        afterword: [words.ignore],
        reason: words.reason(shop),
      },
    }
  },

  /** To the mailbox that was given up, whoever holds it. */
  async 'email.changed'(ctx, { to = '', person = '' }) {
    const [[row]] = await ctx.read([personById], { person })
    if (!row) return undefined
    const words = profileWords.mail.changed
    const shop = shownName(ctx.shop)
    return {
      to,
      personId: person,
      content: {
        ...{ subject: words.subject(shop), preheader: words.preheader, heading: words.heading },
        paragraphs: [words.text(shop, maskEmail(row.email)), words.notYou],
        reason: words.reason(shop),
      },
    }
  },

  /** What a customer changed, to the shop. */
  async 'profile.told'(ctx, { customer = '', at = '', to = '' }) {
    const [rows, [member]] = await ctx.read([changedAt, staffByEmail], { id: customer, at: Number(at), to })
    const [row] = rows.filter(({ details }) => details?.['changes'])
    if (!row || !(member || isNamed(ctx, to))) return undefined
    const changes = v.parse(Told, row.details?.['changes'])
    const url = staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.customers.show, { id: customer })
    const heading = desk.subject(row.actorName, row.customerName)
    return {
      to,
      isForDesk: true,
      content: {
        ...{ subject: heading, heading, preheader: desk.text(row.actorName) },
        paragraphs: [desk.text(row.actorName)],
        facts: Object.entries(changes).map(([name, [before, after]]) => ({
          label: desk.labels[name] ?? name,
          value: desk.change(before, after),
        })),
        button: { label: desk.button, url },
        reason: desk.reason(shownName(ctx.shop)),
      },
    }
  },
}
