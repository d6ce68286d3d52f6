import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { act, sent } from '#features/payments/testing.ts'
import { textOfPdf } from '#testing/paper.ts'
import { makeShop, setClock, start } from '#testing/world.ts'
import { agedBy, ageOf, type Entry, periodOf, statementOf } from './rules.ts'

const dayMs = 86_400_000
const entry = (amountMinor: number, at: number): Entry => ({
  ...{ kind: 'payment', amountMinor, at, number: null, title: null, noteNumber: null, method: null, instrument: null },
})

describe('a statement', () => {
  test('closes with its opening balance and every movement in it, whatever days are asked for', () => {
    const moves = fc.array(fc.record({ minor: fc.integer({ min: -9_999, max: 9_999 }), day: fc.nat(120) }), { maxLength: 30 })
    fc.assert(
      fc.property(moves, fc.nat(120), fc.nat(120), (all, a, b) => {
        const entries = all.sort((x, y) => x.day - y.day).map(({ minor, day }) => entry(minor, start + day * dayMs))
        const on = (n: number) => new Date(start + n * dayMs).toISOString().slice(0, 10)
        const { openingMinor, lines, closingMinor } = statementOf(entries, periodOf(on(a), on(b), on(0)), 'UTC')
        expect(closingMinor).toBe(lines.reduce((sum, line) => sum + line.amountMinor, openingMinor))
      }),
    )
  })

  test('asks for the last 90 days unless told, and turns days that stand the wrong way round', () => {
    expect(periodOf(undefined, 'nonsense', '2030-04-09')).toEqual({ from: '2030-01-09', to: '2030-04-09' })
    expect(periodOf('2030-05-01', '2030-04-01', '2030-04-09')).toEqual({ from: '2030-04-01', to: '2030-05-01' })
  })
})

test('an open amount is as old as its due day says', () => {
  const today = '2030-04-30'
  const days = ['2030-04-30', '2030-04-29', '2030-03-31', '2030-03-30', '2030-02-28', '2030-01-30', '2030-01-29']
  expect(days.map((on) => ageOf(on, today))).toEqual(['current', 'to30', 'to30', 'to60', 'to90', 'to90', 'over90'])
  expect(ageOf(null, today)).toBe('current')
  const sums = [
    { customerId: 'a', customerName: 'A', dueOn: '2030-04-29', minor: 5 },
    { customerId: 'b', customerName: 'B', dueOn: null, minor: 9 },
    { customerId: 'a', customerName: 'A', dueOn: '2029-01-01', minor: 1 },
  ]
  expect(agedBy(sums, today).map(({ customerName, minor }) => [customerName, minor])).toEqual([
    ['B', 9],
    ['A', 6],
  ])
})

/** All a PDF says, in one line. */
const wordsIn = async (pdf: Response) => (await textOfPdf(await pdf.arrayBuffer())).replace(/\s+/g, ' ')

async function account() {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer({ customerName: '=cmd Brewing' })
  const id = await sent(shop, desk, contact, { title: '=1+1' })
  await act(shop, desk, id, 'payments', { amount: '100', method: 'cash' })
  return { shop, desk, contact, id, at: `${shop.desk}/customers/${contact.customerId}/statement` }
}

