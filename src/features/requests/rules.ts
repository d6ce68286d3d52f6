export const requestKinds = ['quote', 'service'] as const
export type RequestKind = (typeof requestKinds)[number]

/** Nobody answered yet; the shop wrote back; it became an estimate or a job; it is over. */
export const requestStates = ['new', 'responded', 'accepted', 'closed'] as const
export type RequestState = (typeof requestStates)[number]

/** What can be asked for in a request beyond what is wanted, who wants it and an email. */
export const requestFields = ['pieces', 'sizes', 'phone', 'wantedOn', 'company'] as const
export type RequestField = (typeof requestFields)[number]

export interface RequestSettings {
  /** What must be filled in. */
  readonly required: readonly RequestField[]
  /** Whether the shop's public page takes requests of strangers. */
  readonly isPublic: boolean
}
export const defaultRequests: RequestSettings = { required: [], isPublic: true }
