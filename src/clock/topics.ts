import type { Action } from '#context.ts'

/** What an open page shows: everything of somebody, or one job. */
export interface Shown {
  readonly customerId?: string | undefined
  readonly jobId?: string | undefined
}

const desk = 'desk'
/** News that are about no job, for the pages of one: what they say of the customer may have changed. */
const noJob = '-'
/** Whose socket it is, so that it can be closed. */
const ofWhom = (id: string) => `of:${id}`

/** What a customer's page hears of; `whose` are the ids that let it in. At most ten, as the runtime allows of a socket. */
export function topicsForCustomer(customerId: string, { jobId }: Shown, whose: readonly string[]): string[] {
  const about = jobId ? [`${customerId}/${jobId}`, `${customerId}/${noJob}`] : [customerId]
  return [...about, ...[customerId, ...whose].map(ofWhom)]
}

/** What a page of the desk hears of. */
export function topicsForDesk({ customerId, jobId }: Shown, whose: readonly string[]): string[] {
  const about = [
    ...(jobId ? [`${desk}/${jobId}`] : []),
    ...(customerId ? [jobId ? `${desk}/${customerId}/${noJob}` : `${desk}/${customerId}`] : []),
  ]
  return [...(about.length > 0 ? about : [desk]), ...whose.map(ofWhom)]
}

export interface News {
  /** Whose pages have something new. */
  readonly topics: readonly string[]
  /** Whose sockets end: the next one is let in, or not, by what holds now. */
  readonly ended: readonly string[]
}

const changesAccess = /^(contact|customer|link|session|staff)\./

/** Who hears of an action that was written, and whose sockets it ends. */
export function newsOf(action: Action): News {
  const all = [action, ...(action.consequences ?? [])]
  const closing = all.filter(({ kind }) => changesAccess.test(kind))
  return {
    topics: [...new Set([desk, ...all.flatMap(topicsOf)])],
    ended: [...new Set(closing.flatMap(({ subjectId, customerId }) => [subjectId, customerId ?? subjectId]).map(ofWhom))],
  }
}

function topicsOf({ customerId, jobId }: Shown): string[] {
  const ofDesk = [jobId, customerId, jobId ? undefined : customerId && `${customerId}/${noJob}`]
  return [
    ...ofDesk.filter((id) => id !== undefined).map((id) => `${desk}/${id}`),
    ...(customerId ? [customerId, `${customerId}/${jobId ?? noJob}`] : []),
  ]
}
