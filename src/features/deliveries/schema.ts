import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import type { DeliverySubject } from './rules.ts'

/** How far one document came with one contact. Each instant is the first of its kind. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: text('id').primaryKey(),
    subjectKind: text('subject_kind').$type<DeliverySubject>().notNull(),
    subjectId: text('subject_id').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    contactId: text('contact_id').notNull(),
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    bouncedAt: instant('bounced_at'),
    /** Why, as the mail provider says it. */
    bounce: text('bounce'),
    /** Its link was fetched, or the mail was opened, by something that need not be a person. */
    openedAt: instant('opened_at'),
    /** Somebody had the page in sight and moved, typed or scrolled. */
    seenAt: instant('seen_at'),
    decidedAt: instant('decided_at'),
  },
  (t) => [
    uniqueIndex('deliveries_subject').on(t.subjectId, t.contactId),
    index('deliveries_customer').on(t.customerId),
    index('deliveries_waiting').on(t.seenAt, t.sentAt),
  ],
)

/** What somebody at the shop should do: call a customer whom no mail reaches. */
export const tasks = sqliteTable(
  'tasks',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<'call'>().notNull(),
    /** Why, once: `<reason>:<subject>:<contact>`. */
    source: text('source').notNull(),
    reason: text('reason').$type<'bounced' | 'silent'>().notNull(),
    subjectKind: text('subject_kind').$type<DeliverySubject>().notNull(),
    subjectId: text('subject_id').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    contactId: text('contact_id').notNull(),
    doneAt: instant('done_at'),
    doneById: text('done_by_id'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('tasks_source').on(t.source), index('tasks_open').on(t.doneAt, t.createdAt)],
)
