import { afterEach, describe, expect, test } from 'vitest'
import { libsql, stripe } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'
import { act, books, deliverAll, draft, openKept, openTill, sent, sessionIn, totalMinor } from './testing.ts'

type Desk = Awaited<ReturnType<TestShop['staff']>>
const day = 86_400_000
/** Ten by the shop's clock, and a minute. */
const at = (month: number, date: number) => Date.UTC(2030, month - 1, date, 14, 1)

afterEach(async () => {
  await stripe.heal()
  setClock(start)
})

const steps = async (shop: TestShop, invoice: string) =>
  (await shop.rows('SELECT due_on, amount_minor FROM instalments WHERE invoice_id = ? ORDER BY position', invoice)).map(
    ([on, minor]) => `${on} ${minor}`,
  )
/** Presses the first form of the plan's page, which splits, or the second, which is typed row by row. */
async function plan(shop: TestShop, desk: Desk, invoice: string, fields: Record<string, string | string[]>) {
  const page = await desk.get(`${shop.desk}/invoices/${invoice}/plan`)
  return desk.submit(page, /\/plan$/, fields)
}
const halves = { kind: 'split', split: 'halves', firstOn: '2030-04-20', every: '30' }
const rows = (days: string[], amounts: string[]) => ({ kind: 'rows', 'day[]': days, 'amount[]': amounts })

async function ringAt(shop: TestShop, instant: number) {
  setClock(instant)
  await shop.ring()
}
const subjects = async (shop: TestShop, contact: TestContact) =>
  (await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)

describe('setting a plan to pay', () => {
  test.each([
    ['halves', { ...halves }, ['2030-04-20 37710', '2030-05-20 37710']],
    ['thirds', { ...halves, split: 'thirds', every: '10' }, ['2030-04-20 25140', '2030-04-30 25140', '2030-05-10 25140']],
    ['a deposit and the rest', { ...halves, split: 'deposit', percent: '30' }, ['2030-04-20 22626', '2030-05-20 52794']],
    ['days and amounts', rows(['2030-04-20', '2030-06-01', ''], ['254.20', '500', '']), ['2030-04-20 25420', '2030-06-01 50000']],
  ])('by %s gives parts that sum to the invoice', async (_name, fields, expected) => {
    const shop = await makeShop()
    const { desk, invoice, customer, path } = await openTill(shop)
    expect((await plan(shop, desk, invoice, fields)).status).toBe(303)
    expect(await steps(shop, invoice)).toEqual(expected)
    expect((await customer.get(path)).text).toContain('How it is paid')
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('Change the plan')
  })

  test.each([
    ['another sum', rows(['2030-04-20', '2030-06-01'], ['200', '500']), 'These come to $700.00, and the invoice to $754.20'],
    ['days in the wrong order', rows(['2030-06-01', '2030-04-20'], ['254.20', '500']), 'must follow each other'],
    ['one part', rows(['2030-06-01'], ['754.20']), 'at least two parts'],
    ['a part without a day', rows(['2030-06-01', ''], ['254.20', '500']), 'needs a day and an amount'],
    ['a part of some cents', rows(['2030-04-20', '2030-06-01'], ['0.20', '754']), 'too small'],
    ['no day', { ...halves, firstOn: '' }, 'Choose the day'],
    ['a deposit of all', { ...halves, split: 'deposit', percent: '100' }, 'between 0 and 100'],
  ])('of %s is refused with what was typed', async (_name, fields, said) => {
    const shop = await makeShop()
    const { desk, invoice } = await openTill(shop)
    const page = await plan(shop, desk, invoice, fields)
    expect(page.status).toBe(422)
    expect(page.text).toContain(said)
    expect(await steps(shop, invoice)).toEqual([])
  })

  test('is mailed where the shop wishes, can be changed, and taken back', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice } = await openTill(shop)
    await plan(shop, desk, invoice, { ...halves, tell: 'on' })
    const mail = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.startsWith('How invoice'))
    expect(mail?.Text).toContain('$377.10')
    const page = await desk.get(`${shop.desk}/invoices/${invoice}/plan`)
    expect([page.text.includes('Day 3'), page.text.includes('Day 4')]).toEqual([true, false])
    expect(page.text).toMatch(/name="firstOn"[^>]*value="2030-04-20"|value="2030-04-20"[^>]*name="firstOn"/)
    await plan(shop, desk, invoice, { ...halves, split: 'thirds' })
    expect(await steps(shop, invoice)).toHaveLength(3)
    await plan(shop, desk, invoice, { kind: 'none' })
    expect(await steps(shop, invoice)).toEqual([])
  })

  test('on a version that somebody changed is refused', async () => {
    const shop = await makeShop()
    const { desk, invoice } = await openTill(shop)
    const page = await desk.get(`${shop.desk}/invoices/${invoice}/plan`)
    await plan(shop, desk, invoice, halves)
    expect((await desk.submit(page, /\/plan$/, { ...halves, split: 'thirds' })).status).toBe(409)
    expect(await steps(shop, invoice)).toHaveLength(2)
  })

  test('holds for a draft, follows its sum, and is sent with it', async () => {
    const shop = await makeShop()
    const { desk, contact, customer } = await openTill(shop)
    const id = await draft(shop, desk, contact)
    await plan(shop, desk, id, halves)
    const edit = `${shop.desk}/invoices/${id}`
    await desk.submit(await desk.get(`${edit}/edit`), edit, { 'quantity[]': ['72', '3'] })
    expect(await steps(shop, id)).toEqual(['2030-04-20 42210', '2030-05-20 42210'])
    await act(shop, desk, id, 'sending')
    expect((await customer.get(`${shop.base}/invoices/${id}`)).text).toContain('Pay $422.10')
    const mail = (await shop.mailsTo(contact.email ?? ''))[0]
    expect(mail?.Text).toContain('$422.10')
  })
})

