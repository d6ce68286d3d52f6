import { nextWorkingDay } from '#features/jobs/due-days.ts'
import { addDays, instantOf, weekdayOf } from '#lib/time.ts'
import type { BillingSettings } from './billing.ts'

interface Calendar {
  readonly zone: string
  /** Monday 1 to Sunday 7. */
  readonly workingDays: readonly number[]
}
export interface Reminder {
  /** Which of the shop's reminders it is: `before:3`, `after:7`. */
  readonly step: string
  /** Instant, ms. */
  readonly at: number
}

// The fee first, so that the reminder of that day tells of it.
const feeTime = '08:00'
const reminderTime = '09:00'

/**
 * When whoever pays is reminded: in the morning, so many days before and after the due day, earliest first. What falls on a day the
 * shop is closed waits for the next one it works; two on one day are one; what is past is not caught up with.
 */
export function remindersOf(
  { remindBeforeDays, remindAfterDays }: Pick<BillingSettings, 'remindBeforeDays' | 'remindAfterDays'>,
  dueOn: string,
  { zone, workingDays }: Calendar,
  now: number,
): Reminder[] {
  const open = (on: string) => (workingDays.includes(weekdayOf(on)) ? on : nextWorkingDay(on, workingDays))
  const before = remindBeforeDays.map((days) => ({ step: `before:${days}`, on: open(addDays(dueOn, -days)) }))
  const after = remindAfterDays.map((days) => ({ step: `after:${days}`, on: open(addDays(dueOn, days)) }))
  const planned = [...before.filter(({ on }) => on <= dueOn), ...after]
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .filter(({ on }, i, all) => all[i - 1]?.on !== on)
  return planned.map(({ step, on }) => ({ step, at: instantOf(on, reminderTime, zone) })).filter(({ at }) => at > now)
}

/** When a late fee is added: the morning after so many days past the due day; ms. */
export function feeTimeOf({ afterDays }: Pick<BillingSettings['lateFee'], 'afterDays'>, dueOn: string, zone: string): number {
  return instantOf(addDays(dueOn, afterDays), feeTime, zone)
}
