import { describe, expect, it } from 'vitest'
import { createMailReports } from '#adapters/mail/reports.ts'
import { makeMailed, postReport, report, stepsFor } from '#features/deliveries/testing.ts'
import { act } from '#features/payments/testing.ts'
import { mailbox } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'

describe('what the mail provider reports', () => {
  it('is noted once, delivered and then bounced, whatever is sent again', async () => {
    const { shop, mail, invoice } = await makeMailed()
    expect(await report(mail.ID, 'delivered')).toEqual({ status: 200, outcome: 'noted' })
    expect(await report(mail.ID, 'delivered')).toEqual({ status: 200, outcome: 'known' })
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent delivered' })
    await report(mail.ID, 'bounced')
    expect(await report(mail.ID, 'bounced')).toEqual({ status: 200, outcome: 'known' })
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent delivered bounced' })
    expect(await shop.rows(`SELECT kind FROM events WHERE kind LIKE 'mail.%' ORDER BY at, rowid`)).toEqual([
      ['mail.delivered'],
      ['mail.bounced'],
    ])
  })

  it('of a mail that brings nothing to see shows as failed in the log and on the first page', async () => {
    const { shop, desk, contact } = await makeMailed()
    const record = `${shop.desk}/customers/${contact.customerId}`
    await desk.submit(await desk.get(record), `${record}/link/mails`)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    await report(mail?.ID ?? '', 'bounced')
    expect((await desk.get(shop.desk)).text).toContain('came back')
    expect((await desk.get(`${shop.desk}/settings/automations`)).text).toContain('The mailbox does not exist')
    expect(await shop.rows('SELECT count(*) FROM tasks')).toEqual([[0]])
  })

  it('of a receipt says nothing of the invoice it thanks for, whose link it carries', async () => {
    const { shop, desk, contact, invoice } = await makeMailed()
    const paid = { method: 'cash', amount: '100', receivedOn: '2030-04-09', receipt: 'on' }
    expect((await act(shop, desk, invoice, 'payments', paid)).status).toBe(303)
    const [receipt] = await shop.mailsTo(contact.email ?? '')
    expect(receipt?.Text).toContain('/view/invoice/')
    expect(await report(receipt?.ID ?? '', 'bounced')).toEqual({ status: 200, outcome: 'noted' })
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent' })
    expect(await shop.rows('SELECT count(*) FROM tasks')).toEqual([[0]])
  })

  it('is refused without the provider’s signature, with another one, altered, or old', async () => {
    const { shop, mail, invoice } = await makeMailed()
    const told = await mailbox.report(mail.ID, 'bounced', Date.now())
    const { 'svix-signature': _, ...unsigned } = told.headers
    const forged = [
      { ...told, headers: unsigned },
      { ...told, headers: { ...told.headers, 'svix-signature': `v1,${btoa('x'.repeat(32))}` } },
      { ...told, headers: { ...told.headers, 'svix-id': 'msg_other' } },
      { ...told, body: told.body.replace('bounced', 'opened') },
      await mailbox.report(mail.ID, 'bounced', Date.now() - 301_000),
      await mailbox.report(mail.ID, 'bounced', Date.now() + 301_000),
    ]
    for (const one of forged) expect((await postReport(one)).status).toBe(422)
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent' })
  })

  it('is taken at the address of the provider that sends, and nowhere else', async () => {
    const { mail } = await makeMailed()
    const told = await mailbox.report(mail.ID, 'delivered', Date.now())
    expect((await postReport(told, 'postmark')).status).toBe(404)
    expect((await postReport(told, 'nobody')).status).toBe(404)
  })

  it('changes nothing at a shop whose outbox has no such mail', async () => {
    const [one, other] = [await makeMailed(), await makeMailed()]
    const rename = (text: string) => text.replaceAll(one.shop.key, other.shop.key)
    const told = await mailbox.report(one.mail.ID, 'bounced', Date.now())
    // Signed anew by the provider, and about a shop that never sent it.
    expect((await postReport({ ...told, body: rename(told.body) })).status).toBe(422)
    await one.shop.rows('DELETE FROM outbox')
    expect(await postReport(told)).toEqual({ status: 200, outcome: 'unknown mail' })
    await other.shop.rows(`UPDATE outbox SET provider_id = 'another'`)
    expect(await report(other.mail.ID, 'bounced')).toEqual({ status: 200, outcome: 'unknown mail' })
    expect(await stepsFor(other.shop, other.invoice)).toEqual({ 'Dana Whitfield': 'sent' })
  })

  it('comes again while the mail is not noted as sent', async () => {
    const { shop, mail } = await makeMailed()
    await shop.rows('UPDATE outbox SET sent_at = NULL, due_at = 9e12')
    expect((await report(mail.ID, 'delivered')).status).toBe(503)
  })

  it('is not put into the future by a provider whose clock is ahead', async () => {
    const { shop, mail, invoice } = await makeMailed()
    const told = await mailbox.report(mail.ID, 'delivered', start + 200_000)
    setClock(start)
    expect((await postReport(told)).status).toBe(200)
    expect(await shop.rows('SELECT delivered_at FROM deliveries WHERE subject_id = ?', invoice)).toEqual([[start]])
  })
})

