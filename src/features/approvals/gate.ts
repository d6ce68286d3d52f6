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

/** The same inside the batch that lets a job into production: refused with 'not approved'. */
export function gateGuards(jobId: string, needs: readonly Need[]): Guard[] {
  return needs.map((need) =>
    assert(
      raw`(SELECT count(*) > 0 AND sum(state <> 'approved' OR is_edited = 1) = 0 FROM approval_requests
        WHERE job_id = ${jobId} AND kind = ${need} AND state <> 'withdrawn')`,
      'not approved',
    ),
  )
}
