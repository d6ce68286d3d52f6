import type { AuthorKind } from '#features/messages/rules.ts'
import type { PinRow } from './queries.ts'

export interface Said {
  readonly id: string
  readonly authorKind: AuthorKind
  readonly authorId: string
  readonly authorName: string
  readonly body: string
  readonly at: number
}
/** A numbered place with what was said there, oldest first. */
export interface Pin {
  readonly id: string
  readonly threadId: string
  readonly edition: number
  readonly designKey: string
  readonly page: number
  readonly xPpm: number
  readonly yPpm: number
  readonly number: number
  readonly said: readonly Said[]
}

/** The pins of one edition out of the rows of all, each with its thread. */
export function pinsOfEdition(rows: readonly PinRow[], edition: number): Pin[] {
  const own = rows.filter((row) => row.edition === edition)
  const firsts = own.filter((row, i) => own.findIndex(({ id }) => id === row.id) === i)
  return firsts.map(({ messageId: _, authorKind: __, authorId: ___, authorName: ____, body: _____, at: ______, ...pin }) => ({
    ...pin,
    said: own
      .filter(({ id }) => id === pin.id)
      .map(({ messageId, authorKind, authorId, authorName, body, at }) => ({
        ...{ id: messageId, authorKind, authorId, authorName, body, at },
      })),
  }))
}
