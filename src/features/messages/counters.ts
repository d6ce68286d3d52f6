import type { SQLWrapper } from 'drizzle-orm'
import { raw } from '#database/sql.ts'
import { contacts } from '#features/customers/schema.ts'

/** Whether thread `t` is one that contact `contacts` of the query follows in Messages. */
const isFollowed = raw`(t.subject_kind IN ('general', 'job', 'asset') OR (t.subject_kind IN ('estimate', 'invoice') AND ${contacts.seesPrices}))`

/** In how many conversations the shop wrote something this contact has not read. Needs `contacts` in the query. */
export const countUnread = raw<number>`(SELECT count(*) FROM threads t WHERE t.customer_id = ${contacts.customerId} AND ${isFollowed}
  AND t.last_shop_at > max(${contacts.createdAt},
    coalesce((SELECT r.read_at FROM thread_reads r WHERE r.thread_id = t.id AND r.reader_id = ${contacts.id}), 0)))`

/** The conversation about `subject`, where the shop wrote something in it that contact `contact` has not read. */
export const unreadAbout = (subject: SQLWrapper, contact: SQLWrapper) => raw<
  string | null
>`(SELECT t.id FROM threads t WHERE t.subject_id = ${subject} AND t.last_shop_at >
    coalesce((SELECT r.read_at FROM thread_reads r WHERE r.thread_id = t.id AND r.reader_id = ${contact}), 0))`

/** How many conversations wait for the shop. */
export const countWaiting = raw<number>`(SELECT count(*) FROM threads WHERE is_waiting = 1)`
