import { describe, expect, test } from 'vitest'
import { act, books, creditRows, openTill, sent } from '#features/payments/testing.ts'
import { testEnv } from '#testing/outside.ts'
import { textOfPdf } from '#testing/paper.ts'
import { makeShop, setClock, type TestShop } from '#testing/world.ts'
import { remindersOf } from './reminders.ts'

const bills = (shop: TestShop, billing: object) => shop.rows('UPDATE profile SET billing = ?', JSON.stringify(billing))
const morning = (on: string, hour = 9) => Date.parse(`${on}T${String(hour).padStart(2, '0')}:00:00-04:00`)
async function ringAt(shop: TestShop, at: number) {
  setClock(at)
  await testEnv.CLOCK.getByName(shop.key).arm(at)
  await shop.ring()
}
describe('when whoever pays is reminded', () => {
  const week = { zone: 'America/New_York', workingDays: [1, 2, 3, 4, 5] }
  const days = { remindBeforeDays: [3], remindAfterDays: [1, 7] }
  // The 23rd of April 2030 is a Tuesday.
  test('is in the morning, so many days before and after', () => {
    expect(remindersOf({ remindBeforeDays: [1], remindAfterDays: [1, 7] }, '2030-04-23', week, 0)).toEqual([
      { step: 'before:1', at: morning('2030-04-22') },
      { step: 'after:1', at: morning('2030-04-24') },
      { step: 'after:7', at: morning('2030-04-30') },
    ])
  })

  test('waits for a day the shop works, never past the due day for one before it, and two on one day are one', () => {
    const times = remindersOf(days, '2030-04-21', week, 0)
    expect(times.map(({ step }) => step)).toEqual(['before:3', 'after:1', 'after:7'])
    expect(times[0]?.at).toBe(morning('2030-04-18'))
    expect(remindersOf({ remindBeforeDays: [1], remindAfterDays: [] }, '2030-04-21', week, 0)).toEqual([])
    const one = remindersOf({ remindBeforeDays: [], remindAfterDays: [1, 2] }, '2030-04-19', week, 0)
    expect(one).toEqual([{ step: 'after:1', at: morning('2030-04-22') }])
  })

  test('is not caught up with once it is past', () => {
    expect(remindersOf(days, '2030-04-23', week, morning('2030-04-24')).map(({ step }) => step)).toEqual(['after:7'])
  })
})