describe('paying by a plan', () => {
  test('asks for the next part, then the one after it; all of it is one press further', async () => {
    const shop = await makeShop()
    const { desk, invoice, customer, account, path } = await openTill(shop)
    await plan(shop, desk, invoice, { ...halves, split: 'thirds' })
    const page = await customer.get(path)
    for (const said of ['Next part', 'Pay $251.40', 'Pay all of it, $754.20', '$754.20 is left in all'])
      expect(page.text).toContain(said)
    await stripe.pay(sessionIn((await customer.submit(page, /\/payment$/)).location))
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(totalMinor - 25_140)
    expect((await customer.get(path)).text).toMatch(/May 20[\s\S]*Pay \$251\.40/)
    await stripe.pay(sessionIn((await customer.post(`${path}/payment`, { amount: '502.80' })).location))
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
  })

  test('asks for the next part too where what is left of one is too little to be paid online', async () => {
    const shop = await makeShop()
    const { desk, invoice, customer, account, path } = await openTill(shop)
    await plan(shop, desk, invoice, { ...halves, split: 'thirds' })
    await act(shop, desk, invoice, 'payments', { amount: '251.30', method: 'cash', receivedOn: '2030-04-09' })
    const page = await customer.get(path)
    expect(page.text).toContain('Pay $251.50')
    await stripe.pay(sessionIn((await customer.submit(page, /\/payment$/)).location))
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(25_140)
  })

  test('takes no other part where the shop takes none', async () => {
    const shop = await makeShop()
    const { desk, invoice, customer, path } = await openTill(shop)
    await plan(shop, desk, invoice, halves)
    const page = await customer.post(`${path}/payment`, { amount: '100' })
    expect(page.status).toBe(422)
    expect(await shop.rows('SELECT id FROM payments')).toEqual([])
  })

  test('with what was kept pays the next part', async () => {
    const shop = await makeShop()
    const { desk, invoice, tap, customer, path } = await openKept(shop)
    await plan(shop, desk, invoice, halves)
    expect((await customer.get(path)).text).toContain('Pay $377.10 with Visa ending 4242')
    await tap()
    expect((await books(shop, invoice)).balance).toBe(37_710)
    setClock(start + 11 * 60_000)
    const asked = await customer.get((await tap()).location)
    expect(asked.text).toContain('Pay $377.10 with Visa ending 4242')
  })

  test('pays no next part of the same sum from a page that somebody else has paid the part of meanwhile', async () => {
    const shop = await makeShop()
    const { desk, invoice, customer, path } = await openKept(shop)
    await plan(shop, desk, invoice, halves)
    const page = await customer.get(path)
    setClock(start + 11 * 60_000)
    const asked = await customer.get((await customer.submit(page, /\/payments\/charges$/)).location)
    setClock(start)
    await act(shop, desk, invoice, 'payments', { amount: '377.10', method: 'cash', receivedOn: '2030-04-09' })
    for (const action of [/\/payments\/charges$/, /\/payment$/]) {
      const answer = await customer.submit(page, action)
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('The amount has changed since you looked')
    }
    expect((await customer.submit(asked, /\/payments\/charges$/)).text).toContain('The amount has changed since you looked')
    expect((await books(shop, invoice)).balance).toBe(37_710)
    expect(await shop.rows(`SELECT state FROM payments WHERE state = 'open'`)).toEqual([])
  })

  test('with what was kept, pressed twice, pays one part and leads to the invoice', async () => {
    const shop = await makeShop()
    const { desk, invoice, customer, path } = await openKept(shop)
    await plan(shop, desk, invoice, halves)
    const page = await customer.get(path)
    for (const _press of [1, 2]) expect((await customer.submit(page, /\/payments\/charges$/)).status).toBe(303)
    expect((await books(shop, invoice)).balance).toBe(37_710)
  })

  test('by cash, with a refund that is owed again, keeps the parts in order', async () => {
    const shop = await makeShop()
    const { desk, invoice, customer, path } = await openTill(shop)
    await plan(shop, desk, invoice, halves)
    await act(shop, desk, invoice, 'payments', { amount: '400', method: 'cash', receivedOn: '2030-04-09' })
    expect((await customer.get(path)).text).toContain('Pay $354.20')
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const record = `${shop.desk}/payments/${payment}`
    await desk.submit(await desk.get(record), /\/refunds$/, { amount: '100', isForgiven: '' })
    const page = await customer.get(path)
    expect(page.text).toContain('Pay $77.10')
  })

  test('is late when its next part is, and not before', async () => {
    const shop = await makeShop()
    const { desk, invoice } = await openTill(shop)
    await plan(shop, desk, invoice, { ...halves, firstOn: '2030-04-10', every: '3' })
    const isLate = async () => {
      await shop.rows('UPDATE staff_sessions SET expires_at = ?', at(6, 1))
      const [record, list] = [
        await desk.get(`${shop.desk}/invoices/${invoice}`),
        await desk.get(`${shop.desk}/invoices?state=late`),
      ]
      return [/Late\s*</.test(record.text), list.text.includes('INV-1001')]
    }
    expect(await isLate()).toEqual([false, false])
    setClock(at(4, 11))
    expect(await isLate()).toEqual([true, true])
    await act(shop, desk, invoice, 'payments', { amount: '377.10', method: 'cash', receivedOn: '2030-04-11' })
    expect(await isLate()).toEqual([false, false])
    setClock(at(4, 14))
    expect(await isLate()).toEqual([true, true])
  })
})

