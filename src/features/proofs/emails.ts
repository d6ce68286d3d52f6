import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { answerByText } from '#features/approvals/answer-by.ts'
import { contentOf } from '#features/approvals/editions.ts'
import { approvalRequests, editions } from '#features/approvals/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { firstName } from '#features/customers/rules.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { viewOf } from '#features/jobs/view.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { staff } from '#features/team/schema.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { proofWords } from './words.ts'

const asked = sql
  .select({
    state: approvalRequests.state,
    edition: approvalRequests.edition,
    answerBy: approvalRequests.answerBy,
    content: editions.content,
    dueOn: jobs.dueOn,
    isDueMovable: jobs.isDueMovable,
    advisorName: staff.name,
    advisorEmail: staff.email,
    advisorPhone: staff.phone,
  })
  .from(approvalRequests)
  .innerJoin(editions, and(eq(editions.subjectId, approvalRequests.subjectId), eq(editions.number, approvalRequests.edition)))
  .innerJoin(jobs, eq(jobs.id, approvalRequests.jobId))
  .leftJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
  // A first mail names the request, a fresh link the proof itself.
  .where(
    and(
      eq(approvalRequests.kind, 'proof'),
      raw`(${approvalRequests.id} = ${raw.placeholder('request')} OR ${approvalRequests.subjectId} = ${raw.placeholder('proof')})`,
    ),
  )

/** Contact `reader`, if a mail may go there now. */
export const reader = sql
  .select({ name: greetedName, email: people.email, canApprove: contacts.canApprove, customerName: customers.name })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('reader')), isLetIn))

/** The mail that brings a proof; nothing once it was answered, replaced or taken back, or once its reader may not answer. */
export const proofMails: MailBuilders = {
  async 'proof.sent'(ctx, payload) {
    const { request = '', proof = '', contact: readerId = '', link: linkId = '', edition, fresh } = payload
    const [[sent], [to], [link]] = await ctx.read([asked, reader, itemLinkById], {
      request,
      proof,
      reader: readerId,
      link: linkId,
    })
    if (!sent || !to || !link || link.revokedAt !== null) return undefined
    const isFresh = fresh === 'yes'
    const isWanted = sent.state === 'open' && String(sent.edition) === edition && to.canApprove
    if (!isFresh && !isWanted) return undefined
    const { title, note, parts, number } = contentOf(sent)
    const view = viewOf(ctx)
    const words = proofWords.mail
    const by = sent.state === 'open' ? answerByText(sent, ctx.shop, ctx.now) : undefined
    const text = isFresh ? words.textFresh(title) : number === 1 ? words.text(title) : words.textAgain(number, title)
    const { advisorName: name, advisorPhone: phone } = sent
    return {
      to: to.email,
      portal: 'needed',
      replyTo: sent.advisorEmail ?? undefined,
      content: {
        subject: number === 1 || isFresh ? words.subject(title) : words.subjectAgain(number, title),
        preheader: words.preheader,
        heading: proofWords.title(title),
        paragraphs: [words.hello(firstName(to.name)), text, ...(note && !isFresh ? [note] : []), ...(by ? [by] : [])],
        button: { label: words.button, url: await itemLinkUrl(ctx.deps, ctx.tenant, link) },
        facts: [
          ...(parts.length > 1 ? [{ label: words.designs, value: parts.map((part) => part.title).join(', ') }] : []),
          ...(sent.answerBy !== null && sent.state === 'open'
            ? [{ label: words.answerBy, value: view.when(sent.answerBy) }]
            : []),
          ...(sent.dueOn ? [{ label: words.promised, value: view.day(sent.dueOn) }] : []),
        ],
        ...(name ? { person: { name, ...(phone ? { phone } : {}) } } : {}),
        reason: words.reason(shownName(ctx.shop), to.customerName),
      },
    }
  },
}
