import { daysBetween } from './time.ts'
import { timeWords as words } from './time-words.ts'

// Apart from `time.ts`, which browsers read too: they have no words of ours but those their page brings.

/** How a due day stands to today: "due today", "due tomorrow", "due in 4 days", "1 day late", in the reader’s language. */
export function dueInWords(dueOn: string, todayOn: string): string {
  const left = daysBetween(todayOn, dueOn)
  if (left === 0) return words.dueToday
  if (left === 1) return words.dueTomorrow
  return left > 0 ? words.dueIn(left) : words.late(-left)
}

/** How long ago an instant was, in whole units: "just now", "5 min", "3 h", "2 days". A future one is just now. */
export function agoInWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return words.justNow
  if (minutes < 60) return words.minutes(minutes)
  if (minutes < 24 * 60) return words.hours(Math.floor(minutes / 60))
  return words.days(Math.floor(minutes / (24 * 60)))
}
