import { addDays, clockOf, dayOf, instantOf } from '#lib/time.ts'

/** Between these times of the shop's clock ("21:00", "07:00") nothing is mailed that can wait. */
export interface QuietHours {
  readonly from: string
  readonly to: string
}

/**
 * The mails that can wait: those that go out by themselves, and what was said in a conversation. Whoever pressed a button, or is at
 * a door with a code to type, waits for theirs: those are not here.
 */
const canWait: ReadonlySet<string> = new Set([
  ...[
    'appointment.reminder',
    'appointment.answered',
    'job.status',
    'approval.reminder',
    'approval.told',
    'limit.used',
    'profile.told',
  ],
  ...['invoice.reminder', 'invoice.late_fee', 'invoice.asked', 'invoice.replied'],
  ...['warranty.ending', 'estimate.asked', 'estimate.replied', 'proof.comments', 'proof.commented'],
])

/** When a mail of this kind may go that is due at `at` (ms): undefined where that is now. */
export function quietUntil(kind: string, at: number, quiet: QuietHours | null, zone: string): number | undefined {
  if (!quiet || !canWait.has(kind)) return undefined
  const { from, to } = quiet
  const clock = clockOf(at, zone)
  const isOverNight = from > to
  const isEvening = clock >= from
  const isQuiet = isOverNight ? isEvening || clock < to : isEvening && clock < to
  if (!isQuiet) return undefined
  const today = dayOf(at, zone)
  return instantOf(isOverNight && isEvening ? addDays(today, 1) : today, to, zone)
}
