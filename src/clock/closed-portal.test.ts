import { beforeAll, describe, expect, it } from 'vitest'
import { composed, type MailExample, mailExamples, workers } from '#testing/mails.ts'
import { testEnv } from '#testing/outside.ts'
import { shopMails } from './mails.ts'

/** What goes by itself, and what it is without its button. All other mails are there for theirs. */
const goesClosed = {
  'sign-in': 'with its button',
  'link.code': 'without a button',
  'staff.invitation': 'with its button',
  'staff.security': 'with its button',
  'approval.told': 'with its button',
  'proof.comments': 'with its button',
  'estimate.asked': 'with its button',
  'invoice.asked': 'with its button',
  'brand.changed': 'with its button',
  'request.new': 'with its button',
  'request.asked': 'with its button',
  'request.responded': 'without a button',
  'request.changed': 'without a button',
  'email.changed': 'without a button',
  'profile.told': 'with its button',
  'payment.failed_desk': 'with its button',
  'payment.disputed': 'with its button',
  'appointment.answered': 'with its button',
  'appointment.set': 'without a button',
  'appointment.changed': 'without a button',
  'appointment.cancelled': 'without a button',
  'appointment.reminder': 'without a button',
  'autopay.changed': 'without a button',
  'autopay.uncharged_desk': 'with its button',
  'payment.receipt': 'without a button',
  'payment.failed': 'without a button',
  'payment.refund': 'without a button',
  'approval.receipt': 'without a button',
  'limit.used': 'without a button',
  'ways.changed': 'without a button',
  'warranty.ending': 'without a button',
  'handover.told': 'with its button',
  'handover.gone': 'without a button',
  'message.asked': 'with its button',
  'message.answered': 'without a button',
}

describe('while the portal is closed', () => {
  let made: Readonly<Record<string, MailExample>>
  beforeAll(async () => {
    made = await mailExamples('Owner')
  })

  it('there is an example here of every mail that a shop sends', () => {
    const kinds = Object.keys(shopMails).filter((kind) => !workers.has(kind))
    expect(Object.keys(made).map((name) => name.split(' ')[0])).toEqual(expect.arrayContaining(kinds))
  })

  it('no mail leads into it: what the shop reads and what says something by itself goes, and nothing else', async () => {
    const open: Record<string, string> = {}
    const closed: Record<string, string> = {}
    for (const [name, example] of Object.entries(made)) open[name] = linksOf(await composed(name, example))
    for (const shop of new Set(Object.values(made).map(([shop]) => shop))) await shop.rows('UPDATE profile SET is_portal_on = 0')
    for (const [name, example] of Object.entries(made)) closed[name] = linksOf(await composed(name, example))
    expect(Object.entries(open).filter(([, what]) => what === 'does not go')).toEqual([])
    expect(Object.fromEntries(Object.entries(closed).filter(([, what]) => what !== 'does not go'))).toEqual(goesClosed)
  })
})

/** Whether a mail goes, and what its button opens; any other address in it would open the closed portal. */
function linksOf(mail: Awaited<ReturnType<typeof composed>>): string {
  if (!mail) return 'does not go'
  const addresses = [...mail.html.matchAll(/href="(http[^"]*)"/g)].map(([, address]) => address ?? '')
  if (addresses.some((address) => !address.startsWith(testEnv.STAFF_ORIGIN))) return 'leads into the portal'
  return addresses.length > 0 ? 'with its button' : 'without a button'
}
