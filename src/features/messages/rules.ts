/**
 * What a conversation can be about. 'general' is about nothing but the customer, who is its subject then. Pins and lines are talked
 * about where they stand, on the proof and on the work.
 */
export const threadSubjects = ['pin', 'line', 'estimate', 'invoice', 'job', 'asset', 'request', 'general'] as const
export type ThreadSubject = (typeof threadSubjects)[number]

export const authorKinds = ['staff', 'contact', 'link'] as const
export type AuthorKind = (typeof authorKinds)[number]
