import { raw, theNow } from '#database/sql.ts'

/** Appointments to come whose customers ask for another time. */
export const countWishes = raw<number>`(SELECT count(*) FROM appointments ap WHERE ap.starts_at > ${theNow} AND ap.state = 'wished')`
