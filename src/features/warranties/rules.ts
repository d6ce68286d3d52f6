import { addDays, daysBetween, instantOf } from '#lib/time.ts'

/** The mail that one ends soon. */
export const ending = 'warranty.ending'

/** So many days before it ends, a warranty is marked, and its customer may be mailed. */
export const endingDays = 30

/** When its customer is mailed: that many days before, in the morning of the shop's zone; ms. */
export const endingAt = (untilOn: string, zone: string): number => instantOf(addDays(untilOn, -endingDays), '09:00', zone)

interface Dated {
  readonly fromOn: string
  readonly untilOn: string | null
}
export type WarrantyState = 'ahead' | 'active' | 'ending' | 'over'

/** Whether it holds on that day, and whether it ends within 30. */
export function stateOf({ fromOn, untilOn }: Dated, today: string): WarrantyState {
  if (untilOn !== null && untilOn < today) return 'over'
  if (fromOn > today) return 'ahead'
  return untilOn !== null && daysBetween(today, untilOn) <= endingDays ? 'ending' : 'active'
}
