import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { answerByText } from '#features/approvals/answer-by.ts'
import { askedOf } from '#features/approvals/asked.ts'
import { askedForStaff } from '#features/approvals/queries.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { firstName } from '#features/customers/rules.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { viewOf } from '#features/jobs/view.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import type { MailContent, MailLine } from '#features/notifications/content.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { isSent, type Sent } from './read.ts'
import { amountOf, type Difference, type Line, standingOf, sumOf } from './rules.ts'
import { workWords } from './words.ts'

const mostLines = 12
const words = workWords.mail

/** Contact `contact`, if it may still be asked for an answer. */
export const approver = sql
  .select({ name: greetedName, email: people.email, seesPrices: contacts.seesPrices, customerName: customers.name })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('contact')), eq(contacts.canApprove, true), isLetIn))

export const workMails: MailBuilders = {
  /** What is to answer, with a link straight to it. Nothing once it is answered, or for somebody who may not any more. */
  async 'work.sent'(ctx, { request = '', contact = '', link: linkId = '', edition = '' }) {
    const [[link]] = await ctx.read([itemLinkById], { link: linkId })
    if (!link || link.revokedAt !== null) return undefined
    const [[reader], ...rows] = await ctx.read([approver, ...askedForStaff], { contact, subject: link.subjectId })
    const asked = askedOf(rows)
    if (!reader || !isSent(asked) || asked.request.id !== request || String(asked.request.edition) !== edition) return undefined
    const { open, difference } = standingOf(asked)
    if (open.length === 0) return undefined
    const view = viewOf(ctx)
    const { title, answerBy } = asked.request
    const { dueOn = null, isDueMovable = false } = asked.job ?? {}
    const by = answerByText({ answerBy, dueOn, isDueMovable }, ctx.shop, ctx.now)
    const changes = difference && changesText(difference, reader.seesPrices ? view.money : undefined)
    const content: MailContent = {
      subject: (difference ? words.subjectAgain : words.subject)(title, open.length),
      preheader: workWords.needs(open.length),
      heading: words.heading(open.length),
      paragraphs: [
        words.hello(firstName(reader.name)),
        changes ? words.textAgain(changes) : words.text,
        ...(by ? [by] : []),
        ...asked.content.note.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ''),
      ],
      button: { label: words.button(open.length), url: `${await itemLinkUrl(ctx.deps, ctx.tenant, link)}/lines` },
      facts: [
        { label: view.vocabulary.One, value: `${asked.job?.number ?? ''}, ${title}` },
        ...(answerBy === null ? [] : [{ label: words.answerBy, value: view.when(answerBy) }]),
        ...(reader.seesPrices
          ? []
          : open.slice(0, mostLines).map(({ part }, i) => ({ label: String(i + 1), value: part.title }))),
      ],
      ...(reader.seesPrices ? moneyOf(open, asked, view.money) : {}),
      reason: words.reason(shownName(ctx.shop), reader.customerName),
    }
    return { to: reader.email, portal: 'needed', content, replyTo: asked.job?.advisorEmail ?? undefined }
  },
}

/** "1 line added, +$140.00, $980.00 → $1,120.00"; without amounts for whom `money` is missing. */
function changesText({ marks, fromMinor, toMinor }: Difference, money: ((minor: number) => string) | undefined): string {
  const changes = workWords.changes(marks)
  if (!money) return changes
  const more = toMinor - fromMinor
  return `${changes}, ${more > 0 ? '+' : ''}${money(more)}, ${money(fromMinor)} → ${money(toMinor)}`
}

function moneyOf(open: readonly Line[], { content }: Sent, format: (minor: number, currency?: string) => string) {
  const money = (minor: number) => format(minor, content.currency ?? undefined)
  const shown = open.slice(0, mostLines).map(
    ({ part, mark }): MailLine => ({
      name: part.title,
      amount: money(amountOf(part)),
      ...(mark ? { detail: workWords.marks[mark] } : {}),
    }),
  )
  const rest = open.slice(mostLines).map(({ part }) => part)
  return {
    lines: rest.length > 0 ? [...shown, { name: words.more(rest.length), amount: money(sumOf(rest)) }] : shown,
    totals: [{ label: words.total, amount: money(sumOf(open.map(({ part }) => part))), strong: true }],
  }
}
