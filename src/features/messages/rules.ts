/** What a conversation can be about. */
export const threadSubjects = ['pin', 'line', 'estimate', 'invoice'] as const
export type ThreadSubject = (typeof threadSubjects)[number]

export const authorKinds = ['staff', 'contact', 'link'] as const
export type AuthorKind = (typeof authorKinds)[number]
