import type { OnJobRow, SentRow } from './history-queries.ts'
import type { RecordBody } from './record.ts'
import type { Door, Outcome, RecordKind } from './rules.ts'

/** One thing that happened between shop and customer about approving a job: something was sent, or answered. */
export type Round =
  | {
      readonly kind: 'sent'
      readonly at: number
      readonly subjectId: string
      readonly about: RecordKind
      readonly edition: number
      readonly title: string
      readonly editionId: string
      /** Nothing was sent: it came with an estimate that was approved. */
      readonly isFromEstimate: boolean
    }
  | {
      readonly kind: 'decided'
      readonly at: number
      readonly subjectId: string
      readonly about: RecordKind
      readonly edition: number | undefined
      readonly title: string
      readonly editionId: string | undefined
      readonly approvalId: string
      readonly sequence: number
      readonly outcome: Outcome
      readonly door: Door
      readonly approved: number
      readonly declined: number
      readonly name: string | undefined
      readonly recordedBy: string | undefined
    }

/** Every round of a job, newest first; of one instant the answer stands above what it answers. */
export function roundsOf(sent: readonly SentRow[], records: readonly OnJobRow[]): Round[] {
  const titles = new Map(sent.map((one) => [one.id, one.title]))
  const rounds: Round[] = [
    ...records.map((row): Round => {
      const body: RecordBody = JSON.parse(row.body)
      const counted = (answer: string) => body.decisions.filter((one) => one.answer === answer).length
      return {
        ...{ kind: 'decided', at: row.at, subjectId: row.subjectId, about: row.kind, edition: row.edition ?? undefined },
        title: titles.get(row.editionId ?? '') ?? row.title ?? '',
        ...{ editionId: row.editionId ?? undefined, approvalId: row.id, sequence: row.sequence, outcome: row.outcome },
        ...{ door: body.door, approved: counted('approved'), declined: counted('declined') },
        ...{ name: row.name ?? undefined, recordedBy: row.recordedBy ?? undefined },
      }
    }),
    ...sent.map(({ id, number, ...one }): Round => ({ kind: 'sent', ...one, edition: number, editionId: id })),
  ]
  return rounds.sort((a, b) => b.at - a.at)
}
