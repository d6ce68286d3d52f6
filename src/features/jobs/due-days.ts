import { addDays, clockOf, dayOf, instantOf, weekdayOf } from '#lib/time.ts'

/** Days of the week the shop works, Monday 1 to Sunday 7. */
type WorkingDays = readonly number[]

/** The first day after this one that the shop works. */
export function nextWorkingDay(on: string, workingDays: WorkingDays): string {
  for (let i = 1; i <= 7; i++) {
    const next = addDays(on, i)
    if (workingDays.includes(weekdayOf(next))) return next
  }
  return addDays(on, 1)
}

interface Waiting {
  readonly answerBy: number
  /** When the promise last moved, ms. */
  readonly movedAt: number | null
  /** Since when it may: what passed before was announced to nobody. */
  readonly freeAt: number
}
interface Shop {
  readonly zone: string
  readonly workingDays: WorkingDays
}

/**
 * The instants at which a missing answer cost a working day, up to now and the first to come: the hour the answer was due, on
 * each day the shop works, at most one on a day.
 */
export function lostDays({ answerBy, movedAt, freeAt }: Waiting, { zone, workingDays }: Shop, now: number) {
  const passed: number[] = []
  if (!workingDays.some((day) => day >= 1 && day <= 7)) return { passed, next: undefined }
  const time = clockOf(answerBy, zone)
  const first = dayOf(answerBy, zone)
  const moved = movedAt === null ? undefined : dayOf(movedAt, zone)
  let on = moved !== undefined && moved >= first ? addDays(moved, 1) : first
  for (; ; on = addDays(on, 1)) {
    if (!workingDays.includes(weekdayOf(on))) continue
    const at = on === first ? answerBy : instantOf(on, time, zone)
    if (at > now) return { passed, next: at }
    if (at > freeAt) passed.push(at)
  }
}

interface Move {
  readonly fromOn: string
  readonly toOn: string
}
/** The day promised before a missing answer moved it, as far as the moves lead up to today's promise. */
export function promisedBefore(dueOn: string | null, moves: readonly Move[]): string | undefined {
  let on = dueOn
  for (const move of moves.toSorted((a, b) => (a.fromOn < b.fromOn ? 1 : -1))) if (move.toOn === on) on = move.fromOn
  return on !== null && on !== dueOn ? on : undefined
}
