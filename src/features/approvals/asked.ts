import { contentOf, type EditionContent } from './editions.ts'
import type { Approver, AskedJob, AskedRows, Decision, Request } from './queries.ts'

/** Rows of one read, put together: one request with everything around it. */
export interface Asked {
  readonly request: Request
  /** The edition asked about; missing while nothing was sent. */
  readonly content: EditionContent | undefined
  readonly editions: AskedRows[1]
  readonly decisions: readonly Decision[]
  /** What was decided before, newest first. */
  readonly records: AskedRows[3]
  readonly terms: AskedRows[4]
  readonly job: AskedJob | undefined
  readonly siblings: AskedRows[6]
  readonly approvers: readonly Approver[]
  readonly head: AskedRows[8][number] | undefined
  readonly statuses: AskedRows[9]
  readonly customerName: string
  /** Who sent it, while they work here. */
  readonly sender: AskedRows[11][number] | undefined
}

/** Nothing when there is no such request, or none for this reader. */
export function askedOf(rows: AskedRows): Asked | undefined {
  const [[request], editions, decisions, records, terms, [job], siblings, approvers, [head], statuses, [customer], [sender]] =
    rows
  if (!request) return undefined
  const current = editions.find((edition) => edition.number === request.edition)
  const content = current && contentOf(current)
  return {
    request,
    content,
    editions,
    decisions,
    records,
    terms,
    job,
    siblings,
    approvers,
    head,
    statuses,
    customerName: customer?.name ?? '',
    sender,
  }
}

/** Rows about many requests, parted: each with what is its own, the oldest asked first. */
export function askedEach(rows: AskedRows): Asked[] {
  const [requests, editions, decisions, records, terms, jobs, siblings, ...rest] = rows
  return requests
    .toSorted((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0))
    .flatMap((request) => {
      const { id, subjectId, jobId } = request
      const decided = decisions.filter(({ requestId }) => requestId === id)
      const own = askedOf([
        [request],
        editions.filter((edition) => edition.subjectId === subjectId),
        decided,
        records.filter((record) => record.subjectId === subjectId || decided.some(({ approvalId }) => approvalId === record.id)),
        terms,
        jobs.filter((job) => job.id === jobId),
        siblings.filter((sibling) => sibling.jobId === jobId),
        ...rest,
      ])
      return own ? [own] : []
    })
}

/** The terms as they were when this edition was sent. */
export function termsOf({ content, terms }: Pick<Asked, 'content' | 'terms'>) {
  return terms.find((one) => one.number === content?.terms?.number)
}
