import type { SQL } from 'drizzle-orm'
import { raw } from '#database/sql.ts'
import { assert, type Guard } from '#database/write.ts'
import type { Need, RequestKind, RequestState } from './rules.ts'

interface Standing {
  readonly kind: RequestKind
  readonly state: RequestState
  readonly isEdited: boolean
}

/** What a job still lacks before production. Nothing sent counts as not approved, and what was changed since counts as not sent. */
export function missingOf(needs: readonly Need[], requests: readonly Standing[]): Need[] {
  return needs.filter((need) => {
    const own = requests.filter(({ kind, state }) => kind === need && state !== 'withdrawn')
    return own.length === 0 || own.some(({ state, isEdited }) => state !== 'approved' || isEdited)
  })
}

/** The same inside a batch that lets one job into production: refused with 'not approved'. */
export const jobIsApproved = (jobId: string, shopNeeds: readonly Need[]) => allApproved(raw`j.id = ${jobId}`, shopNeeds)
/** The same for every job that stands in a status, when the status comes to mean production. */
export const jobsInAreApproved = (statusId: string, shopNeeds: readonly Need[]) =>
  allApproved(raw`j.status_id = ${statusId} AND j.is_closed = 0`, shopNeeds)

function allApproved(which: SQL, shopNeeds: readonly Need[]): Guard {
  const own = raw`SELECT count(*) > 0 AND sum(r.state <> 'approved' OR r.is_edited = 1) = 0 FROM approval_requests r
    WHERE r.job_id = j.id AND r.kind = need.value AND r.state <> 'withdrawn'`
  const unmet = raw`SELECT 1 FROM jobs j, json_each(coalesce(j.needs, ${JSON.stringify(shopNeeds)})) need WHERE ${which} AND NOT (${own})`
  return assert(raw`NOT EXISTS (${unmet})`, 'not approved')
}