describe('the days of a plan', () => {
  test('are reminded of with the amount of the part, until that is paid', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice } = await openTill(shop)
    await plan(shop, desk, invoice, { ...halves, firstOn: '2030-04-10', every: '5' })
    await ringAt(shop, at(4, 10))
    const told = async () => (await subjects(shop, contact)).filter((one) => one.includes('$377.10 of invoice INV-1001'))
    const before = (await told()).length
    expect(before).toBeGreaterThan(0)
    expect((await subjects(shop, contact)).some((one) => one.startsWith('Reminder'))).toBe(false)
    await shop.rows('UPDATE staff_sessions SET expires_at = ?', at(6, 1))
    await act(shop, desk, invoice, 'payments', { amount: '377.10', method: 'cash', receivedOn: '2030-04-10' })
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('Whoever pays is reminded Fri, Apr 12')
    await ringAt(shop, at(4, 11))
    expect(await told()).toHaveLength(before)
    await ringAt(shop, at(4, 15))
    expect((await told()).length).toBeGreaterThan(before)
  })

  test('charge nothing of what was given back, and the next part on its day', async () => {
    const shop = await makeShop()
    const { desk, contact, customer, way } = await openKept(shop)
    await customer.submit(await customer.get(`${shop.base}/ways-to-pay/${way}/autopay`), /\/autopay$/)
    const invoice = await sent(shop, desk, contact)
    await plan(shop, desk, invoice, halves)
    await act(shop, desk, invoice, 'payments', { amount: '377.10', method: 'cash', receivedOn: '2030-04-09' })
    const [[payment] = []] = await shop.rows(`SELECT id FROM payments WHERE method = 'cash'`)
    await desk.submit(await desk.get(`${shop.desk}/payments/${payment}`), /\/refunds$/, { amount: '377.10', isForgiven: '' })
    await ringAt(shop, at(4, 20))
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
    await ringAt(shop, at(5, 20))
    await shop.ring()
    expect((await books(shop, invoice)).ledger.slice(-2)).toEqual(['refund 37710', 'payment -37710'])
    expect((await books(shop, invoice)).balance).toBe(37_710)
  })

  test('bring a late fee by what of it is late, not by the whole', async () => {
    const shop = await makeShop()
    const lateFee = { kind: 'percent', amountMinor: 0, ppm: 50_000, afterDays: 7 }
    await shop.rows('UPDATE profile SET billing = ?', JSON.stringify({ lateFee }))
    const { desk, invoice } = await openTill(shop)
    await plan(shop, desk, invoice, { ...halves, firstOn: '2030-04-10', every: '5' })
    // The second part is due by then, and not late enough.
    await ringAt(shop, at(4, 17))
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, 'late_fee 1886'])
  })

  test('of what is paid by itself are mailed to whoever agreed, whatever the shop ticks, and leave no old day behind', async () => {
    const shop = await makeShop()
    const { desk, contact, customer, way } = await openKept(shop)
    const colleague = await shop.customer({ customerId: contact.customerId })
    const terms = `${shop.base}/ways-to-pay/${way}/autopay`
    await customer.submit(await customer.get(terms), /\/autopay$/)
    const invoice = await sent(shop, desk, contact)
    const planned = async () =>
      /by itself on (\w+, \w+ \d+)/.exec((await customer.get(`${shop.base}/invoices/${invoice}`)).text)?.[1]
    const topics = async () =>
      (
        await shop.rows(
          `SELECT DISTINCT kind, topic FROM outbox WHERE sent_at IS NULL AND topic LIKE '%' || ? || '%' AND kind IN ('invoice.autopay', 'invoice.reminder')`,
          invoice,
        )
      ).map(([kind, topic]) =>
        `${kind} ${String(topic)
          .split(' ')
          .slice(kind === 'invoice.reminder' ? 3 : 2)
          .join(' ')}`.trim(),
      )
    expect(await planned()).toBe('Tue, Apr 23')
    const atOnce = (await topics()).sort()
    await plan(shop, desk, invoice, { ...halves, firstOn: '2030-05-02', tell: '' })
    expect(await planned()).toBe('Thu, May 2')
    expect((await topics()).filter((one) => one.startsWith('invoice.autopay'))).toEqual([
      'invoice.autopay 0',
      'invoice.autopay 1',
    ])
    const mail = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.startsWith('How invoice'))
    expect(mail?.Text).toContain('Each part is charged to Visa ending 4242 by itself, the next on Thu, May 2')
    expect((await subjects(shop, colleague)).filter((one) => one.startsWith('How invoice'))).toEqual([])
    const before = (await subjects(shop, contact)).length
    await plan(shop, desk, invoice, { kind: 'none' })
    expect(await planned()).toBe('Sat, Jun 1')
    expect((await topics()).sort()).toEqual(atOnce)
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Text).toContain('We charge Visa ending 4242 by itself on Sat, Jun 1')
    expect((await subjects(shop, contact)).length).toBe(before + 1)
  })

  test('stay while a charge of one waits for its answer, so that its no is mailed', async () => {
    const shop = await makeShop()
    const { desk, contact, customer, way, method } = await openKept(shop)
    await customer.submit(await customer.get(`${shop.base}/ways-to-pay/${way}/autopay`), /\/autopay$/)
    const invoice = await sent(shop, desk, contact)
    await plan(shop, desk, invoice, halves)
    const before = await desk.get(`${shop.desk}/invoices/${invoice}/plan`)
    await stripe.method(method, 'refused')
    const match = '/v1/payment_intents'
    await stripe.fault([
      { kind: 'drop', times: 1, match },
      { kind: 'status', status: 503, times: 50, match },
    ])
    await ringAt(shop, at(4, 20))
    const later = await shop.staff()
    expect((await later.get(`${shop.desk}/invoices/${invoice}/plan`)).text).toContain('is being charged right now')
    expect((await later.submit(before, /\/plan$/, { ...halves, split: 'thirds' })).status).toBe(409)
    expect(await steps(shop, invoice)).toHaveLength(2)
    await stripe.heal()
    await ringAt(shop, at(4, 20) + 30 * 60_000)
    expect((await subjects(shop, contact)).some((one) => one.includes('could not be charged'))).toBe(true)
  })

  test('are not changed where a charge of one begins in the same moment', async () => {
    const shop = await makeShop()
    const { desk, invoice, way } = await openKept(shop)
    await shop.rows(
      `INSERT INTO payments (id, customer_id, method, state, amount_minor, currency, saved_method_id, created_at)
        SELECT 'pay_x', customer_id, 'stripe', 'open', 37710, 'USD', ?, 1 FROM invoices WHERE id = ?`,
      way,
      invoice,
    )
    const page = await desk.get(`${shop.desk}/invoices/${invoice}/plan`)
    const begins = `INSERT INTO payment_parts (id, payment_id, invoice_id, amount_minor) VALUES ('prt_x', 'pay_x', '${invoice}', 37710)`
    await libsql.meanwhile(shop.namespace, begins)
    expect((await desk.submit(page, /\/plan$/, halves)).status).toBe(409)
    expect(await steps(shop, invoice)).toEqual([])
  })

  test('are charged by themselves, each its part, where the customer agreed', async () => {
    const shop = await makeShop()
    const { desk, contact, customer, way } = await openKept(shop)
    const terms = `${shop.base}/ways-to-pay/${way}/autopay`
    await customer.submit(await customer.get(terms), /\/autopay$/)
    const invoice = await sent(shop, desk, contact)
    await plan(shop, desk, invoice, halves)
    await ringAt(shop, at(4, 20))
    expect(await books(shop, invoice)).toEqual({ balance: 37_710, ledger: [`invoice ${totalMinor}`, 'payment -37710'] })
    await ringAt(shop, at(4, 23) + 5 * day)
    expect((await books(shop, invoice)).balance).toBe(37_710)
    await ringAt(shop, at(5, 20))
    await shop.ring()
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, 'payment -37710', 'payment -37710'])
  })

  /** A plan whose parts are charged by themselves. */
  async function openPlanned(fields: Record<string, string>) {
    const shop = await makeShop()
    const till = await openKept(shop)
    const { desk, contact, customer, way } = till
    await customer.submit(await customer.get(`${shop.base}/ways-to-pay/${way}/autopay`), /\/autopay$/)
    const invoice = await sent(shop, desk, contact)
    await plan(shop, desk, invoice, { ...halves, ...fields })
    await shop.rows('UPDATE staff_sessions SET expires_at = ?', at(6, 1))
    const tries = () =>
      shop.rows('SELECT state, amount_minor FROM payments WHERE saved_method_id IS NOT NULL ORDER BY created_at, rowid')
    return { ...till, shop, invoice, tries }
  }

  test.each(['refused', 'asks'] as const)(
    'that come to one hour ask a bank that says no once, for all of them (%s)',
    async (no) => {
      const { shop, method, tries } = await openPlanned({ split: 'thirds', firstOn: '2030-04-09', every: '1' })
      await stripe.method(method, no)
      await ringAt(shop, start + 3 * day)
      await shop.ring()
      expect(await tries()).toEqual([['failed', totalMinor]])
    },
  )

  test('ask nothing of a bank that said no to an earlier part until that is asked for again, and then both', async () => {
    const { shop, method, invoice, tries } = await openPlanned({ every: '1' })
    await stripe.method(method, 'refused')
    await ringAt(shop, at(4, 20))
    await ringAt(shop, at(4, 21))
    expect(await tries()).toEqual([['failed', 37_710]])
    await stripe.method(method, 'good')
    await ringAt(shop, at(4, 23) + 60_000)
    await ringAt(shop, at(4, 30))
    expect(await tries()).toEqual([
      ['failed', 37_710],
      ['succeeded', totalMinor],
    ])
    expect((await books(shop, invoice)).balance).toBe(0)
  })

  test('wait for one whose no from the bank came while its answer was lost, and are asked for with it', async () => {
    const { shop, account, method, tries } = await openPlanned({ every: '1' })
    await stripe.method(method, 'refused')
    const match = '/v1/payment_intents'
    await stripe.fault([
      { kind: 'drop', times: 1, match },
      { kind: 'status', status: 503, times: 500, match },
    ])
    // The more often it got no answer, the longer the clock waits: past the hour of the next part.
    for (const hour of [0, 1, 2, 5, 10, 17, 23]) await ringAt(shop, at(4, 20) + hour * 3_600_000)
    expect(await tries()).toEqual([['open', 37_710]])
    await stripe.heal()
    await deliverAll(account)
    expect(await tries()).toEqual([['failed', 37_710]])
    await ringAt(shop, at(4, 21))
    expect(await tries()).toEqual([['failed', 37_710]])
    await ringAt(shop, at(4, 21) + 9 * 3_600_000)
    await ringAt(shop, at(4, 25))
    expect(await tries()).toEqual([
      ['failed', 37_710],
      ['failed', totalMinor],
    ])
  })

  test('stay while the answer to a charge is lost, and that charge is finished within the hour', async () => {
    const { shop, desk, invoice, tries } = await openPlanned({ firstOn: '2030-04-14' })
    const match = '/v1/payment_intents'
    await stripe.fault([
      { kind: 'drop', times: 1, match },
      { kind: 'status', status: 503, times: 500, match },
    ])
    // After so many silences its own next try comes in an hour and a half.
    for (const minute of [0, 1, 2, 4, 14, 36]) await ringAt(shop, at(4, 14) + minute * 60_000)
    const later = await desk.get(`${shop.desk}/invoices/${invoice}/plan`)
    expect(later.text).toContain('is being charged right now')
    await stripe.heal()
    expect(await tries()).toEqual([['open', 37_710]])
    await ringAt(shop, at(4, 14) + 61 * 60_000)
    expect(await tries()).toEqual([['succeeded', 37_710]])
  })

  test('that are changed while the bank says no are charged on their new days, and on no old one', async () => {
    const { shop, method, invoice, tries } = await openPlanned({})
    await stripe.method(method, 'refused')
    const body = `UPDATE outbox SET topic = 'invoice.autopay ${invoice} 1' WHERE topic = 'invoice.autopay ${invoice} 0'`
    await libsql.fault(shop.namespace, [{ kind: 'before', match: 'autopay.refused', body }])
    await ringAt(shop, at(4, 20))
    await ringAt(shop, at(4, 24))
    expect(await tries()).toEqual([['failed', 37_710]])
  })
})