describe('Postmark', () => {
  const secret = 'a-long-secret'
  const reports = createMailReports('postmark', [secret])
  const Metadata = { key: 'evt_1.0', shop: 'k3y', mail: 'out_1' }
  const read = (body: object, password = secret) =>
    reports.read(
      JSON.stringify(body),
      (name) => (name === 'authorization' ? `Basic ${btoa(`postmark:${password}`)}` : undefined),
      start,
    )
  const about = { shopKey: 'k3y', mailId: 'out_1', providerId: 'm-1' }
  const DeliveredAt = '2030-04-09T14:59:00Z'

  it.each([
    [
      { RecordType: 'Delivery', DeliveredAt },
      { kind: 'delivered', at: Date.parse(DeliveredAt), reason: null },
    ],
    [
      { RecordType: 'Open', ReceivedAt: DeliveredAt },
      { kind: 'opened', at: Date.parse(DeliveredAt), reason: null },
    ],
    [
      { RecordType: 'Bounce', Type: 'HardBounce', Description: 'No such user dana@x.test', BouncedAt: DeliveredAt },
      { kind: 'bounced', at: Date.parse(DeliveredAt), reason: 'No such user (address)' },
    ],
    [
      { RecordType: 'SpamComplaint', Type: 'SpamComplaint', BouncedAt: '' },
      { kind: 'bounced', at: start, reason: 'SpamComplaint' },
    ],
  ])('is read as it writes: %j', async (body, expected) => {
    expect(await read({ ...body, MessageID: 'm-1', Metadata })).toEqual({ ...about, ...expected })
  })

  it.each([
    ['a bounce that it tries again', { RecordType: 'Bounce', Type: 'Transient', MessageID: 'm-1', Metadata }],
    ['a mail of the platform’s own', { RecordType: 'Delivery', MessageID: 'm-1', Metadata: { key: 'k' } }],
    ['a click', { RecordType: 'Click', MessageID: 'm-1', Metadata }],
    ['what is no report', { hello: 1 }],
  ])('says nothing to us with %s', async (_, body) => {
    expect(await read(body)).toBe('other')
  })

  it('is believed for its password alone', async () => {
    expect(await read({ RecordType: 'Delivery', MessageID: 'm-1', Metadata }, 'another')).toBe('forged')
    expect(await reports.read('{}', () => 'Basic %%%', start)).toBe('forged')
    expect(await reports.read('{}', () => undefined, start)).toBe('forged')
    const none = createMailReports('postmark', [''])
    expect([none.provider, await none.read('{}', () => `Basic ${btoa(':')}`, start)]).toEqual([undefined, 'forged'])
  })
})
