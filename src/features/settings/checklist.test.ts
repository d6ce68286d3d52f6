import { describe, expect, test } from 'vitest'
import { makeShop } from '#testing/world.ts'
import { type Setup, setupSteps } from './checklist.ts'

const nothing: Setup = {
  ...{ phone: null, email: null, linkCopiedAt: null, linkSentAt: null, jobMovedAt: null, stripeState: 'none' },
  ...{ areAutomationsOn: true, automationsSavedAt: null, hasCustomer: 0, hasJob: 0 },
}
const doneIn = (setup: Setup) => setupSteps(setup, '/admin/x', 'order').map(({ done }) => done)

describe('the setup checklist', () => {
  test('has the eight steps, none of them done in a shop where nothing happened', () => {
    expect(doneIn(nothing)).toEqual(Array(8).fill(false))
  })

  test.each([
    [0, { email: 'a@b.test', phone: '9375550142' }],
    [1, { hasCustomer: 1 }],
    [2, { linkCopiedAt: 1 }],
    [3, { linkSentAt: 1 }],
    [4, { hasJob: 1 }],
    [5, { jobMovedAt: 1 }],
    [6, { stripeState: 'ready' as const }],
    [7, { automationsSavedAt: 1 }],
  ])('ticks step %i by its own fact alone', (step, fact) => {
    expect(doneIn({ ...nothing, ...fact })).toEqual(Array.from({ length: 8 }, (_, i) => i === step))
  })

  test('keeps automations open while they are off, and Stripe while it is not ready', () => {
    expect(doneIn({ ...nothing, automationsSavedAt: 1, areAutomationsOn: false })[7]).toBe(false)
    expect(doneIn({ ...nothing, stripeState: 'restricted' })[6]).toBe(false)
  })

  test('leads from every step to a page of the shop', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    for (const { action } of setupSteps(nothing, shop.desk, 'order'))
      expect((await owner.get(action?.href ?? '')).status, action?.href).toBe(200)
  })
})
