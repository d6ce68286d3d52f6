import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { RequestKind } from './rules.ts'

const { proofs, work, limits, forwards, estimates } = paths.portal

/** Where a customer answers a request. */
export function addressOf(base: string, { kind, subjectId: id }: { readonly kind: RequestKind; readonly subjectId: string }) {
  switch (kind) {
    case 'proof':
      return href(base, proofs.show, { id })
    case 'work':
      return href(base, work.show, { id })
    case 'limit':
      return href(base, limits.show, { id })
    case 'estimate':
      return href(base, estimates.show, { id })
  }
}

/** Where below a mailed link the answer to a request is given. */
export function pathInLink(kind: RequestKind): string {
  return kind === 'work' ? '/lines' : ''
}

/** Where a proof or a job's lines are passed on. */
export function forwardsOf(base: string, kind: 'proof' | 'work', id: string): string {
  return href(base, kind === 'proof' ? forwards.proof : forwards.work, { id })
}
