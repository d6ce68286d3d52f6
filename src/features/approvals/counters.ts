import { raw, theNow } from '#database/sql.ts'
import { contacts } from '#features/customers/schema.ts'

/**
 * Whether request `r` can still be answered, whoever asks: an estimate ends with its day, and with the one that took its place. The
 * day counts as over once it is over everywhere (UTC−12): a query knows no shop's zone, and must not hide what can be answered.
 */
export const canBeAnswered = raw`(r.job_id IS NULL OR EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.job_id AND j.is_closed = 0))
  AND (r.kind <> 'estimate' OR EXISTS (SELECT 1 FROM estimates e LEFT JOIN estimates n ON n.id = e.superseded_by_id AND n.sent_at IS NOT NULL
    WHERE e.id = r.subject_id AND n.id IS NULL
      AND (e.valid_until_on IS NULL OR e.valid_until_on >= date(${theNow} / 1000 - 43200, 'unixepoch'))))`

/** How many requests wait for this contact: none for one who may not approve. Needs `contacts` in the query. */
export const countAsked = raw<number>`(CASE WHEN ${contacts.canApprove} THEN (SELECT count(*) FROM approval_requests r
  WHERE r.customer_id = ${contacts.customerId} AND r.state = 'open'
    AND (r.kind NOT IN ('limit', 'estimate') OR ${contacts.seesPrices}) AND ${canBeAnswered}) ELSE 0 END)`

/** Whether request `r` is back at the shop: to be changed, to be settled after a no, or changed and not sent again. */
export const needsShop = raw`(r.state IN ('changes_requested', 'declined') OR (r.is_edited = 1 AND r.state IN ('open', 'approved')))`

/** How many requests of open work need the shop. */
export const countBack = raw<number>`(SELECT count(*) FROM jobs j JOIN approval_requests r ON r.job_id = j.id
  WHERE j.is_closed = 0 AND ${needsShop})`