describe('a reminder', () => {
  type Waiting = Awaited<ReturnType<typeof waiting>>
  async function waiting(billing: object = { remindBeforeDays: [1], remindAfterDays: [1] }) {
    const shop = await makeShop()
    await bills(shop, billing)
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    const subjects = async () => (await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)
    return { shop, desk, contact, id, subjects }
  }

  test('is mailed before and after the due day, with its own link, and the desk says when the next goes', async () => {
    const { shop, desk, id, subjects, contact } = await waiting()
    const page = await desk.get(`${shop.desk}/invoices/${id}`)
    expect(page.text).toContain('Whoever pays is reminded Mon, Apr 22')
    await ringAt(shop, morning('2030-04-22'))
    expect((await subjects())[0]).toContain('is due tomorrow')
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/[^\s/]+/.exec(mail?.Text ?? '')?.[0] ?? '')
    expect((await shop.visitor().get(pathname)).status).toBe(200)
    await ringAt(shop, morning('2030-04-24'))
    expect((await subjects())[0]).toMatch(/late/)
  })

  test('does not go once it is paid, void or changed; the changed one has reminders of its own', async () => {
    const paid = await waiting()
    await act(paid.shop, paid.desk, paid.id, 'payments', { amount: '754.20', method: 'cash' })
    const gone = await waiting()
    await act(gone.shop, gone.desk, gone.id, 'void')
    for (const { shop, subjects } of [paid, gone]) {
      const before = (await subjects()).length
      await ringAt(shop, morning('2030-04-22'))
      expect(await subjects()).toHaveLength(before)
    }
    setClock(Date.UTC(2030, 3, 9, 15, 0))
    const changed = await waiting()
    const form = await changed.desk.get(`${changed.shop.desk}/invoices/${changed.id}/edit`)
    await changed.desk.submit(form, `${changed.shop.desk}/invoices/${changed.id}`, { dueOn: '2030-05-08' })
    const before = (await changed.subjects()).length
    await ringAt(changed.shop, morning('2030-04-22'))
    expect(await changed.subjects()).toHaveLength(before)
    await ringAt(changed.shop, morning('2030-05-07'))
    expect((await changed.subjects())[0]).toContain('is due tomorrow')
  })

  test('does not go, and no late fee comes, where all that is open went back to the payer', async () => {
    const lateFee = { kind: 'amount', amountMinor: 1_000, ppm: 0, afterDays: 1 }
    const { shop, desk, id, subjects } = await waiting({ remindBeforeDays: [1], remindAfterDays: [1], lateFee })
    await act(shop, desk, id, 'payments', { amount: '754.20', method: 'cash' })
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const page = await desk.get(`${shop.desk}/payments/${payment}`)
    await desk.submit(page, `${shop.desk}/payments/${payment}/refunds`, { amount: '100', isForgiven: '' })
    expect((await books(shop, id)).balance).toBe(10_000)
    const before = (await subjects()).length
    await ringAt(shop, morning('2030-04-22'))
    await ringAt(shop, morning('2030-04-24'))
    expect(await subjects()).toHaveLength(before)
    expect((await books(shop, id)).balance).toBe(10_000)
  })

  const paid = { amount: '354.20', method: 'cash', receivedOn: '2030-04-09' }
  const back = async ({ shop, desk }: Waiting, forgiven: object) => {
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const page = await desk.get(`${shop.desk}/payments/${payment}`)
    await desk.submit(page, `${shop.desk}/payments/${payment}/refunds`, { amount: '354.20', ...forgiven })
  }
  const tenth = { kind: 'percent', amountMinor: 0, ppm: 100_000, afterDays: 1 }
  const chasing = { remindBeforeDays: [1], remindAfterDays: [], lateFee: tenth }

  test.each<[string, object, boolean, number]>([
    ['is owed still', { isForgiven: '' }, false, 35_420],
    ['was forgiven', {}, false, 0],
    ['was paid again', { isForgiven: '' }, true, 0],
  ])('and the late fee are of what was never paid, where what went back %s', async (_name, forgiven, isAgain, held) => {
    const all = await waiting(chasing)
    const { shop, desk, id, subjects, contact } = all
    await act(shop, desk, id, 'payments', paid)
    await back(all, forgiven)
    if (isAgain) await act(shop, desk, id, 'payments', paid)
    const page = await desk.get(`${shop.desk}/invoices/${id}`)
    expect(page.text.includes('is open only because it went back')).toBe(held > 0)
    await ringAt(shop, morning('2030-04-22'))
    expect((await subjects())[0]).toContain('is due tomorrow')
    const told = (await shop.mailsTo(contact.email ?? ''))[0]?.Text ?? ''
    expect([told.includes('$400.00'), told.includes('$400.00 of it is asked for now')]).toEqual([true, held > 0])
    const theirs = await (await shop.signedIn(contact)).get(`${shop.base}/invoices/${id}`)
    expect(theirs.text.includes('$400.00 of it is asked for now')).toBe(held > 0)
    await ringAt(shop, morning('2030-04-24'))
    const { balance, ledger } = await books(shop, id)
    expect([ledger.at(-1), balance]).toEqual(['late_fee 4000', 44_000 + held])
  })

  test.each([
    ['a payment', 'SELECT 1'],
    ['a deposit that it was sent with', 'DELETE FROM payment_parts'],
  ])('does not go, and no late fee comes, while a bank decides about %s', async (_name, only) => {
    const { shop, desk, id, subjects } = await waiting(chasing)
    await act(shop, desk, id, 'payments', paid)
    await shop.rows(only)
    await shop.rows(`INSERT INTO disputes (id, payment_id, amount_minor, currency, reason, state, opened_at)
      SELECT 'dp_x', id, amount_minor, currency, 'general', 'sent', 1 FROM payments`)
    const before = (await subjects()).length
    await ringAt(shop, morning('2030-04-22'))
    await ringAt(shop, morning('2030-04-24'))
    expect(await subjects()).toHaveLength(before)
    expect((await books(shop, id)).balance).toBe(40_000)
  })

  test('goes to nobody who may not pay, and to nobody while the portal is off', async () => {
    const { shop, subjects, contact } = await waiting()
    const before = (await subjects()).length
    await shop.rows('UPDATE contacts SET can_pay = 0 WHERE id = ?', contact.contactId)
    await ringAt(shop, morning('2030-04-22'))
    await shop.rows('UPDATE contacts SET can_pay = 1')
    await shop.rows('UPDATE profile SET is_portal_on = 0')
    await ringAt(shop, morning('2030-04-24'))
    expect(await subjects()).toHaveLength(before)
  })
})

