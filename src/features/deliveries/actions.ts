import { and, eq, isNotNull, isNull, not } from 'drizzle-orm'
import type { MailReport } from '#adapters/mail/reports.ts'
import type { CustomerCtx, LinkCtx, ReaderCtx, StaffCtx, SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused, write } from '#database/write.ts'
import { AppError, notFound } from '#errors.ts'
import { outbox } from '#features/activity/schema.ts'
import { approvalSettings } from '#features/approvals/rules.ts'
import { readBy } from '#features/messages/thread.ts'
import { callAbout, seenBy } from './changes.ts'
import {
  type ReportedMail,
  reportedMail,
  shownInvoiceForCustomer,
  shownInvoiceForLink,
  shownRequestForCustomer,
  shownRequestForLink,
  taskById,
  type Unseen,
  unseen,
} from './queries.ts'
import { asking, type DeliverySubject, silenceMs } from './rules.ts'
import { deliveries, tasks } from './schema.ts'

/**
 * Notes that a person looks at what was sent, and has read what the shop wrote there: the page was in sight, and they moved, typed or
 * scrolled. Once is enough. Throws
 * notFound for what was not sent to them.
 */
export async function markSeen(ctx: ReaderCtx, kind: DeliverySubject, subject?: string): Promise<void> {
  const [[shown]] = await (ctx.audience === 'link' ? shownByLink(ctx, kind) : shownToCustomer(ctx, kind, subject ?? ''))
  if (!shown) throw notFound('page')
  const { subjectId, customerId, jobId, seenAt, unreadThread } = shown
  const seen = seenAt === null ? seenBy(ctx, kind, subjectId) : []
  // Whom a link was passed on to reads for nobody else.
  const isOwn = ctx.identity.forwardedTo === undefined
  const read = unreadThread && isOwn ? [readBy(ctx.viewer.contactId, unreadThread, ctx.now)] : []
  if (seen.length + read.length === 0) return
  const about = { subjectId, customerId, jobId: jobId ?? undefined, facts: { kind } }
  await ctx.write({ kind: seen.length > 0 ? 'delivery.seen' : 'thread.read', ...about }, [...seen, ...read])
}

const shownByLink = (ctx: LinkCtx, kind: DeliverySubject) =>
  ctx.read([kind === 'invoice' ? shownInvoiceForLink : shownRequestForLink], { kind })
const shownToCustomer = (ctx: CustomerCtx, kind: DeliverySubject, subject: string) =>
  ctx.read([kind === 'invoice' ? shownInvoiceForCustomer : shownRequestForCustomer], { subject, kind })

/**
 * Notes, behind the page, that a mailed link was fetched: a scanner or a mail program does that as well as a person. Nothing is
 * noted a second time, nor for whom the link was passed on to.
 */
export async function noteFetched({ tenant, delivery, viewer, subjectId, identity, now }: LinkCtx): Promise<void> {
  if (!delivery || delivery.openedAt !== null || delivery.seenAt !== null || identity.forwardedTo !== undefined) return
  const its = and(eq(deliveries.subjectId, subjectId), eq(deliveries.contactId, viewer.contactId), isNull(deliveries.openedAt))
  await write(tenant.database, [sql.update(deliveries).set({ openedAt: now }).where(its)])
}

/**
 * Takes what the provider says became of a mail; the same report twice is the same as once. Throws unavailable while the mail is
 * not noted as sent yet, so that the provider says it again.
 */
export async function receiveReport(ctx: SystemCtx, report: MailReport): Promise<'noted' | 'known' | 'unknown mail'> {
  const [[mail]] = await ctx.read([reportedMail], { mail: report.mailId, providerId: report.providerId })
  if (!mail) return 'unknown mail'
  if (mail.sentAt === null) throw new AppError('unavailable', 'Too early', 'This mail is not noted as sent yet. Say it again.')
  const changes = whatChanges(ctx.now, mail, report)
  if (changes.length === 0) return 'known'
  const action = { kind: `mail.${report.kind}`, subjectId: mail.id, customerId: mail.customerId ?? undefined }
  await ctx.write({ ...action, details: { mail: mail.kind, reason: report.reason } }, changes)
  return 'noted'
}

