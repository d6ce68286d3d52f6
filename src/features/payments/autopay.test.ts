import { afterEach, describe, expect, test } from 'vitest'
import { libsql, stripe, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { act, books, codeFor, deliver, deliverAll, draft, eventsOf, openKept, sent, sessionIn, totalMinor } from './testing.ts'

const day = 86_400_000
const label = 'Visa ending 4242'
/** The due day of what these tests send, at ten by the shop's clock, and a minute. */
const dueAt = Date.UTC(2030, 3, 23, 14, 1)

afterEach(async () => {
  await stripe.heal()
  setClock(start)
})

/** A customer whose new invoices are paid by themselves, and one such invoice. */
async function openAutopay(shop: TestShop, card: 'good' | 'bank' | 'asks' = 'good') {
  const kept = await openKept(shop, card)
  const { customer, way, desk, contact } = kept
  const terms = `${shop.base}/ways-to-pay/${way}/autopay`
  await customer.submit(await customer.get(terms), /\/autopay$/)
  const invoice = await sent(shop, desk, contact)
  return { ...kept, earlier: kept.invoice, invoice, terms, path: `${shop.base}/invoices/${invoice}` }
}

async function ringAt(shop: TestShop, at: number) {
  setClock(at)
  await shop.ring()
}

const subjects = async (shop: TestShop, address: string | undefined) =>
  (await shop.mailsTo(address ?? '')).map(({ Subject }) => Subject)
const tries = (shop: TestShop) => shop.rows('SELECT state FROM payments WHERE saved_method_id IS NOT NULL ORDER BY created_at')
async function charges(account: string): Promise<number> {
  const headers = { authorization: `Bearer ${testEnv.STRIPE_SECRET_KEY}`, 'stripe-account': account }
  const answer = await fetch(`${testEnv.STRIPE_URL}/v1/charges?limit=100`, { headers })
  const { data }: { data: { status: string }[] } = await answer.json()
  return data.filter(({ status }) => status === 'succeeded').length
}

describe('agreeing to autopay', () => {
  test('says first what is charged, when, and how to stop, and is mailed', async () => {
    const shop = await makeShop()
    const { customer, contact, terms } = await openAutopay(shop)
    const { text } = await customer.get(terms)
    for (const said of ['on its due day', 'at least three days before', 'You can stop it here at any time'])
      expect(text).toContain(said)
    expect((await customer.get(`${shop.base}/ways-to-pay`)).text).toContain('Pays new invoices by itself')
    expect(await subjects(shop, contact.email)).toContain(`Autopay is on at Shop ${shop.key}`)
    await customer.submit(await customer.get(`${shop.base}/ways-to-pay`), /\/autopay\/end$/)
    expect(await subjects(shop, contact.email)).toContain(`Autopay is off at Shop ${shop.key}`)
  })

  test('takes a fresh proof of the mailbox', async () => {
    const shop = await makeShop()
    const { customer, contact, way } = await openKept(shop)
    const terms = `${shop.base}/ways-to-pay/${way}/autopay`
    setClock(start + 11 * 60_000)
    const led = await customer.submit(await customer.get(terms), /\/autopay$/)
    expect(await shop.rows('SELECT autopay_at FROM saved_methods')).toEqual([[null]])
    const asked = await customer.get(led.location)
    expect((await customer.submit(asked, /\/autopay$/, { code: '1111 1111' })).status).toBe(422)
    await customer.submit(asked, /\/autopay$/, { code: await codeFor(shop, contact.email ?? '') })
    expect(await shop.rows('SELECT autopay_at FROM saved_methods')).toEqual([[start + 11 * 60_000]])
  })

  test('is its owner’s alone', async () => {
    const shop = await makeShop()
    const { contact, way } = await openKept(shop)
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    const address = `${shop.base}/ways-to-pay/${way}/autopay`
    expect((await colleague.get(address)).status).toBe(404)
    expect((await colleague.post(address)).status).toBe(404)
    expect((await colleague.post(`${address}/end`)).status).toBe(404)
    expect(await shop.rows('SELECT autopay_at FROM saved_methods')).toEqual([[null]])
  })
})

describe('a new invoice of who agreed', () => {
  test('says in its mail and on its pages when it is charged, and is charged then, once, with a receipt', async () => {
    const shop = await makeShop()
    const { customer, desk, contact, account, invoice, earlier, path } = await openAutopay(shop)
    const [mail] = (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => Subject.startsWith('Invoice'))
    expect(mail?.Text).toContain(`We charge ${label} by itself on Tue, Apr 23`)
    expect((await customer.get(path)).text).toContain(`We charge ${label} by itself on Tue, Apr 23`)
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('is charged by itself on Tue, Apr 23')
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    for (const page of [await colleague.get(path), await shop.visitor().get(pathname)]) {
      expect(page.text).toContain('It is paid by itself on Tue, Apr 23')
      expect(page.text).not.toContain(label)
    }
    await ringAt(shop, dueAt - 60 * 60_000)
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
    await ringAt(shop, dueAt)
    await shop.ring()
    for (const event of (await eventsOf(account)).toReversed()) await deliver(event)
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
    expect((await books(shop, earlier)).balance).toBe(totalMinor)
    expect(await charges(account)).toBe(2)
    expect((await subjects(shop, contact.email)).filter((one) => one.startsWith('Receipt'))).toHaveLength(2)
  })

  test('is reminded of by nobody while it waits for its day', async () => {
    const shop = await makeShop()
    const { contact, desk, invoice } = await openAutopay(shop)
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).not.toContain('is reminded')
    await shop.rows(
      'UPDATE invoices SET voided_at = 1 WHERE id <> (SELECT id FROM invoices ORDER BY sent_at DESC, rowid DESC LIMIT 1)',
    )
    await ringAt(shop, dueAt - 2 * day)
    expect((await subjects(shop, contact.email)).filter((one) => /due|remind/i.test(one))).toEqual([])
  })

  test.each([
    ['no late fee while its first charge waits for the notice we owe', 1, 'good', []],
    ['the late fee once the bank said no to it', 5, 'refused', ['late_fee 1000']],
    ['the late fee that was not added before the bank said no', 1, 'refused', ['late_fee 1000']],
  ] as const)('due on the day it was sent gets %s', async (_name, afterDays, card, added) => {
    const shop = await makeShop()
    const lateFee = { kind: 'amount', amountMinor: 1_000, ppm: 0, afterDays }
    await shop.rows('UPDATE profile SET billing = ?', JSON.stringify({ lateFee }))
    const { desk, contact, method } = await openAutopay(shop)
    const invoice = await sent(shop, desk, contact, { dueOn: '2030-04-09' })
    await stripe.method(method, card)
    for (const after of [1, 2, 3, 5]) await ringAt(shop, Date.UTC(2030, 3, 9 + after, 15, 1))
    const { ledger } = await books(shop, invoice)
    expect(ledger.filter((row) => row.startsWith('late_fee'))).toEqual(added)
    expect(ledger.includes(`payment -${totalMinor}`)).toBe(card === 'good')
  })

  test('is charged what is left of it on that day', async () => {
    const shop = await makeShop()
    const { desk, account, invoice } = await openAutopay(shop)
    await act(shop, desk, invoice, 'payments', { amount: '100', method: 'cash', receivedOn: '2030-04-09' })
    await ringAt(shop, dueAt)
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, 'payment -10000', 'payment -65420'])
    expect(await charges(account)).toBe(2)
  })

  const undone: Readonly<Record<string, (shop: TestShop, till: Awaited<ReturnType<typeof openAutopay>>) => Promise<unknown>>> = {
    'was paid before': async (shop, { desk, invoice }) =>
      act(shop, desk, invoice, 'payments', { amount: '754.20', method: 'cash', receivedOn: '2030-04-09' }),
    'was paid, and given back after,': async (shop, { desk, invoice }) => {
      await act(shop, desk, invoice, 'payments', { amount: '754.20', method: 'cash', receivedOn: '2030-04-09' })
      const [[payment] = []] = await shop.rows(`SELECT id FROM payments WHERE method = 'cash'`)
      const record = `${shop.desk}/payments/${payment}`
      await desk.submit(await desk.get(record), /\/refunds$/, { amount: '754.20', isForgiven: '' })
      expect((await books(shop, invoice)).balance).toBe(totalMinor)
    },
    'was taken back': (shop, { desk, invoice }) => act(shop, desk, invoice, 'void'),
    'autopay was stopped for': async (shop, { customer }) =>
      customer.submit(await customer.get(`${shop.base}/ways-to-pay`), /\/autopay\/end$/),
    'the card was removed for': async (shop, { customer }) =>
      customer.submit(await customer.get(`${shop.base}/ways-to-pay`), /\/removal$/),
    'the owner of the card lost access for': (shop) => shop.rows('UPDATE contacts SET has_access = 0'),
    'its owner may pay no more': (shop) => shop.rows('UPDATE contacts SET can_pay = 0'),
    'the customer was archived for': (shop) => shop.rows('UPDATE customers SET archived_at = 1'),
    'waits for a PO number': (shop) => shop.rows(`UPDATE profile SET billing = '{"po":"demanded"}'`),
    'the shop has its portal off for': (shop) => shop.rows('UPDATE profile SET is_portal_on = 0'),
    'the shop takes no payments for': (shop) => shop.rows(`UPDATE profile SET stripe_state = 'restricted'`),
  }
  test.each(Object.entries(undone))('that %s is not charged', async (_name, undo) => {
    const shop = await makeShop()
    const till = await openAutopay(shop)
    await undo(shop, till)
    await ringAt(shop, dueAt)
    await ringAt(shop, dueAt + 10 * day)
    expect(await charges(till.account)).toBe(1)
    expect(await tries(shop)).toEqual([])
  })

  test('that nobody was mailed is not charged', async () => {
    const shop = await makeShop()
    const { customer, desk, contact, account, earlier } = await openAutopay(shop)
    const quiet = await draft(shop, desk, contact)
    await act(shop, desk, quiet, 'sending', { isQuiet: 'on' })
    expect((await customer.get(`${shop.base}/invoices/${quiet}`)).text).not.toContain('by itself')
    await shop.rows('UPDATE invoices SET voided_at = 1 WHERE id NOT IN (?, ?)', quiet, earlier)
    await ringAt(shop, dueAt)
    expect(await charges(account)).toBe(1)
  })

  test.each([
    ['with a mail is charged', 'on', 2],
    ['without a mail is charged no more', '', 1],
  ])('that was changed %s', async (_name, mail, expected) => {
    const shop = await makeShop()
    const { customer, desk, account, invoice, path } = await openAutopay(shop)
    const record = `${shop.desk}/invoices/${invoice}`
    await desk.submit(await desk.get(`${record}/edit`), record, { note: 'Ring the bell', mail })
    expect((await customer.get(path)).text.includes('by itself on Tue, Apr 23')).toBe(expected === 2)
    await ringAt(shop, dueAt)
    expect(await charges(account)).toBe(expected)
  })

  test('that somebody has open to pay waits an hour, and is charged only what they left', async () => {
    const shop = await makeShop()
    const { customer, account, invoice, path } = await openAutopay(shop)
    setClock(dueAt - 60_000)
    const session = sessionIn((await customer.post(`${path}/payment`)).location)
    await ringAt(shop, dueAt)
    expect(await charges(account)).toBe(1)
    await stripe.pay(session)
    await deliverAll(account)
    await ringAt(shop, dueAt + 61 * 60_000)
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, `payment -${totalMinor}`])
    expect(await charges(account)).toBe(2)
  })

  test('that its owner pays in the same moment is charged once', async () => {
    const shop = await makeShop()
    const { customer, account, invoice, path } = await openAutopay(shop)
    setClock(dueAt)
    await shop.rows('UPDATE sessions SET proved_at = ?, expires_at = ?', dueAt, dueAt + day)
    const page = await customer.get(path)
    await Promise.all([shop.ring(), customer.submit(page, /\/payments\/charges$/)])
    await ringAt(shop, dueAt + 61 * 60_000)
    await deliverAll(account)
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, `payment -${totalMinor}`])
    expect(await charges(account)).toBe(2)
  })

  test('of which something was paid in the same moment waits an hour, and is charged what is left', async () => {
    const shop = await makeShop()
    const { account, invoice } = await openAutopay(shop)
    const body = `UPDATE invoices SET balance_minor = balance_minor - 10000 WHERE id = '${invoice}'`
    await libsql.fault(shop.namespace, [{ kind: 'before', match: 'payment.started', body }])
    await ringAt(shop, dueAt)
    expect(await charges(account)).toBe(1)
    await ringAt(shop, dueAt + 61 * 60_000)
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, 'payment -65420'])
    expect(await charges(account)).toBe(2)
  })

  test.each([
    ['and nothing is charged where Stripe made no charge', { kind: 'status', status: 503 }, 1],
    ['and what Stripe charged before counts', { kind: 'drop' }, 2],
  ] as const)('whose answer is lost is only looked for once its owner stopped autopay, %s', async (_name, fault, expected) => {
    const shop = await makeShop()
    const { customer, contact, account, invoice } = await openAutopay(shop)
    setClock(dueAt)
    await shop.rows('UPDATE sessions SET expires_at = ?', dueAt + day)
    const ways = await customer.get(`${shop.base}/ways-to-pay`)
    await stripe.fault([
      { ...fault, times: 1, match: '/v1/payment_intents' },
      { kind: 'status', status: 503, times: 50, match: '/v1/payment_intents' },
    ])
    await shop.ring()
    expect(await tries(shop)).toEqual([['open']])
    await customer.submit(ways, /\/autopay\/end$/)
    await stripe.heal()
    await ringAt(shop, dueAt + 30 * 60_000)
    await ringAt(shop, dueAt + 4 * day)
    expect(await charges(account)).toBe(expected)
    expect(await tries(shop)).toEqual([[expected === 1 ? 'expired' : 'succeeded']])
    expect((await books(shop, invoice)).balance).toBe(expected === 1 ? totalMinor : 0)
    expect((await subjects(shop, contact.email)).filter((one) => one.includes('could not be charged'))).toEqual([])
  })

  test('that was sent before its customer agreed is not charged, though the shop mails it anew', async () => {
    const shop = await makeShop()
    const { customer, desk, account, invoice, way, path } = await openKept(shop)
    setClock(start + 60_000)
    const terms = `${shop.base}/ways-to-pay/${way}/autopay`
    await customer.submit(await customer.get(terms), /\/autopay$/)
    const record = `${shop.desk}/invoices/${invoice}`
    await desk.submit(await desk.get(`${record}/edit`), record, { note: 'Ring the bell', mail: 'on' })
    expect((await customer.get(path)).text).not.toContain('by itself')
    await ringAt(shop, dueAt)
    expect(await charges(account)).toBe(1)
  })

  test('that was called off in the same moment is not charged, then or an hour later', async () => {
    const shop = await makeShop()
    const { account } = await openAutopay(shop)
    const body = `DELETE FROM outbox WHERE topic LIKE 'invoice.autopay %'`
    await libsql.fault(shop.namespace, [{ kind: 'before', match: 'payment.started', body }])
    await ringAt(shop, dueAt)
    await ringAt(shop, dueAt + 61 * 60_000)
    expect(await charges(account)).toBe(1)
    expect(await tries(shop)).toEqual([])
  })

  test('whose answer is lost is charged once', async () => {
    const shop = await makeShop()
    const { account, invoice } = await openAutopay(shop)
    const match = '/v1/payment_intents'
    await stripe.fault([
      { kind: 'drop', times: 1, match },
      { kind: 'status', status: 503, times: 4, match },
    ])
    for (const later of [0, 1, 2, 5, 20]) await ringAt(shop, dueAt + later * 60_000)
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, `payment -${totalMinor}`])
    expect(await charges(account)).toBe(2)
  })

  test('from a bank account is on its way for days', async () => {
    const shop = await makeShop()
    const { customer, account, invoice, path } = await openAutopay(shop, 'bank')
    await ringAt(shop, dueAt)
    expect(await tries(shop)).toEqual([['processing']])
    await shop.rows('UPDATE sessions SET expires_at = ?', dueAt + day)
    expect((await customer.get(path)).text).toContain('Your payment is on its way')
    const [[intent] = []] = await shop.rows(`SELECT payment_intent FROM payments WHERE state = 'processing'`)
    await stripe.bank(String(intent), true)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
  })
})

