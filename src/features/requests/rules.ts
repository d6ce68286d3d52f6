import { conflict } from '#errors.ts'
import type { RingPart } from '#ui/status.tsx'
import { requestWords as words } from './words.ts'

export const requestKinds = ['quote', 'service'] as const
export type RequestKind = (typeof requestKinds)[number]

/** It waits for the shop; the shop wrote back; it became an estimate or a job; it is over. */
export const requestStates = ['new', 'responded', 'accepted', 'closed'] as const
export type RequestState = (typeof requestStates)[number]

/** What can be asked for in a request beyond what is wanted, who wants it and an email. */
export const requestFields = ['pieces', 'sizes', 'phone', 'wantedOn', 'company'] as const
export type RequestField = (typeof requestFields)[number]

/** Dashed while somebody is waited for, solid once it is over, one way or the other. */
export const ringOf = (state: RequestState) => rings[state]
const rings = { new: 'todo', responded: 50, accepted: 'full', closed: 'full' } as const satisfies Record<RequestState, RingPart>

export interface RequestSettings {
  /** What must be filled in. */
  readonly required: readonly RequestField[]
  /** Whether the shop's public page takes requests of strangers. */
  readonly isPublic: boolean
}
export const defaultRequests: RequestSettings = { required: [], isPublic: true }

/** What this shop wants to be told, with the defaults where it set nothing. */
export function requestSettings({ requests }: { readonly requests: Partial<RequestSettings> | null }): RequestSettings {
  return { ...defaultRequests, ...requests }
}

/** What can happen to a request: the shop writes, the customer writes, it becomes something, it ends, it is taken up again. */
export const requestActs = ['respond', 'reply', 'accept', 'close', 'reopen'] as const
export type RequestAct = (typeof requestActs)[number]

/** From each state, where an act leads; what is missing cannot be done there. */
export const edges: Readonly<Record<RequestAct, Partial<Record<RequestState, RequestState>>>> = {
  respond: { new: 'responded', responded: 'responded', accepted: 'accepted', closed: 'closed' },
  // Whoever writes about something that was closed takes it up again.
  reply: { new: 'new', responded: 'new', accepted: 'accepted', closed: 'new' },
  accept: { new: 'accepted', responded: 'accepted' },
  close: { new: 'closed', responded: 'closed', accepted: 'closed' },
  reopen: { accepted: 'new', closed: 'new' },
}

/** The states an act can be done in. */
export const statesFor = (act: RequestAct): RequestState[] => requestStates.filter((state) => edges[act][state] !== undefined)

/** Where an act leads from here. Throws conflict where it cannot be done. */
export function stateAfter(act: RequestAct, state: RequestState): RequestState {
  const next = edges[act][state]
  if (next === undefined) throw conflict(words.movedOn)
  return next
}

/** How many pieces "S 4, M 12, XL 8" adds up to; undefined for what is written in another way. */
export function sumOfSizes(text: string): number | undefined {
  const parts = text.split(/[,;\n]+/).filter((part) => part.trim() !== '')
  const counts = parts.map((part) => /^\s*[\p{L}\d/-]*\p{L}[\p{L}\d/-]*\s*[:x×=]?\s+(\d{1,7})\s*$/iu.exec(part)?.[1])
  return parts.length > 0 && counts.every((count) => count !== undefined)
    ? counts.reduce((sum, count) => sum + Number(count), 0)
    : undefined
}

/** What is printed on most things, and may have changed since the last time. */
export const printedThings = ['phone', 'website', 'logo'] as const
export type PrintedThing = (typeof printedThings)[number]
export const printedAnswers = ['same', 'changed', 'none'] as const
export type PrintedAnswer = (typeof printedAnswers)[number]

/** What a customer said about what was printed last time; `news` is what it says now. */
export type StillTrue = Readonly<Partial<Record<PrintedThing, PrintedAnswer>> & { news?: string }>

/** The same from its row. */
export function stillTrueOf(text: string): StillTrue {
  return text === '' ? {} : JSON.parse(text)
}
