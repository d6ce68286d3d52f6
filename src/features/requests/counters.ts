import { raw } from '#database/sql.ts'

/** Requests that wait for the shop. */
export const countNewRequests = raw<number>`(SELECT count(*) FROM requests WHERE state = 'new')`
/** Requests of the row's customer that wait for their answer. */
export const countAnsweredRequests = raw<number>`(SELECT count(*) FROM requests rq WHERE rq.customer_id = customers.id AND rq.state = 'responded')`
