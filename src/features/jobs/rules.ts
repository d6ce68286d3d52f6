import { dayOf } from '#lib/time.ts'
import type { RingPart } from '#ui/status.tsx'

/** Where a piece of work stands, for every shop alike. A shop's own statuses map to these. */
export const stages = [
  'requested',
  'quoted',
  'artwork',
  'awaiting_approval',
  'approved',
  'in_production',
  'ready',
  'on_the_way',
  'done',
  'on_hold',
  'cancelled',
] as const
export type Stage = (typeof stages)[number]

export const closedStages = ['done', 'cancelled'] as const satisfies readonly Stage[]
/** From the first cut to the hand-over: what a shop must not do before it was agreed. */
export const productionStages = ['in_production', 'ready', 'on_the_way', 'done'] as const satisfies readonly Stage[]
/** Work steps aside here: these are no steps on the way from first to last. */
export const asideStages = ['on_hold', 'cancelled'] as const satisfies readonly Stage[]

const among = (some: readonly Stage[]) => (stage: Stage) => some.includes(stage)
export const isClosedStage = among(closedStages)
export const isProduction = among(productionStages)
export const isAside = among(asideStages)
/** The customer must say something before it goes on. */
export const waitsForCustomer = among(['quoted', 'awaiting_approval'])

/** How long a mail about a move waits, and a move can be taken back without a word: ms. */
export const undoMs = 120_000

/** Any status may follow any other, closed ones too; the one it stands in is nowhere to move to. */
export function canMove(from: string, to: string): boolean {
  return from !== to
}

/** Today on the shop's own wall. */
export function todayAt(now: number, shop: { readonly timeZone: string }): string {
  return dayOf(now, shop.timeZone)
}

/** Open, and promised for a day that has passed. */
export function isLate(job: { readonly dueOn: string | null; readonly isClosed: boolean }, today: string): boolean {
  return !job.isClosed && job.dueOn !== null && job.dueOn < today
}

export interface Standing {
  readonly stage: Stage
  /** Steps of the shop's way in all, and the one it stands on, from 1. */
  readonly steps: number
  readonly at: number
}

/** How far along, as the ring shows it: dashed while somebody must act or nothing moves. */
export function ringOf({ stage, steps, at }: Standing): RingPart {
  if (stage === 'done') return 'full'
  if (isAside(stage) || waitsForCustomer(stage) || steps === 0) return 'todo'
  return Math.min(95, Math.max(5, Math.round(((at - 0.5) / steps) * 100)))
}

/** The stitches of a row; none while the work steps aside. */
export function stitchOf({ stage, steps, at }: Standing): { readonly steps: number; readonly at: number } | undefined {
  if (isAside(stage) || steps === 0) return undefined
  return { steps, at: stage === 'done' ? steps + 1 : at }
}

/** What a shop may write into its own mails as `{{name}}`. */
export const mergeFields = ['contact', 'job', 'status', 'shop', 'due'] as const
export type MergeField = (typeof mergeFields)[number]

/** Puts values where `{{name}}` stands, once and left to right; a name nobody knows stays as typed, so that its author sees it. */
export function fillWords(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\s{0,5}(\w{1,40})\s{0,5}\}\}/g, (typed, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? typed) : typed,
  )
}