test.each<[string, readonly [kind: string, minor: number][], string | undefined]>([
  [
    'given back',
    [
      ['payment', -60],
      ['refund', 60],
    ],
    '$0.60',
  ],
  [
    'given back, and some of it bounced',
    [
      ['payment', -60],
      ['refund', 60],
      ['refund', -20],
    ],
    '$0.40',
  ],
  [
    'taken by a bank and returned',
    [
      ['payment', -60],
      ['dispute', 60],
      ['dispute_won', -60],
    ],
    undefined,
  ],
  [
    'given back and forgiven in part',
    [
      ['payment', -60],
      ['refund', 60],
      ['credit_note', -50],
    ],
    '$0.10',
  ],
  [
    'paid again with credit, and given back again',
    [
      ['payment', -60],
      ['refund', 60],
      ['applied', -60],
      ['refund', 60],
    ],
    '$0.60',
  ],
  [
    'forgiven beyond it, and some was given back later',
    [
      ['payment', -60],
      ['refund', 30],
      ['credit_note', -50],
      ['refund', 30],
    ],
    '$0.30',
  ],
  [
    'kept as credit',
    [
      ['payment', -60],
      ['credit_note', -60],
      ['applied', 60],
    ],
    undefined,
  ],
])('what went back is held until it is settled: %s', async (_name, moved, held) => {
  const shop = await makeShop()
  const desk = await shop.staff()
  const id = await sent(shop, desk, await shop.customer())
  for (const [i, [kind, minor]] of moved.entries())
    await shop.rows(
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
       SELECT ?, ?, ?, 'USD', customer_id, id, ?, sent_at FROM invoices WHERE id = ?`,
      ...[`led_${9 - i}`, kind, minor, `x${i}`, id],
    )
  const { text } = await desk.get(`${shop.desk}/invoices/${id}`)
  expect(/(\S+) is open only because it went back/.exec(text)?.[1]?.replace(/^.*>/, '')).toBe(held)
})

describe('a late fee', () => {
  const fee = { kind: 'percent', amountMinor: 0, ppm: 15_000, afterDays: 7 }
  async function late(lateFee: object = fee) {
    const shop = await makeShop()
    await bills(shop, { lateFee, remindBeforeDays: [], remindAfterDays: [7] })
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    return { shop, desk, contact, id }
  }

  test('is added once, so many days after the due day, on the page, the paper and in the mail of that day', async () => {
    const { shop, contact, id } = await late()
    await ringAt(shop, morning('2030-04-29'))
    expect((await books(shop, id)).ledger).toEqual(['invoice 75420'])
    await ringAt(shop, morning('2030-04-30', 8))
    await ringAt(shop, morning('2030-04-30'))
    await ringAt(shop, morning('2030-05-30'))
    expect(await books(shop, id)).toEqual({ balance: 76_551, ledger: ['invoice 75420', 'late_fee 1131'] })
    const customer = await shop.signedIn(contact)
    const page = await customer.get(`${shop.base}/invoices/${id}`)
    expect(page.text).toContain('Late fee, added Tue, Apr 30')
    expect(page.text).toContain('$765.51')
    const pdf = await customer.fetch(`${shop.base}/invoices/${id}/invoice.pdf`)
    expect(await textOfPdf(await pdf.arrayBuffer())).toContain('Late fee, added')
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Text).toContain('A late fee of $11.31 was added')
    const today = await shop.staff()
    expect((await today.get(`${shop.desk}/invoices/${id}`)).text).toContain('Late fee of $11.31 added')
  })

  test('is not added to what was paid in time, or where the shop adds none', async () => {
    const paid = await late()
    await act(paid.shop, paid.desk, paid.id, 'payments', { amount: '754.20', method: 'cash' })
    await ringAt(paid.shop, morning('2030-05-30'))
    expect((await books(paid.shop, paid.id)).balance).toBe(0)
    setClock(Date.UTC(2030, 3, 9, 15, 0))
    const none = await late({ ...fee, kind: 'none' })
    await ringAt(none.shop, morning('2030-05-30'))
    expect((await books(none.shop, none.id)).ledger).toEqual(['invoice 75420'])
  })

  test('waits as long as the shop says by then', async () => {
    const { shop, id } = await late()
    await bills(shop, { lateFee: { ...fee, afterDays: 30 } })
    await ringAt(shop, morning('2030-05-01'))
    expect((await books(shop, id)).ledger).toEqual(['invoice 75420'])
    await ringAt(shop, morning('2030-05-24'))
    expect((await books(shop, id)).ledger).toEqual(['invoice 75420', 'late_fee 1131'])
  })

  test('is taken back by staff, once; then the invoice can be void again', async () => {
    const { shop, id } = await late({ ...fee, kind: 'amount', amountMinor: 2_500 })
    await ringAt(shop, morning('2030-04-30', 8))
    const desk = await shop.staff()
    const page = await desk.get(`${shop.desk}/invoices/${id}`)
    const back = `${shop.desk}/invoices/${id}/late-fee/removal`
    expect((await desk.submit(page, back)).location).toContain('did=waived')
    expect((await desk.post(back, { version: '2' })).status).toBe(409)
    expect(await books(shop, id)).toEqual({ balance: 75_420, ledger: ['invoice 75420', 'late_fee 2500', 'late_fee -2500'] })
    expect((await act(shop, desk, id, 'void')).status).toBe(303)
    expect((await books(shop, id)).balance).toBe(0)
  })
})

test('a late fee that was paid and is then taken back becomes the customer’s credit', async () => {
  const shop = await makeShop()
  await bills(shop, { lateFee: { kind: 'amount', amountMinor: 2_500, ppm: 0, afterDays: 7 }, remindAfterDays: [7] })
  const id = await sent(shop, await shop.staff(), await shop.customer())
  await ringAt(shop, morning('2030-04-30', 8))
  const desk = await shop.staff()
  await act(shop, desk, id, 'payments', { amount: '779.20', method: 'cash' })
  expect((await books(shop, id)).balance).toBe(0)
  expect((await act(shop, desk, id, 'late-fee/removal')).location).toContain('did=waived')
  expect((await books(shop, id)).balance).toBe(0)
  expect(await creditRows(shop)).toEqual(['applied -2500'])
  const page = await desk.get(`${shop.desk}/invoices/${id}`)
  for (const said of ['Late fee, taken back', 'Paid already, kept as your credit', '$25.00']) expect(page.text).toContain(said)
})

describe('a credit note', () => {
  test('of money that is then given back leaves nothing to pay and no credit', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    await act(shop, desk, id, 'payments', { amount: '754.20', method: 'cash' })
    await act(shop, desk, id, 'credit-notes', { creditAmount: '100', reason: 'Two caps came torn' })
    expect(await creditRows(shop)).toEqual(['applied -10000'])
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const page = await desk.get(`${shop.desk}/payments/${payment}`)
    expect((await desk.submit(page, `${shop.desk}/payments/${payment}/refunds`, { amount: '100' })).status).toBe(303)
    expect((await books(shop, id)).balance).toBe(0)
    expect(await creditRows(shop)).toEqual(['applied -10000', 'refund 10000'])
  })

  test('kept as credit pays another invoice, which then stays as it was sent', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const [id, next] = [await sent(shop, desk, contact), await sent(shop, desk, contact)]
    await act(shop, desk, id, 'payments', { amount: '754.20', method: 'cash' })
    await act(shop, desk, id, 'credit-notes', { creditAmount: '100', reason: 'Two caps came torn' })
    expect((await act(shop, desk, next, 'credit')).status).toBe(303)
    expect((await books(shop, next)).balance).toBe(65_420)
    expect((await desk.get(`${shop.desk}/invoices/${next}/edit`)).status).toBe(409)
  })

  test('takes part of a paid invoice back: numbered, with its reason on page and paper and in mail; the rest is credit', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    await act(shop, desk, id, 'payments', { amount: '700', method: 'cash' })
    const made = await act(shop, desk, id, 'credit-notes', { creditAmount: '100', reason: 'Two caps came torn' })
    expect(made.location).toContain('did=credit-noted')
    expect(await books(shop, id)).toEqual({
      balance: 0,
      ledger: ['invoice 75420', 'payment -70000', 'credit_note -10000', 'applied 4580'],
    })
    expect(await shop.rows('SELECT kind, amount_minor FROM ledger WHERE invoice_id IS NULL')).toEqual([['applied', -4_580]])
    const [[note, number] = []] = await shop.rows('SELECT id, number FROM credit_notes')
    expect(number).toBe('CN-1001')
    const customer = await shop.signedIn(contact)
    const page = await customer.get(`${shop.base}/invoices/${id}`)
    for (const said of ['Credit note CN-1001', 'Two caps came torn', '−$100.00', 'kept as your credit', '$45.80'])
      expect(page.text).toContain(said)
    const at = `/invoices/${id}/credit-notes/${note}/credit-note.pdf`
    const pdf = await customer.fetch(shop.base + at)
    expect(await textOfPdf(await pdf.arrayBuffer())).toContain('Two caps came torn')
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toContain('Credit note CN-1001')
    expect(mail?.Text).toContain('We keep it as your credit')
    const link = /http\S+credit-note\.pdf/.exec(mail?.Text ?? '')?.[0] ?? ''
    expect((await shop.visitor().fetch(new URL(link).pathname)).status).toBe(200)
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.fetch(shop.base + at)).status).toBe(404)
    expect((await customer.fetch(`${shop.base}/invoices/${id}/credit-notes/crn_x/credit-note.pdf`)).status).toBe(404)
  })

  test('is taken off in every list as on the page of its invoice', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    await act(shop, desk, id, 'payments', { amount: '754.20', method: 'cash' })
    await act(shop, desk, id, 'credit-notes', { creditAmount: '100', reason: 'Two caps came torn' })
    const customer = await shop.signedIn(contact)
    expect((await desk.get(`${shop.desk}/customers/${contact.customerId}`)).text).toContain('INV-1001, $654.20')
    const lists = [await customer.get(`${shop.base}/invoices`), await desk.get(`${shop.desk}/invoices`)]
    expect(lists.map(({ text }) => [text.includes('$654.20'), text.includes('$754.20')])).toEqual(lists.map(() => [true, false]))
  })

  test('is the only way to change an invoice after its first payment, for managers, up to what it comes to', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    const at = `${shop.desk}/invoices/${id}/credit-notes`
    const typed = { creditAmount: '10', reason: 'Torn' }
    expect((await desk.post(at, { ...typed, version: '2' })).status).toBe(409)
    await act(shop, desk, id, 'payments', { amount: '1', method: 'cash' })
    expect((await desk.get(`${shop.desk}/invoices/${id}/edit`)).status).toBe(409)
    expect((await (await shop.staff('advisor')).post(at, { ...typed, version: '3' })).status).toBe(403)
    const page = await desk.get(`${shop.desk}/invoices/${id}`)
    for (const [fields, sentence] of [
      [{ creditAmount: '754.21', reason: 'x' }, 'Take back no more than that'],
      [{ creditAmount: '', reason: 'x' }, 'Type an amount above 0'],
      [{ creditAmount: '1', reason: '' }, 'Say why'],
    ] as const) {
      const refused = await desk.submit(page, at, fields)
      expect([refused.status, refused.text.includes(sentence)]).toEqual([422, true])
    }
    await desk.submit(page, at, typed)
    expect((await desk.submit(page, at, { ...typed, reason: 'Again' })).status).toBe(409)
    expect(await shop.rows('SELECT number FROM credit_notes')).toEqual([['CN-1001']])
    await act(shop, desk, id, 'credit-notes', { creditAmount: '744.20', reason: 'All of it' })
    expect((await desk.get(`${shop.desk}/invoices/${id}`)).text).not.toContain('Take part of it back')
  })

  test('of an invoice that is paid, written twice in one moment, is one', async () => {
    for (let round = 0; round < 6; round++) {
      const shop = await makeShop()
      const desk = await shop.staff()
      const id = await sent(shop, desk, await shop.customer())
      await act(shop, desk, id, 'payments', { amount: '754.20', method: 'cash' })
      const tabs = [await desk.get(`${shop.desk}/invoices/${id}`), await desk.get(`${shop.desk}/invoices/${id}`)]
      await Promise.all(tabs.map((tab) => desk.submit(tab, /credit-notes$/, { creditAmount: '10', reason: 'Torn' })))
      expect(await shop.rows('SELECT number FROM credit_notes')).toEqual([['CN-1001']])
    }
  })

  test('closes a payment page that is open for the old amount', async () => {
    const shop = await makeShop()
    const { desk, invoice, pay, customer, path } = await openTill(shop)
    await act(shop, desk, invoice, 'payments', { amount: '100', method: 'cash' })
    const old = (await pay()).location
    await act(shop, desk, invoice, 'credit-notes', { creditAmount: '54.20', reason: 'Torn' })
    expect((await books(shop, invoice)).balance).toBe(60_000)
    const again = await customer.submit(await customer.get(path), `${path}/payment`)
    expect(again.location).not.toBe(old)
  })
})
