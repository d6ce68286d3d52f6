import { and, asc, eq, gt } from 'drizzle-orm'
import type { SystemCtx } from '#context.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import { nameWhenOwned } from '#features/assets/kept.ts'
import { assets, ownerships } from '#features/assets/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { firstName } from '#features/customers/rules.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { replyToOf } from '#features/inbound/reply-to.ts'
import { jobs } from '#features/jobs/schema.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { portalAddress, staffAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { fileNames } from './queries.ts'
import { previewOf, quoted } from './quoted.ts'
import { messages, threads } from './schema.ts'
import { messageWords as words } from './words.ts'

const subject = raw.placeholder('subject')
const reader = raw.placeholder('reader')
/** Longer ago nothing is told of by mail, though the mail that told it is forgotten by now. Milliseconds. */
const toldForMs = 7 * 86_400_000
/** So many messages a mail quotes; the rest it counts. */
const mostQuoted = 20

/**
 * What one side said about `subject` that `reader` has not read, and that no mail of this topic told of: whoever looks at the page
 * needs no mail.
 */
const untold = (byShop: boolean) =>
  sql
    .select({
      authorName: messages.authorName,
      body: messages.body,
      files: fileNames,
    })
    .from(messages)
    .innerJoin(threads, eq(threads.id, messages.threadId))
    .where(
      and(
        eq(threads.subjectId, subject),
        byShop ? eq(messages.authorKind, 'staff') : raw`${messages.authorKind} <> 'staff'`,
        gt(
          messages.at,
          raw`max(${theNow} - ${toldForMs},
            coalesce((SELECT max(o.created_at) FROM outbox o WHERE o.topic = ${raw.placeholder('topic')} AND o.sent_at IS NOT NULL), 0),
            coalesce((SELECT r.read_at FROM thread_reads r WHERE r.thread_id = threads.id AND r.reader_id = ${reader}), 0))`,
        ),
      ),
    )
    .orderBy(asc(messages.at), asc(messages.id))
const untoldToShop = untold(false)
const untoldToCustomer = untold(true)
type Untold = Awaited<ReturnType<typeof untoldToShop.execute>>

/** What is talked about, and whether the shop is waited for. */
const talk = sql
  .select({
    isWaiting: threads.isWaiting,
    customerName: customers.name,
    title: raw<string | null>`coalesce(${jobs.title}, ${nameWhenOwned})`,
    readerId: raw<string>`coalesce((SELECT s.id FROM staff s WHERE s.email = ${raw.placeholder('to')}), '')`,
  })
  .from(threads)
  .innerJoin(customers, eq(customers.id, threads.customerId))
  .leftJoin(jobs, eq(jobs.id, threads.subjectId))
  .leftJoin(ownerships, eq(ownerships.id, threads.subjectId))
  .leftJoin(assets, eq(assets.id, ownerships.assetId))
  .where(eq(threads.subjectId, subject))

const contactOf = sql
  .select({
    id: contacts.id,
    name: greetedName,
    email: people.email,
    customerName: customers.name,
    answering: contacts.answering,
  })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .innerJoin(threads, and(eq(threads.customerId, customers.id), eq(threads.subjectId, subject)))
  .where(and(eq(contacts.id, reader), isLetIn))

export const talkMails: MailBuilders = {
  /** What a customer wrote, to the shop; nothing once it was answered or read, or to somebody who is not told any more. */
  async 'message.asked'(ctx, { subject: id = '', topic = '', to = '' }) {
    const [[about], [member]] = await ctx.read([talk, staffByEmail], { subject: id, to })
    if (!about?.isWaiting || !(member || isNamed(ctx, to))) return undefined
    const [said] = await ctx.read([untoldToShop], { subject: id, topic, reader: about.readerId })
    const [first] = said
    if (!first) return undefined
    const replyTo = await replyToOf(ctx, id, member)
    const heading = desk.mail.subject(first.authorName, about.title ?? desk.mail.general(about.customerName))
    return {
      to,
      isForDesk: true,
      replyTo,
      content: {
        ...{ subject: heading, heading, preheader: previewOf(said) },
        ...(replyTo ? { afterword: [desk.mail.byMail] } : {}),
        paragraphs: [desk.mail.wrote(first.authorName, about.customerName), ...someOf(said)],
        button: { label: desk.mail.answer, url: staffPage(ctx, id) },
        reason: desk.mail.reason(shownName(ctx.shop)),
      },
    }
  },

  /** What the shop wrote, to one contact; nothing once they read it, or may not any more. */
  async 'message.answered'(ctx, { subject: id = '', topic = '', contact = '' }) {
    const values = { subject: id, topic, reader: contact, to: '' }
    const [[about], [to], said] = await ctx.read([talk, contactOf, untoldToCustomer], values)
    const [first] = said
    if (!about || !to || !first) return undefined
    const replyTo = await replyToOf(ctx, id, to)
    const name = shownName(ctx.shop)
    const heading = words.mail.subject(name, about.title ?? '')
    return {
      to: to.email,
      portal: 'offered',
      replyTo,
      content: {
        ...{ subject: heading, heading, preheader: previewOf(said) },
        ...(replyTo ? { afterword: [words.mail.byMail] } : {}),
        paragraphs: [words.mail.hello(firstName(to.name)), words.mail.wrote(first.authorName), ...someOf(said)],
        button: {
          label: words.mail.answer,
          url: portalAddress(ctx.deps, ctx.tenant) + href('', paths.portal.messages.show, { id }),
        },
        reason: words.mail.reason(name, to.customerName),
      },
    }
  },
}

function someOf(said: Untold): string[] {
  const shown = quoted(said.slice(0, mostQuoted))
  return said.length > mostQuoted ? [...shown, words.mail.more(said.length - mostQuoted)] : shown
}

const staffPage = ({ deps, tenant }: SystemCtx, id: string) =>
  staffAddress(deps, tenant) + href('', paths.staff.inbox.show, { id })