function whatChanges(now: number, mail: ReportedMail, { kind, at, reason }: MailReport): Change[] {
  const about = mail.deliveryId && asking.includes(mail.kind) ? mail.deliveryId : undefined
  const note = (change: Partial<typeof deliveries.$inferInsert>) =>
    about ? [sql.update(deliveries).set(change).where(eq(deliveries.id, about))] : []
  // The provider's clock may run ahead of ours.
  const when = Math.min(at, now)
  switch (kind) {
    case 'delivered':
      return mail.deliveredAt === null ? note({ deliveredAt: when }) : []
    case 'opened':
      return mail.openedAt === null ? note({ openedAt: when }) : []
    case 'bounced':
      if (mail.failedAt !== null) return []
      return [
        sql.update(outbox).set({ failedAt: when, failure: reason }).where(eq(outbox.id, mail.id)),
        ...note({ bouncedAt: when, bounce: reason }),
        ...(about ? [callAbout(now, 'bounced', raw`id = ${about}`)] : []),
      ]
  }
}

/**
 * Asks the shop to call about what nobody looked at for the days it set; once for each sending. Returns when to come again, ms,
 * or undefined when nothing waits to be seen.
 */
export async function raiseSilent(ctx: SystemCtx): Promise<number | undefined> {
  const [rows] = await ctx.read([unseen])
  // While customers cannot reach the portal, the silence is not theirs.
  if (!ctx.shop.isPortalOn) return undefined
  const patience = silenceMs(approvalSettings(ctx.shop))
  for (const row of rows) if (row.sentAt + patience <= ctx.now) await raise(ctx, row)
  const next = rows.find(({ sentAt }) => sentAt + patience > ctx.now)
  return next && next.sentAt + patience
}

async function raise(ctx: SystemCtx, { subjectKind, subjectId, customerId, contactId, sentAt }: Unseen): Promise<void> {
  const isSilent = raw`NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.subject_id = ${subjectId} AND (d.seen_at IS NOT NULL OR d.sent_at > ${sentAt}))`
  try {
    await ctx.write({ kind: 'task.raised', subjectId, customerId, facts: { kind: subjectKind, reason: 'silent' } }, [
      assert(isSilent, 'seen'),
      callAbout(ctx.now, 'silent', raw`subject_id = ${subjectId} AND contact_id = ${contactId}`),
    ])
  } catch (error) {
    // Seen or sent anew a moment ago.
    if (!(error instanceof Refused) || error.reason !== 'seen') throw error
  }
}

/** Ticks a call off; twice is the same as once. Throws notFound. */
export async function finishTask(ctx: StaffCtx, id: string): Promise<void> {
  const [[task]] = await ctx.read([taskById], { id })
  if (!task) throw notFound('task')
  if (task.doneAt !== null) return
  const finish = sql
    .update(tasks)
    .set({ doneAt: ctx.now, doneById: ctx.staffId })
    .where(and(eq(tasks.id, id), isNull(tasks.doneAt)))
  try {
    await ctx.write({ kind: 'task.done', subjectId: id, customerId: task.customerId }, [[finish, exactlyOne('done already')]])
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'done already') throw error
  }
}

/**
 * Takes a tick back: the call is to be made after all. Twice is the same as once, and whom the shop reached since then stays
 * reached. Throws notFound.
 */
export async function reopenTask(ctx: StaffCtx, id: string): Promise<void> {
  const [[task]] = await ctx.read([taskById], { id })
  if (!task) throw notFound('task')
  if (task.doneAt === null) return
  const hasLooked = raw`EXISTS (SELECT 1 FROM deliveries d WHERE d.subject_id = ${tasks.subjectId} AND d.seen_at >= ${tasks.doneAt}
    AND (${tasks.reason} = 'silent' OR d.contact_id = ${tasks.contactId}))`
  await ctx.write({ kind: 'task.reopened', subjectId: id, customerId: task.customerId }, [
    sql
      .update(tasks)
      .set({ doneAt: null, doneById: null })
      .where(and(eq(tasks.id, id), isNotNull(tasks.doneById), not(hasLooked))),
  ])
}
