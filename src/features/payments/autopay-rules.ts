import { instantOf } from '#lib/time.ts'
import { dueByNow, type Instalment } from './instalment-rules.ts'

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

/**
 * What is charged by itself on that day of an invoice of which so much is asked for by itself, in minor units: all that is due by then.
 * Nothing where its plan to pay came or went since `step` of it was planned, empty for the whole: what is charged instead is planned too.
 */
export function chargedNow(chasedMinor: number, steps: readonly Instalment[], step: string, todayOn: string): number {
  return (step !== '') === steps.length > 0 ? dueByNow({ balanceMinor: chasedMinor }, steps, todayOn) : 0
}

/** When it is tried again after it was refused for the nth time; undefined when it is not. A bank that wants to ask its owner says the same again. */
export function nextTryAt(tries: number, mustAsk: boolean, now: number): number | undefined {
  return mustAsk || tries >= autopayTries ? undefined : now + pauseMs
}
