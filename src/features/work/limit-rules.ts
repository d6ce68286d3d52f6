import type { Asked } from '#features/approvals/asked.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import type { RecordBody } from '#features/approvals/record.ts'
import type { LimitState } from '#features/approvals/rules.ts'
import { amountOf, standingOf } from './rules.ts'

export interface Limit {
  readonly id: string
  readonly perLineMinor: number
  readonly perJobMinor: number
  readonly currency: string
  readonly state: LimitState
}

/** What of a job was approved under a limit and still stands, before tax. */
export function usedOf({ records, decisions }: Pick<Asked, 'records' | 'decisions'>): number {
  const amounts = records.flatMap(({ id, body }) => {
    const { door, decisions: told }: RecordBody = JSON.parse(body)
    const stands = (key: string) => decisions.some(({ partKey, approvalId }) => partKey === key && approvalId === id)
    return door === 'limit' ? told.filter(({ key }) => stands(key)).map(({ amountMinor }) => amountMinor ?? 0) : []
  })
  return amounts.reduce((sum, amount) => sum + amount, 0)
}

/**
 * The open lines that may go on without asking, in their order: each within the one amount, all of the job within the other. A
 * line that was declined before is asked about again, whatever it costs by now.
 */
export function coveredBy(limit: Limit, asked: Asked & { readonly content: EditionContent }): readonly string[] {
  if (limit.state !== 'accepted' || limit.currency !== asked.content.currency) return []
  let left = limit.perJobMinor - usedOf(asked)
  const covered: string[] = []
  for (const { part } of standingOf(asked).open) {
    if (wasDeclined(asked.records, part.key)) continue
    const amount = amountOf(part)
    if (amount > limit.perLineMinor || amount > left) continue
    left -= amount
    covered.push(part.key)
  }
  return covered
}

/** Whether the last answer to a line, in whichever edition, was a no. */
function wasDeclined(records: Asked['records'], key: string): boolean {
  const answers = records.flatMap(({ sequence, body }) => {
    const { decisions: told }: RecordBody = JSON.parse(body)
    return told.filter((one) => one.key === key).map(({ answer }) => ({ sequence, answer }))
  })
  return answers.sort((a, b) => b.sequence - a.sequence)[0]?.answer === 'declined'
}
