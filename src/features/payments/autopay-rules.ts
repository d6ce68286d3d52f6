import { instantOf } from '#lib/time.ts'

/** How often one debt is charged by itself before the shop is told that somebody has to pay it otherwise. */
export const autopayTries = 3
const pauseMs = 3 * 86_400_000
/** Whoever agreed has so long to read what will be charged. */
const noticeMs = 3 * 86_400_000
const chargeTime = '10:00'

/** When an invoice, or a part of it, is charged by itself: in the morning of its due day, and three days after it was sent at the earliest; ms. */
export function chargeTimeOf(dueOn: string | null, sentAt: number, zone: string): number {
  const soonest = sentAt + noticeMs
  return dueOn === null ? soonest : Math.max(instantOf(dueOn, chargeTime, zone), soonest)
}

/** When it is tried again after it was refused for the nth time; undefined when it is not. A bank that wants to ask its owner says the same again. */
export function nextTryAt(tries: number, mustAsk: boolean, now: number): number | undefined {
  return mustAsk || tries >= autopayTries ? undefined : now + pauseMs
}
