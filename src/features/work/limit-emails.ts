import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { askedOf } from '#features/approvals/asked.ts'
import { contentOf } from '#features/approvals/editions.ts'
import { askedForStaff } from '#features/approvals/queries.ts'
import type { RecordBody } from '#features/approvals/record.ts'
import { approvalRequests } from '#features/approvals/schema.ts'
import { firstName } from '#features/customers/rules.ts'
import { viewOf } from '#features/jobs/view.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { approver } from './emails.ts'
import { amountOf, sumOf } from './rules.ts'
import { workWords } from './words.ts'

const words = workWords.limit

const requestById = sql
  .select({ subjectId: approvalRequests.subjectId, state: approvalRequests.state })
  .from(approvalRequests)
  .where(eq(approvalRequests.id, raw.placeholder('request')))

export const limitMails: MailBuilders = {
  /** A proposal to let the shop go on without asking; nothing once it was answered or taken back. */
  async 'limit.sent'(ctx, { request = '', contact = '' }) {
    const [[asked], [reader]] = await ctx.read([requestById, approver], { request, contact })
    if (!reader?.seesPrices || asked?.state !== 'open') return undefined
    const shop = shownName(ctx.shop)
    const url = portalAddress(ctx.deps, ctx.tenant) + href('', paths.portal.limits.show, { id: asked.subjectId })
    const content = {
      ...{ subject: words.proposedSubject(shop), preheader: words.heading, heading: words.heading },
      paragraphs: [words.hello(firstName(reader.name)), words.proposedText],
      button: { label: words.look, url },
      reason: words.reason(shop, reader.customerName),
    }
    return { to: reader.email, portal: 'needed', content }
  },

  /** What was approved within the limit just now, to everybody who approves. */
  async 'limit.used'(ctx, { approval = '', contact = '', job = '' }) {
    const [[reader], ...rows] = await ctx.read([approver, ...askedForStaff], { contact, subject: job })
    const asked = askedOf(rows)
    const record = asked?.records.find(({ id }) => id === approval)
    const edition = asked?.editions.find(({ number }) => number === record?.edition)
    if (!reader || !asked || !record || !edition) return undefined
    const body: RecordBody = JSON.parse(record.body)
    const { parts, currency } = contentOf(edition)
    const lines = parts.filter(({ key }) => body.decisions.some((one) => one.key === key))
    const view = viewOf(ctx)
    const money = (minor: number) => view.money(minor, currency ?? undefined)
    const url = portalAddress(ctx.deps, ctx.tenant) + href('', paths.portal.work.show, { id: job })
    const priced = {
      lines: lines.map((part) => ({ name: part.title, amount: money(amountOf(part)) })),
      totals: [{ label: words.usedTotal, amount: money(sumOf(lines)), strong: true }],
    }
    const content = {
      subject: words.usedSubject(asked.request.title, lines.length),
      preheader: words.usedText(lines.length),
      heading: asked.request.title,
      paragraphs: [
        words.hello(firstName(reader.name)),
        words.usedText(lines.length),
        ...(reader.seesPrices ? [body.consent] : lines.map(({ title }) => title)),
      ],
      button: { label: words.lookLines, url },
      ...(reader.seesPrices ? priced : {}),
      reason: words.reason(shownName(ctx.shop), reader.customerName),
    }
    return { to: reader.email, portal: 'offered', content, replyTo: asked.job?.advisorEmail ?? undefined }
  },
}
