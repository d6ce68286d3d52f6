import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Happening, type TrackStatus, timelineOf, trackOf } from './timeline.ts'

const way: readonly TrackStatus[] = [
  { id: 'a', label: 'Received', stage: 'requested' },
  { id: 'b', label: 'Artwork', stage: 'artwork' },
  { id: 'c', label: 'Stitching', stage: 'in_production' },
  { id: 'd', label: 'Completed', stage: 'done' },
  { id: 'h', label: 'On hold', stage: 'on_hold' },
  { id: 'x', label: 'Cancelled', stage: 'cancelled' },
]
const created = (to: string, at: number): Happening => ({ kind: 'job.created', facts: { to }, at })
const moved = (from: string, to: string, at: number): Happening => ({ kind: 'job.moved', facts: { from, to }, at })
const undone = (from: string, to: string, at: number): Happening => ({ kind: 'job.move_undone', facts: { from, to }, at })
const at = (statusId: string, statusAt: number) => ({ statusId, statusAt, status: way.find(({ id }) => id === statusId)! })
const read = (parts: ReturnType<typeof trackOf>) =>
  parts.map(({ label, state, at }) => `${label} ${state}${at === undefined ? '' : ` ${at}`}`)

describe('the timeline', () => {
  test('tells each status with the time it was reached', () => {
    const events = [created('a', 1), moved('a', 'b', 2), moved('b', 'c', 3)]
    expect(timelineOf(events).map(({ statusId, at }) => [statusId, at])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
  })

  test('after an undo reads as if the move had never happened', () => {
    const before = [created('a', 1), moved('a', 'b', 2)]
    expect(timelineOf([...before, moved('b', 'c', 3), undone('c', 'b', 4)])).toEqual(timelineOf(before))
  })

  test('takes only the last move back, and never the beginning', () => {
    expect(timelineOf([created('a', 1), undone('a', 'b', 2)])).toHaveLength(1)
    expect(timelineOf([created('a', 1), moved('a', 'b', 2), undone('c', 'a', 3)])).toHaveLength(2)
  })

  test('with any moves and undos ends where the job stands', () => {
    const step = fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'h', 'x'), fc.constant('undo'))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const events: Happening[] = [created('a', 0)]
        const stack = ['a']
        steps.forEach((to, i) => {
          const here = stack.at(-1) ?? ''
          if (to === 'undo' && stack.length > 1) {
            stack.pop()
            events.push(undone(here, stack.at(-1) ?? '', i + 1))
          } else if (to !== 'undo' && to !== here) {
            stack.push(to)
            events.push(moved(here, to, i + 1))
          }
        })
        expect(timelineOf(events).map(({ statusId }) => statusId)).toEqual(stack)
      }),
    )
  })
})

describe('the track', () => {
  test('shows what is done, where it stands and what is to come', () => {
    const track = trackOf(way, at('b', 5), [created('a', 1), moved('a', 'b', 5)])
    expect(read(track)).toEqual(['Received done 1', 'Artwork now 5', 'Stitching todo', 'Completed todo'])
  })

  test('ticks the last step when it is done, and never one that was skipped', () => {
    const track = trackOf(way, at('d', 9), [created('a', 1), moved('a', 'c', 4), moved('c', 'd', 9)])
    expect(read(track)).toEqual(['Received done 1', 'Artwork skipped', 'Stitching done 4', 'Completed done 9'])
  })

  test('after a step back forgets the steps ahead', () => {
    const track = trackOf(way, at('b', 7), [created('a', 1), moved('a', 'b', 2), moved('b', 'c', 3), moved('c', 'b', 7)])
    expect(read(track)).toEqual(['Received done 1', 'Artwork now 7', 'Stitching todo', 'Completed todo'])
  })

  test('stands on hold after the last step it reached, with the rest to come', () => {
    const track = trackOf(way, at('h', 6), [created('a', 1), moved('a', 'b', 2), moved('b', 'h', 6)])
    expect(read(track)).toEqual(['Received done 1', 'Artwork done 2', 'On hold now 6', 'Stitching todo', 'Completed todo'])
  })

  test('ends where it was cancelled', () => {
    const track = trackOf(way, at('x', 6), [created('a', 1), moved('a', 'h', 2), moved('h', 'x', 6)])
    expect(read(track)).toEqual(['Received done 1', 'Cancelled now 6'])
  })

  test('leaves out the wait for an approval where none is needed, unless the job stood there', () => {
    const asking: readonly TrackStatus[] = [
      ...way.slice(0, 2),
      { id: 'w', label: 'Your approval', stage: 'awaiting_approval' },
      ...way.slice(2),
    ]
    const labels = (events: readonly Happening[], isAsked: boolean) =>
      trackOf(asking, at('c', 8), events, isAsked).map(({ label }) => label)
    expect(labels([created('a', 1), moved('a', 'c', 8)], false)).toEqual(['Received', 'Artwork', 'Stitching', 'Completed'])
    expect(labels([created('a', 1), moved('a', 'w', 2), moved('w', 'c', 8)], false)).toContain('Your approval')
    expect(labels([created('a', 1), moved('a', 'c', 8)], true)).toContain('Your approval')
  })

  test('knows where it stands even without events', () => {
    expect(read(trackOf(way, at('c', 8), []))).toEqual([
      'Received skipped',
      'Artwork skipped',
      'Stitching now 8',
      'Completed todo',
    ])
  })

  test('does not tick a step whose move was undone, nor one passed by before a hold', () => {
    const undoing = [created('a', 1), moved('a', 'b', 2), undone('b', 'a', 3), moved('a', 'c', 4)]
    expect(read(trackOf(way, at('c', 4), undoing)).slice(0, 2)).toEqual(['Received done 1', 'Artwork skipped'])
    const held = trackOf(way, at('h', 6), [created('a', 1), moved('a', 'c', 4), moved('c', 'h', 6)])
    expect(read(held)).toEqual(['Received done 1', 'Artwork skipped', 'Stitching done 4', 'On hold now 6', 'Completed todo'])
  })

  test('has one step under way, or all done, wherever the job stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(...way), (status) => {
        const states = trackOf(way, { statusId: status.id, statusAt: 1, status }, []).map(({ state }) => state)
        expect(states.filter((state) => state === 'now')).toHaveLength(status.stage === 'done' ? 0 : 1)
        expect(states.join(' ')).toMatch(/^((done|skipped) ?)*(now ?)?(todo ?)*$/)
      }),
    )
  })
})
