import { raw } from '#database/sql.ts'
import { contacts } from '#features/customers/schema.ts'

/** How many requests wait for this contact: none for one who may not approve. Needs `contacts` in the query. */
export const countAsked = raw<number>`(CASE WHEN ${contacts.canApprove} THEN (SELECT count(*) FROM approval_requests r
  WHERE r.customer_id = ${contacts.customerId} AND r.state = 'open'
    AND (r.kind <> 'limit' OR ${contacts.seesPrices})
    AND (r.job_id IS NULL OR EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.job_id AND j.is_closed = 0))) ELSE 0 END)`

/** Whether request `r` is back at the shop: to be changed, to be settled after a no, or changed and not sent again. */
export const needsShop = raw`(r.state IN ('changes_requested', 'declined') OR (r.is_edited = 1 AND r.state IN ('open', 'approved')))`

/** How many requests of open work need the shop. */
export const countBack = raw<number>`(SELECT count(*) FROM jobs j JOIN approval_requests r ON r.job_id = j.id
  WHERE j.is_closed = 0 AND ${needsShop})`
