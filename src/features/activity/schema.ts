import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant } from '#database/columns.ts'

/** What was asked for, once per actor and form: a second row is a second click. */
export const commands = sqliteTable('commands', {
  id: text('id').primaryKey(),
  eventId: text('event_id').notNull(),
  /** SHA-256 of what the form said: other words under the same mark are another wish. */
  digest: text('digest'),
  at: instant('at').notNull(),
})

/** What happened: the customer's timeline, the shop's audit and the webhook payload are this one row. */
export const events = sqliteTable(
  'events',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    customerId: text('customer_id'),
    jobId: text('job_id'),
    audience: text('audience').$type<'staff' | 'customer'>().notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    /** What a customer may read. */
    facts: text('facts', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    /** What only the shop may read: before and after, reasons, addresses. */
    details: text('details', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>(),
    requestId: text('request_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('events_subject').on(t.subjectId, t.at),
    index('events_customer').on(t.customerId, t.at),
    index('events_job').on(t.jobId, t.at),
  ],
)

/** What must be sent. Mails hold no secret and no words: both are made from the rows when they go out. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    /** Sent once under this key, whatever is retried. */
    key: text('key').notNull(),
    kind: text('kind').notNull(),
    payload: text('payload', { mode: 'json' }).$type<Readonly<Record<string, string>>>().notNull(),
    /** A later mail with the same topic takes the place of one that has not gone yet. */
    topic: text('topic'),
    customerId: text('customer_id'),
    dueAt: instant('due_at').notNull(),
    tries: integer('tries').notNull().default(0),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
    failure: text('failure'),
    recipient: text('recipient'),
    subject: text('subject'),
    providerId: text('provider_id'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('outbox_key').on(t.key),
    index('outbox_due').on(t.sentAt, t.failedAt, t.dueAt),
    index('outbox_topic').on(t.topic),
  ],
)
