import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { approvalRequests } from '#features/approvals/schema.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import { firstName } from '#features/customers/rules.ts'
import { messages, threads } from '#features/messages/schema.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { itemLinkUrl, portalAddress, staffAddress } from '#identity/item-links.ts'
import { itemLinks } from '#identity/schema.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { reader } from './emails.ts'
import { mayComment } from './pin-actions.ts'
import { pins } from './schema.ts'
import { proofWords } from './words.ts'

const words = proofWords.commentMail

const request = sql
  .select({ title: approvalRequests.title, state: approvalRequests.state, edition: approvalRequests.edition })
  .from(approvalRequests)
  .where(eq(approvalRequests.subjectId, raw.placeholder('proof')))

/** What was said on an edition since the last mail of this topic went. */
const saidSince = sql
  .select({ number: pins.number, authorKind: messages.authorKind, authorName: messages.authorName, body: messages.body })
  .from(messages)
  .innerJoin(threads, eq(threads.id, messages.threadId))
  .innerJoin(pins, eq(pins.threadId, threads.id))
  .where(
    and(
      eq(pins.proofId, raw.placeholder('proof')),
      eq(pins.edition, raw.placeholder('edition')),
      gt(
        messages.at,
        raw`coalesce((SELECT max(o.created_at) FROM outbox o WHERE o.topic = ${raw.placeholder('topic')} AND o.sent_at IS NOT NULL), 0)`,
      ),
    ),
  )
  .orderBy(asc(messages.at), raw`messages.rowid`)
type SaidSince = Awaited<ReturnType<typeof saidSince.execute>>[number]

/** The newest link of this contact's own to the proof. */
const ownLink = sql
  .select()
  .from(itemLinks)
  .where(
    and(
      eq(itemLinks.subjectId, raw.placeholder('proof')),
      eq(itemLinks.contactId, raw.placeholder('reader')),
      isNull(itemLinks.forwardedTo),
      isNull(itemLinks.revokedAt),
    ),
  )
  .orderBy(desc(itemLinks.createdAt))
  .limit(1)

const authorsOf = (said: readonly SaidSince[]) => [...new Set(said.map(({ authorName }) => authorName))].join(', ')
/** So many comments a mail quotes; the rest it counts. */
const mostQuoted = 20
const quoted = (said: readonly SaidSince[]) =>
  said.slice(0, mostQuoted).map(({ number, authorName, body }) => ({ label: words.by(number, authorName), value: body }))
const unquoted = (said: readonly SaidSince[]) => (said.length > mostQuoted ? [words.more(said.length - mostQuoted)] : [])

export const commentEmails: MailBuilders = {
  /** What the customer said on the artwork, to the shop; nothing once it wants no mail there. */
  async 'proof.comments'(ctx, { proof = '', edition = '', topic = '', to = '' }) {
    const [[asked], all, [member]] = await ctx.read([request, saidSince, staffByEmail], { proof, edition, topic, to })
    const said = all.filter(({ authorKind }) => authorKind !== 'staff')
    const [first] = said
    if (!asked || !first || !(member || isNamed(ctx, to))) return undefined
    const url = `${staffAddress(ctx.deps, ctx.tenant)}${href('', paths.staff.proofs.show, { id: proof })}?version=${edition}`
    const heading = words.heading(said.length, asked.title)
    return {
      to,
      isForDesk: true,
      content: {
        ...{ subject: words.subject(authorsOf(said), said.length, asked.title), preheader: first.body.slice(0, 120), heading },
        paragraphs: [words.toShop(authorsOf(said))],
        facts: quoted(said),
        afterword: unquoted(said),
        button: { label: words.answer, url },
        reason: words.reasonShop(shownName(ctx.shop)),
      },
    }
  },

  /** What the shop said on the artwork, to who may approve it; nothing once the edition is closed. */
  async 'proof.commented'(ctx, { proof = '', edition = '', topic = '', to: contact = '' }) {
    const [[asked], all, [to], [link]] = await ctx.read([request, saidSince, reader, ownLink], {
      ...{ proof, edition, topic },
      reader: contact,
    })
    const said = all.filter(({ authorKind }) => authorKind === 'staff')
    const [first] = said
    if (!asked || !first || !to?.canApprove || !mayComment({ request: asked }, Number(edition))) return undefined
    const { deps, tenant } = ctx
    const url = link
      ? await itemLinkUrl(deps, tenant, link)
      : portalAddress(deps, tenant) + href('', paths.portal.proofs.show, { id: proof })
    const shop = shownName(ctx.shop)
    const heading = words.heading(said.length, asked.title)
    return {
      to: to.email,
      portal: 'needed',
      content: {
        ...{ subject: words.subject(shop, said.length, asked.title), preheader: first.body.slice(0, 120), heading },
        paragraphs: [words.hello(firstName(to.name)), words.toCustomer(authorsOf(said), shop)],
        facts: quoted(said),
        afterword: unquoted(said),
        button: { label: words.answer, url },
        reason: proofWords.mail.reason(shop, to.customerName),
      },
    }
  },
}
