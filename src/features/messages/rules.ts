/**
 * What a conversation can be about. 'general' is about nothing but the customer, who is its subject then. The subject of one about an
 * asset is its ownership, so that each owner has a conversation of their own. Pins and lines are talked about where they stand, on the
 * proof and on the work.
 */
export const threadSubjects = ['pin', 'line', 'estimate', 'invoice', 'job', 'asset', 'request', 'general'] as const
export type ThreadSubject = (typeof threadSubjects)[number]

export const authorKinds = ['staff', 'contact', 'link'] as const
export type AuthorKind = (typeof authorKinds)[number]

/** What is talked about in Messages. */
export const talkSubjects = ['general', 'job', 'asset', 'estimate', 'invoice'] as const satisfies readonly ThreadSubject[]
export type TalkSubject = (typeof talkSubjects)[number]

/** What one conversation is about, as its page names it. */
export interface Topic {
  readonly kind: TalkSubject
  readonly id: string
  /** Of all but a general one; the number as people read it. */
  readonly title: string
  readonly number: string
  readonly jobId: string | null
  /** Whose page shows it: its own id, and of an ownership the asset's; missing where it is not the customer's to see any more. */
  readonly pageId: string | undefined
}

interface Found {
  readonly customerId: string
  /** Of the conversation, where one has begun. */
  readonly threadKind: ThreadSubject | null
  readonly jobId: string | null
  readonly jobTitle: string | null
  readonly jobNumber: number | null
  readonly estimateId: string | null
  readonly estimateTitle: string | null
  readonly estimateNumber: string | null
  readonly estimateJobId: string | null
  readonly invoiceId: string | null
  readonly invoiceTitle: string | null
  readonly invoiceNumber: string | null
  readonly invoiceJobId: string | null
  readonly assetId: string | null
  readonly assetTitle: string | null
  /** Whether it is still theirs, and not put away. */
  readonly isAssetThere: number | null
}

/** What `id` stands for among what was found under it; undefined where nobody talks about that. */
export function topicOf(id: string, found: Found): Topic | undefined {
  const { jobId, estimateId, invoiceId, assetId } = found
  const at = { id, pageId: id }
  if (jobId) return { ...at, kind: 'job', title: found.jobTitle ?? '', number: String(found.jobNumber ?? ''), jobId }
  if (estimateId) {
    const { estimateTitle: title, estimateNumber: number, estimateJobId } = found
    return { ...at, kind: 'estimate', title: title ?? '', number: number ?? '', jobId: estimateJobId }
  }
  if (invoiceId) {
    const { invoiceTitle: title, invoiceNumber: number, invoiceJobId } = found
    return { ...at, kind: 'invoice', title: title ?? '', number: number ?? '', jobId: invoiceJobId }
  }
  if (assetId) {
    const isThere = Boolean(found.isAssetThere)
    // What was said of it stays; nobody begins to talk about what is not theirs any more.
    if (!isThere && !found.threadKind) return undefined
    return { kind: 'asset', id, title: found.assetTitle ?? '', number: '', jobId: null, pageId: isThere ? assetId : undefined }
  }
  // Of two customers that became one, each had a conversation of its own.
  const isGeneral = id === found.customerId || found.threadKind === 'general'
  return isGeneral ? { kind: 'general', id, title: '', number: '', jobId: null, pageId: undefined } : undefined
}

/** Whether a contact may follow what is said about something: where money is the matter, only with prices. */
export function mayFollow(kind: ThreadSubject, viewer: { readonly seesPrices: boolean }): boolean {
  return viewer.seesPrices || (kind !== 'estimate' && kind !== 'invoice')
}

interface Dated {
  readonly at: number
}
/** Messages, oldest first, parted by the day they were written on. */
export function byDay<M extends Dated>(said: readonly M[], dayOf: (at: number) => string): { day: string; said: M[] }[] {
  const days: { day: string; said: M[] }[] = []
  for (const message of said) {
    const day = dayOf(message.at)
    const last = days.at(-1)
    if (last?.day === day) last.said.push(message)
    else days.push({ day, said: [message] })
  }
  return days
}
