import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { raw, sql, theNow } from '#database/sql.ts'
import { events } from '#features/activity/schema.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import { customers } from '#features/customers/schema.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { staffAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { brandTold, desk } from './desk-words.ts'
import { brandKinds } from './rules.ts'

const theId = raw.placeholder('id')
/** Longer ago nothing is told of, though the mail that told it is forgotten by now. Milliseconds. */
const toldForMs = 7 * 86_400_000
/** So many changes a mail lists; the rest it leaves to the page. */
const mostListed = 20

const changed = sql
  .select({ kind: events.kind, actorName: events.actorName, facts: events.facts, customer: customers.name })
  .from(events)
  .innerJoin(customers, eq(customers.id, events.customerId))
  .where(
    and(
      ...[eq(events.customerId, theId), eq(events.actorKind, 'contact'), inArray(events.kind, [...brandKinds])],
      gt(
        events.at,
        raw`max(${theNow} - ${toldForMs}, coalesce((SELECT max(o.created_at) FROM outbox o
          WHERE o.topic = ${raw.placeholder('topic')} AND o.sent_at IS NOT NULL), 0))`,
      ),
    ),
  )
  .orderBy(asc(events.at), raw`events.rowid`)
  .limit(mostListed)

export const brandMails: MailBuilders = {
  /** What a customer changed of their branding, to the shop; nothing once the shop wants no mail at this address. */
  async 'brand.changed'(ctx, { customer = '', topic = '', to = '' }) {
    const [rows, [member]] = await ctx.read([changed, staffByEmail], { id: customer, topic, to })
    const [first] = rows
    if (!first || !(member || isNamed(ctx, to))) return undefined
    const said = rows.flatMap(
      ({ kind, actorName, facts }) => brandTold[kind]?.(actorName, (key) => String(facts[key] ?? '')) ?? [],
    )
    const subject = desk.mail.subject(first.customer)
    const url = staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.brands.show, { id: customer })
    return {
      to,
      isForDesk: true,
      content: {
        ...{ subject, heading: subject, preheader: desk.mail.preheader },
        paragraphs: [...new Set(said)].map((sentence) => `${sentence}.`),
        button: { label: desk.mail.open, url },
        reason: desk.mail.reason(shownName(ctx.shop)),
      },
    }
  },
}
