import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { RequestKind } from './rules.ts'

interface Subject {
  readonly kind: RequestKind
  readonly subjectId: string
  readonly jobId: string | null
}

/** Where a customer answers a request. */
export function addressOf(base: string, { jobId }: Subject): string {
  return jobId ? href(base, paths.portal.jobs.show, { id: jobId }) : href(base, paths.portal.home)
}

/** Where below a mailed link the answer to a request is given. */
export function pathInLink(_kind: RequestKind): string {
  return ''
}