describe('the account of a customer', () => {
  test('reads the same at the desk and in the portal, as page, paper and file', async () => {
    const { shop, desk, contact, at } = await account()
    const own = await shop.signedIn(contact)
    for (const [browser, path] of [
      [desk, at],
      [own, `${shop.base}/statement`],
    ] as const) {
      const page = await browser.get(path)
      for (const said of ['Invoice INV-1001', 'Payment on INV-1001', '$654.20']) expect(page.text).toContain(said)
      const pdf = await browser.fetch(`${path}/statement.pdf`)
      expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
      const csv = await (await browser.fetch(`${path}/statement.csv`)).text()
      expect(csv).toContain('2030-04-09,Invoice INV-1001,754.2,754.2\r\n2030-04-09,Payment on INV-1001,-100,654.2')
    }
    expect((await desk.get(`${at}?from=2029-01-01&to=2029-02-01`)).text).toContain('Nothing moved in these days')
  })

  test.each([
    ['Chinese', '発票-', 'Invoice 発票-1001'],
    ['Arabic', 'فاتورة-', 'Invoice —'],
  ])('is a paper also where numbers begin with %s letters', async (_, prefix, said) => {
    const shop = await makeShop()
    await shop.rows('UPDATE profile SET invoice_prefix = ?', prefix)
    const desk = await shop.staff()
    const contact = await shop.customer()
    await sent(shop, desk, contact)
    const pdf = await desk.fetch(`${shop.desk}/customers/${contact.customerId}/statement/statement.pdf`)
    expect(pdf.status).toBe(200)
    expect(await wordsIn(pdf)).toContain(said)
  })

  test('of one vehicle holds what its work was billed', async () => {
    const { shop, desk, contact, at, id } = await account()
    await shop.rows(`INSERT INTO assets (id, name, created_at) VALUES ('ast_1', 'Unit 14', 1)`)
    await shop.rows(
      `INSERT INTO ownerships (id, asset_id, customer_id, from_at) VALUES ('own_1', 'ast_1', ?, 1)`,
      contact.customerId,
    )
    expect((await desk.get(`${at}?asset=ast_1`)).text).toContain('Nothing moved')
    const status = shop.statuses[0]?.id
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at) VALUES ('job_1', 1, ?, 'Brakes', ?, 1, 1)`,
      ...[contact.customerId, status],
    )
    await shop.rows(`INSERT INTO job_assets (job_id, asset_id) VALUES ('job_1', 'ast_1')`)
    await shop.rows(`UPDATE invoices SET job_id = 'job_1' WHERE id = ?`, id)
    expect((await desk.get(`${at}?asset=ast_1`)).text).toContain('Invoice INV-1001')
  })

  test('of one vehicle counts the credit that paid its invoice', async () => {
    const { shop, desk, contact, at, id } = await account()
    await act(shop, desk, id, 'payments', { amount: '1408.40', method: 'cash', keepRest: 'on' })
    const next = await sent(shop, desk, contact)
    await act(shop, desk, next, 'credit')
    await shop.rows(`INSERT INTO assets (id, name, created_at) VALUES ('ast_1', 'Unit 14', 1)`)
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at) VALUES ('job_1', 1, ?, 'Brakes', ?, 1, 1)`,
      ...[contact.customerId, shop.statuses[0]?.id],
    )
    await shop.rows(`INSERT INTO job_assets (job_id, asset_id) VALUES ('job_1', 'ast_1')`)
    await shop.rows(`UPDATE invoices SET job_id = 'job_1' WHERE id = ?`, next)
    const csv = async (query: string) => (await desk.fetch(`${at}/statement.csv${query}`)).text()
    expect(await csv('?asset=ast_1')).toContain('Credit applied on INV-1002,-754.2,0\r\n')
    expect(await csv('?asset=ast_1')).toContain('Balance at the end,,0')
    expect(await csv('')).not.toContain('Credit applied')
  })

  test('holds what moved at a customer that was merged into it', async () => {
    const { shop, desk, contact, id } = await account()
    const survivor = await shop.customer({ customerName: 'Survivor Co.' })
    const merge = `${shop.desk}/customers/${contact.customerId}/merge`
    await desk.submit(await desk.get(`${merge}?into=${survivor.customerId}`), merge)
    await act(shop, desk, id, 'payments', { amount: '54.20', method: 'cash' })
    const own = await shop.signedIn(survivor)
    for (const { text } of [
      await desk.get(`${shop.desk}/customers/${survivor.customerId}/statement`),
      await own.get(`${shop.base}/statement`),
    ]) {
      expect(text).toContain('Invoice INV-1001')
      expect(text).toContain('$600.00')
    }
    expect(await (await desk.fetch(`${shop.desk}/exports/payments.csv`)).text()).not.toContain('cmd Brewing')
  })

  test('is nobody else’s, and not for who sees no prices', async () => {
    const { shop, contact } = await account()
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.get(`${shop.base}/statement`)).text).not.toContain('INV-1001')
    const blind = await shop.signedIn(await shop.customer({ customerId: contact.customerId, seesPrices: false, canPay: false }))
    for (const end of ['', '/statement.pdf', '/statement.csv'])
      expect((await blind.fetch(`${shop.base}/statement${end}`)).status, end).toBe(404)
    expect((await (await shop.staff('production')).get(`${shop.desk}/customers/${contact.customerId}/statement`)).status).toBe(
      403,
    )
  })
})

test('what is open stands by age, as page and file', async () => {
  const { shop } = await account()
  setClock(start + 60 * dayMs)
  const desk = await shop.staff()
  const page = await desk.get(`${shop.desk}/ageing`)
  expect(page.text).toContain('=cmd Brewing')
  expect(page.text).toContain('$654.20')
  const csv = await (await desk.fetch(`${shop.desk}/ageing/open.csv`)).text()
  expect(csv).toContain(`'=cmd Brewing,0,0,654.2,0,0,654.2`)
})

test('the books are files for managers: invoices, lines that sum to them, payments; no text is a formula', async () => {
  const { shop, desk, id } = await account()
  await act(shop, desk, id, 'credit-notes', { creditAmount: '20', reason: 'Scratched' })
  const file = async (name: string) => (await desk.fetch(`${shop.desk}/exports/${name}.csv`)).text()
  expect(await file('invoices')).toContain(`INV-1001,'=cmd Brewing,'=1+1,2030-04-09,2030-04-23,,USD,754.2,-20,734.2,634.2,`)
  const lines = (await file('lines')).trim().split('\r\n').slice(1)
  expect(lines.map((line) => line.split(',').at(-1))).toEqual(['709.2', '45'])
  expect(await file('payments')).toContain(`2030-04-09,payment,'=cmd Brewing,INV-1001,cash,,USD,100,`)
  expect((await (await shop.staff('advisor')).get(`${shop.desk}/exports/payments.csv`)).status).toBe(403)
  const unproven = await (await shop.staff('owner', { factorAt: null })).get(`${shop.desk}/exports/payments.csv`)
  expect([unproven.status, unproven.text.includes('INV-1001')]).toEqual([403, false])
})
