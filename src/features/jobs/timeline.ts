import { isAside, type Stage } from './rules.ts'

/** An event of a job, as far as its progress goes. */
export interface Happening {
  readonly kind: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly at: number
}
/** A status the job reached and has not taken back. */
export interface Reached {
  readonly statusId: string
  readonly at: number
  readonly isMove: boolean
}
interface Where {
  readonly statusId: string
  readonly statusAt: number
}

/** What moved the job, oldest first. A move that was undone reads as if it had never happened. */
export function timelineOf(events: readonly Happening[]): Reached[] {
  const reached: Reached[] = []
  for (const { kind, facts, at } of events) {
    const to = typeof facts['to'] === 'string' ? facts['to'] : undefined
    if (kind === 'job.move_undone') {
      if (reached.at(-1)?.isMove && reached.at(-1)?.statusId === facts['from']) reached.pop()
    } else if (to && (kind === 'job.created' || kind === 'job.moved')) {
      reached.push({ statusId: to, at, isMove: kind === 'job.moved' })
    }
  }
  return reached
}

export interface TrackStatus {
  readonly id: string
  readonly label: string
  readonly stage: Stage
}
export interface TrackPart {
  readonly label: string
  readonly state: 'done' | 'now' | 'todo' | 'skipped'
  /** When it was reached, ms; missing for what is to come and for what was skipped. */
  readonly at: number | undefined
}

/**
 * The customer's way: the shop's statuses in order, with the time each was reached. A job on hold stands on a step of that
 * name after the last one it reached; a cancelled one ends there. A step it passed by without ever standing on it is skipped. Where
 * nothing is asked of the customer, the steps of an approval are no part of the way, unless the job stood there.
 */
export function trackOf(
  statuses: readonly TrackStatus[],
  job: Where & { readonly status: TrackStatus },
  events: readonly Happening[],
  isAsked = true,
): TrackPart[] {
  const times = timesOf(job, events)
  const way = statuses.filter(({ id, stage }) => !isAside(stage) && (isAsked || times.has(id) || !ofApproval.has(stage)))
  const { status } = job
  if (!isAside(status.stage)) {
    const here = way.findIndex(({ id }) => id === job.statusId)
    return way.map(({ id, label, stage }, i) => {
      if (i > here) return { label, state: 'todo', at: undefined }
      return i === here && stage !== 'done' ? { label, state: 'now', at: times.get(id) } : passed(label, times.get(id))
    })
  }
  const last = lastOnTheWay(way, job, events)
  const before = way.slice(0, last + 1).map(({ id, label }) => passed(label, times.get(id)))
  const after = way.slice(last + 1).map(({ label }) => ({ label, state: 'todo' as const, at: undefined }))
  return [...before, { label: status.label, state: 'now', at: job.statusAt }, ...(status.stage === 'on_hold' ? after : [])]
}

const ofApproval: ReadonlySet<Stage> = new Set(['awaiting_approval', 'approved'])
const passed = (label: string, at: number | undefined): TrackPart => ({ label, state: at === undefined ? 'skipped' : 'done', at })

/** The latest time each status was reached; the row itself knows about the present one. */
function timesOf(job: Where, events: readonly Happening[]): ReadonlyMap<string, number> {
  return new Map([...timelineOf(events).map(({ statusId, at }) => [statusId, at] as const), [job.statusId, job.statusAt]])
}

function lastOnTheWay(way: readonly TrackStatus[], job: Where, events: readonly Happening[]): number {
  const places = timelineOf(events)
    .filter(({ statusId }) => statusId !== job.statusId)
    .map(({ statusId }) => way.findIndex(({ id }) => id === statusId))
    .filter((place) => place >= 0)
  return places.at(-1) ?? -1
}
