import type { ApprovalSettings } from './rules.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** When somebody who has not answered is reminded, ms, earliest first: so many days after sending, and before the answer is due. */
export function reminderTimes(
  { remindAfterDays, remindBeforeHours }: Pick<ApprovalSettings, 'remindAfterDays' | 'remindBeforeHours'>,
  sentAt: number,
  answerBy: number | null,
): number[] {
  const after = remindAfterDays.map((days) => sentAt + days * dayMs)
  const before = answerBy !== null && remindBeforeHours > 0 ? [answerBy - remindBeforeHours * hourMs] : []
  // Two mails within half a day would be one too many: the one before the due time stays.
  const spaced = after.filter((at) => before.every((last) => Math.abs(last - at) >= 12 * hourMs))
  const useful = [...spaced, ...before].filter((at) => at > sentAt && (answerBy === null || at < answerBy))
  return [...new Set(useful)].sort((a, b) => a - b)
}
