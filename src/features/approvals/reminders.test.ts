import { describe, expect, it } from 'vitest'
import { mailbox } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { reminderTimes } from './reminders.ts'
import { answerParts, makeJob, sendParts, twoLines } from './testing.ts'

const day = 86_400_000

/** Two lines sent to an approver, answered by a promised day if told so. */
async function asked(more: Parameters<typeof sendParts>[4] = {}, who: Parameters<TestShop['customer']>[0] = {}) {
  const shop = await makeShop({ trade: 'fleet' })
  const contact = await shop.customer(who)
  const job = await makeJob(shop, contact)
  await shop.rows(`UPDATE jobs SET due_on = '2030-04-19' WHERE id = ?`, job)
  const request = await sendParts(shop, contact, job, twoLines, more)
  return { shop, contact, job, request, email: contact.email ?? '' }
}
const reminders = async (shop: TestShop, email: string, at: number) => {
  setClock(at)
  await shop.ring()
  return (await mailbox.to(email)).filter(({ Subject }) => Subject === 'Unit 14 waits for your answer')
}
describe('a reminder', () => {
  it('goes by the shop’s schedule until the answer, and stops the moment it is given', async () => {
    const { shop, request, email } = await asked()
    expect(await reminders(shop, email, start + 2 * day - 1)).toHaveLength(0)
    expect(await reminders(shop, email, start + 2 * day)).toHaveLength(1)
    await answerParts(shop, request, 'approved', ['lin_pads', 'lin_flush'])
    expect(await reminders(shop, email, start + 6 * day)).toHaveLength(1)
    expect(await shop.rows(`SELECT id FROM outbox WHERE kind = 'approval.reminder' AND sent_at IS NULL`)).toEqual([])
  })

  it('goes on while part of it is unanswered, and says how much', async () => {
    const { shop, request, email } = await asked()
    await answerParts(shop, request, 'declined', ['lin_pads'])
    const [mail] = await reminders(shop, email, start + 2 * day)
    expect(mail?.Text).toContain('1 of 2 lines')
  })

  it('says what waits, by when, and which day that keeps', async () => {
    const { shop, email } = await asked({ answerBy: start + 3 * day })
    const [mail] = await reminders(shop, email, start + 2 * day)
    expect(mail?.Text).toContain('Approve by Fri, Apr 12, 11:00 am to keep Fri, Apr 19.')
    expect(mail?.Text).toContain('$530.00')
    expect(mail?.Text).toMatch(/\/view\/work\/job_/)
  })

  it('tells no amount to a contact without prices', async () => {
    const { shop, email } = await asked({}, { seesPrices: false })
    const [mail] = await reminders(shop, email, start + 2 * day)
    expect(mail?.Text).toContain('2 lines')
    expect(`${mail?.Text}${mail?.HTML}`).not.toMatch(/\$|\b530\b/)
  })

  it.each([
    ['it was answered', `UPDATE approval_requests SET state = 'approved'`],
    ['it was taken back', `UPDATE approval_requests SET state = 'withdrawn'`],
    ['a newer version was sent', `UPDATE approval_requests SET edition = 2`],
    ['the shop changed it and has not sent it again', `UPDATE approval_requests SET is_edited = 1`],
    ['the order was cancelled', `UPDATE jobs SET is_closed = 1`],
    ['the contact may not approve any more', `UPDATE contacts SET can_approve = 0`],
    ['the contact’s access ended', `UPDATE contacts SET has_access = 0`],
    ['the contact was removed', `UPDATE contacts SET removed_at = 1`],
    ['the link was revoked', `UPDATE item_links SET revoked_at = 1`],
    ['the customer was archived', `UPDATE customers SET archived_at = 1`],
    ['the shop’s portal is off', `UPDATE profile SET is_portal_on = 0`],
  ])('is not sent once %s, whatever still stands in the outbox', async (_, change) => {
    const { shop, email } = await asked()
    await shop.rows(change)
    expect(await reminders(shop, email, start + 2 * day)).toHaveLength(0)
    expect(await shop.rows(`SELECT failure FROM outbox WHERE kind = 'approval.reminder' AND sent_at IS NOT NULL`)).toEqual([
      ['nothing left to say'],
    ])
  })

  it('is planned after some days and before the answer is due, never after it', () => {
    const rule = { remindAfterDays: [2, 5], remindBeforeHours: 24 }
    expect(reminderTimes(rule, 0, null)).toEqual([2 * day, 5 * day])
    expect(reminderTimes(rule, 0, 4 * day)).toEqual([2 * day, 3 * day])
    expect(reminderTimes(rule, 0, day / 2)).toEqual([])
    // An hour apart, and half a day.
    expect(reminderTimes(rule, 0, 3 * day + day / 24)).toEqual([2 * day + day / 24])
    expect(reminderTimes(rule, 0, 3.5 * day)).toEqual([2 * day, 2.5 * day])
  })
})
