import { describe, expect, test } from 'vitest'
import { answer, makeSent } from '#features/estimates/testing.ts'
import { stripe } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'
import { books, deliver, deliverAll, eventsOf, openKept, openTill, sessionIn, totalMinor } from './testing.ts'

/** A paid invoice whose payer told their bank that it was not right. */
async function openDisputed() {
  const shop = await makeShop()
  const till = await openTill(shop)
  await stripe.pay(sessionIn((await till.pay()).location))
  await deliverAll(till.account)
  const [[id, intent] = []] = await shop.rows('SELECT id, payment_intent FROM payments')
  const dispute = await stripe.dispute(String(intent))
  await deliverAll(till.account)
  return { shop, ...till, dispute: dispute.id, payment: `${shop.desk}/payments/${id}` }
}

describe('a dispute', () => {
  test('takes the money out of the books, is loud at the desk, and is mailed to the owners', async () => {
    const { shop, desk, invoice, payment } = await openDisputed()
    expect((await books(shop, invoice)).ledger).toEqual([
      `invoice ${totalMinor}`,
      `payment -${totalMinor}`,
      `dispute ${totalMinor}`,
    ])
    expect(await shop.rows('SELECT state, evidence_due_at IS NOT NULL FROM disputes')).toEqual([['open', 1]])
    const page = await desk.get(`${shop.desk}/invoices/${invoice}`)
    expect(page.text).toContain('The bank took back $754.20')
    expect(page.text).toContain('Answer until')
    expect((await desk.get(shop.desk)).text).toContain('Answer the bank')
    expect((await desk.get(payment)).text).toContain('Send this to the bank')
    const [[owner] = []] = await shop.rows(`SELECT email FROM staff WHERE role = 'owner'`)
    const mail = (await shop.mailsTo(String(owner))).find(({ Subject }) => Subject.includes('asks back'))
    expect(mail?.Text).toContain('Send what speaks for you until')
  })

  test('asks its customer for nothing: paying all the same is folded away', async () => {
    const { customer, path } = await openDisputed()
    const { text } = await customer.get(path)
    expect(text).toContain('You need not pay until it has')
    expect(text).toMatch(/<details>\s*<summary>Pay all the same<\/summary>[\s\S]*<button class="btn primary/)
  })

  test('is answered in one press with what the records say, and what was sent is kept', async () => {
    const { shop, desk, payment, dispute, account } = await openDisputed()
    const page = await desk.get(payment)
    expect(page.text).toContain('INV-1001: Trucker caps, hop patch')
    expect((await desk.submit(page, `${payment}/disputes/${dispute}`)).status).toBe(303)
    await deliverAll(account)
    expect(await shop.rows('SELECT state, evidence_sent_at IS NOT NULL FROM disputes')).toEqual([['sent', 1]])
    const after = await desk.get(payment)
    expect(after.text).toContain('The bank decides')
    expect(after.text).toContain('What was sent')
    expect(after.text).toContain('INV-1001: Trucker caps, hop patch')
    expect((await desk.submit(page, `${payment}/disputes/${dispute}`)).status).toBe(303)
    expect((await desk.get(shop.desk)).text).not.toContain('Answer the bank')
  })

  test('of what was paid with a kept card is answered as well', async () => {
    const shop = await makeShop()
    const { desk, account, invoice, tap } = await openKept(shop)
    await tap()
    const [[id, intent] = []] = await shop.rows('SELECT id, payment_intent FROM payments WHERE saved_method_id IS NOT NULL')
    const { id: dispute } = await stripe.dispute(String(intent))
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
    const payment = `${shop.desk}/payments/${id}`
    expect((await desk.submit(await desk.get(payment), `${payment}/disputes/${dispute}`)).status).toBe(303)
    expect(await shop.rows('SELECT state, evidence_sent_at IS NOT NULL FROM disputes')).toEqual([['sent', 1]])
  })

  test('of a deposit is answered with the yes to its estimate, what was offered, and who read it', async () => {
    const { shop, desk, customer, page } = await makeSent({ isPayable: true, fields: { deposit: '25%' } })
    await stripe.pay(sessionIn((await answer(customer, page)).location))
    const [[account] = []] = await shop.rows('SELECT stripe_account FROM profile')
    await deliverAll(String(account))
    const [[id, intent] = []] = await shop.rows('SELECT id, payment_intent FROM payments')
    await stripe.dispute(String(intent))
    await deliverAll(String(account))
    await shop.ring()
    const { text } = await desk.get(`${shop.desk}/payments/${id}`)
    for (const said of [
      'Deposit for estimate 1001: Brakes and suspension',
      'estimate approved, record',
      'Joanne Mercer read the estimate',
      'the receipt was mailed to Joanne Mercer',
    ])
      expect(text).toContain(said)
  })

  test('whose answer is lost on its way is found sent', async () => {
    const { shop, desk, payment, dispute } = await openDisputed()
    await stripe.fault([{ kind: 'drop', times: 1, match: '/v1/disputes' }])
    const page = await desk.get(payment)
    expect((await desk.submit(page, `${payment}/disputes/${dispute}`)).status).toBe(303)
    await stripe.heal()
    expect(await shop.rows('SELECT state FROM disputes')).toEqual([['sent']])
  })

  test('asks for nothing while the bank decides, on the lists as on the invoice; lost, the invoice says why it asks again', async () => {
    const { shop, invoice, account, dispute, desk, payment, customer } = await openDisputed()
    const home = await customer.get(shop.base)
    const list = await customer.get(`${shop.base}/invoices`)
    for (const { text } of [home, list]) {
      expect(text).toMatch(/your bank is looking into a payment/i)
      expect(text).not.toContain('Pay $754.20')
    }
    expect(list.text).toContain('Nothing to pay')
    await stripe.verdict(dispute, 'lost')
    await deliverAll(account)
    expect((await customer.get(`${shop.base}/invoices`)).text).toContain('Pay $754.20')
    const page = await customer.get(`${shop.base}/invoices/${invoice}`)
    expect(page.text).toContain('Your bank took back $754.20')
    expect((await desk.get(payment)).text).not.toContain('Stripe releases it')
  })

  test.each([
    ['won', 0, ['dispute 75420', 'dispute_won -75420']],
    ['lost', totalMinor, ['dispute 75420']],
  ] as const)('that is %s ends in the books as the bank says, in whatever order it is told', async (status, balance, moved) => {
    const { shop, invoice, account, dispute, desk } = await openDisputed()
    await stripe.verdict(dispute, status)
    for (const event of (await eventsOf(account)).toReversed()) await deliver(event)
    await deliverAll(account)
    const found = await books(shop, invoice)
    expect([found.balance, found.ledger.slice(2)]).toEqual([balance, moved])
    expect(await shop.rows('SELECT state, closed_at IS NOT NULL FROM disputes')).toEqual([[status, 1]])
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain(
      status === 'won' ? 'Won: the money is back' : 'Lost: the payer keeps it',
    )
  })

  test('opened and decided before anything was told is counted whole', async () => {
    const shop = await makeShop()
    const { account, invoice, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    const intent = (await eventsOf(account)).find(({ type }) => type === 'payment_intent.succeeded')
    const { id } = await stripe.dispute(JSON.parse(intent?.payload ?? '{}').data.object.id)
    await stripe.verdict(id, 'won')
    await deliverAll(account)
    expect((await books(shop, invoice)).ledger.slice(1)).toEqual([
      `payment -${totalMinor}`,
      `dispute ${totalMinor}`,
      `dispute_won -${totalMinor}`,
    ])
  })
})
