import { type Stage, stages } from '#features/jobs/rules.ts'

interface Placed {
  readonly id: string
  readonly position: number
}

/** Where a new status belongs: behind the last one of its stage, or of an earlier stage. */
export function placeFor(statuses: readonly { readonly stage: Stage }[], stage: Stage): number {
  const order = (one: Stage) => stages.indexOf(one)
  return statuses.findLastIndex((status) => order(status.stage) <= order(stage)) + 1
}

/** The order with one status a step up or down; undefined where there is nothing on that side. */
export function movedOrder<T extends Placed>(
  statuses: readonly T[],
  id: string,
  direction: 'up' | 'down',
): readonly T[] | undefined {
  const from = statuses.findIndex((status) => status.id === id)
  const to = direction === 'up' ? from - 1 : from + 1
  const [one, other] = [statuses[from], statuses[to]]
  if (!one || !other) return undefined
  return statuses.map((status, i) => (i === from ? other : i === to ? one : status))
}

/** Which rows of an order must get another position, and which: positions count from 0. */
export function renumbered(order: readonly Placed[]): Placed[] {
  return order.flatMap((status, position) => (status.position === position ? [] : [{ id: status.id, position }]))
}
