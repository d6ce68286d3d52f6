import { describe, expect, it } from 'vitest'
import { type Progress, silenceMs, stepsOf } from './rules.ts'
import { progressInWords } from './words.ts'

const nothing: Progress = { sentAt: null, deliveredAt: null, bouncedAt: null, openedAt: null, seenAt: null, decidedAt: null }
const shop = { locale: 'en-US', timeZone: 'America/New_York' }
const at = (day: number, hour: number, minute = 0) => Date.UTC(2030, 3, day, hour + 4, minute)
const said = (progress: Partial<Progress>, now = at(9, 15)) => progressInWords({ ...nothing, ...progress }, now, shop)

describe('how far a document came', () => {
  it.each([
    [{}, ''],
    [{ sentAt: 1 }, 'sent'],
    [{ sentAt: 1, deliveredAt: 2, openedAt: 3 }, 'sent delivered opened'],
    // A person looked, so what a machine fetched says nothing more.
    [{ sentAt: 1, deliveredAt: 2, openedAt: 3, seenAt: 4, decidedAt: 5 }, 'sent delivered seen decided'],
    // A provider may take a delivery back.
    [{ sentAt: 1, deliveredAt: 2, bouncedAt: 3 }, 'sent bounced'],
    [{ seenAt: 4 }, 'seen'],
  ])('of %j is told as “%s”', (progress, steps) => {
    expect(
      stepsOf({ ...nothing, ...progress })
        .map(({ step }) => step)
        .join(' '),
    ).toBe(steps)
  })

  it('is said as people say it', () => {
    expect(said({})).toBe('On its way')
    expect(said({ sentAt: at(9, 9, 2), deliveredAt: at(9, 9, 3), seenAt: at(9, 9, 40) })).toBe(
      'Sent 9:02 am · delivered · seen today, 9:40 am',
    )
    expect(said({ sentAt: at(8, 9, 2), deliveredAt: at(8, 9, 3), seenAt: at(9, 9, 40) })).toBe(
      'Sent Mon, Apr 8, 9:02 am · delivered · seen today, 9:40 am',
    )
    expect(said({ sentAt: at(5, 9, 2), openedAt: at(5, 9, 2), bouncedAt: null })).toBe(
      'Sent Fri, Apr 5, 9:02 am · opened 9:02 am, maybe by a mail program',
    )
    expect(said({ sentAt: at(5, 9, 2), bouncedAt: at(5, 9, 3) })).toBe('Sent Fri, Apr 5, 9:02 am · came back 9:03 am')
  })

  it('is silence after three days, or as many as the shop set', () => {
    expect([silenceMs({}), silenceMs({ callAfterDays: 1 })]).toEqual([3 * 86_400_000, 86_400_000])
  })
})
