import { and, desc, eq, isNotNull, isNull, notLike, or } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { outbox } from '#features/activity/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { statuses } from '#features/jobs/schema.ts'

/** One status, removed ones too. */
export const statusById = sql
  .select()
  .from(statuses)
  .where(eq(statuses.id, raw.placeholder('id')))

// Sign-in mails say who tried a door, and some of them only stand there to cost the same: neither is for this log.
const isTold = and(
  notLike(outbox.kind, 'sign-in%'),
  or(isNull(outbox.sentAt), isNotNull(outbox.recipient), isNotNull(outbox.failure)),
)

/** The last 50 mails, newest first: ids sort by the time they were made. */
export const lastMails = sql
  .select({
    id: outbox.id,
    kind: outbox.kind,
    recipient: outbox.recipient,
    subject: outbox.subject,
    dueAt: outbox.dueAt,
    sentAt: outbox.sentAt,
    failedAt: outbox.failedAt,
    failure: outbox.failure,
    tries: outbox.tries,
    createdAt: outbox.createdAt,
    customerName: customers.name,
  })
  .from(outbox)
  .leftJoin(customers, eq(customers.id, outbox.customerId))
  .where(isTold)
  .orderBy(desc(outbox.id))
  .limit(50)
export type LoggedMail = Awaited<ReturnType<typeof lastMails.execute>>[number]