describe('a bank that says no', () => {
  test('is told to the customer with a way to pay, asked twice more three days apart, and then told to the shop', async () => {
    const shop = await makeShop()
    const { contact, method, invoice } = await openAutopay(shop)
    const [[owner] = []] = await shop.rows(`SELECT email FROM staff WHERE role = 'owner'`)
    await stripe.method(method, 'refused')
    const told = async () => (await subjects(shop, contact.email)).filter((one) => one.includes('could not be charged'))
    for (const nth of [0, 1, 2]) {
      await ringAt(shop, dueAt + nth * 3 * day + nth * 60_000)
      await shop.ring()
      expect(await told()).toHaveLength(nth + 1)
      const desks = (await subjects(shop, String(owner))).filter((one) => one.includes('did not go through'))
      expect(desks).toHaveLength(nth === 2 ? 1 : 0)
    }
    const mails = (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => Subject.includes('could not be charged'))
    expect(mails.some(({ Text }) => Text.includes('We try again on') && Text.includes('Your card was declined'))).toBe(true)
    expect(mails.some(({ Text }) => Text.includes('We do not try again'))).toBe(true)
    await ringAt(shop, dueAt + 30 * day)
    expect(await tries(shop)).toEqual([['failed'], ['failed'], ['failed']])
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
  })

  test('once, and yes the next time, is paid', async () => {
    const shop = await makeShop()
    const { method, invoice } = await openAutopay(shop)
    await stripe.method(method, 'refused')
    await ringAt(shop, dueAt)
    await stripe.method(method, 'good')
    await ringAt(shop, dueAt + 3 * day + 60_000)
    expect((await books(shop, invoice)).balance).toBe(0)
  })

  test('until its owner is asked is not asked again', async () => {
    const shop = await makeShop()
    const { contact } = await openAutopay(shop, 'asks')
    await ringAt(shop, dueAt)
    await ringAt(shop, dueAt + 4 * day)
    expect(await tries(shop)).toEqual([['failed']])
    const mails = (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => Subject.includes('could not be charged'))
    expect(mails.map(({ Text }) => Text.includes('We do not try again'))).toEqual([true])
  })
})
