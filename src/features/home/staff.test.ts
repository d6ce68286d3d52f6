import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { makeShop, start } from '#testing/world.ts'

describe('the desk’s first page', () => {
  it('shows a new shop what is left to set up, and that nothing waits', async () => {
    const shop = await makeShop()
    const page = await (await shop.staff('owner')).get(shop.desk)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Nothing waits on anybody, and nothing is promised for this week.')
    expect(page.text).toContain('Finish setting up')
    expect(page.text).toContain('Connect Stripe')
  })

  it('counts who came to the portal from the first time they came', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const figure = async () =>
      /In the portal[^0-9]*(\d+ of \d+)/.exec((await (await shop.staff()).get(shop.desk)).text.replace(/<[^>]+>/g, ' '))?.[1]
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at)
      VALUES ('job_1', 1, ?, 'Caps', ?, 1, 1)`,
      contact.customerId,
      shop.statuses[0]?.id ?? '',
    )
    expect(await figure()).toBe('0 of 1')
    await (await shop.signedIn(contact)).get(shop.base)
    expect(await figure()).toBe('1 of 1')
  })

  it('says what waits on the shop and what on its customers', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer({ customerName: 'Coyle Roofing' })
    const [first] = shop.statuses
    const resting = shop.statuses.find(({ stage }) => stage === 'awaiting_approval')
    const job = (id: string, number: number, title: string, status: string | undefined, due: string) =>
      libsql.exec(
        shop.namespace,
        `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, due_on, created_at)
          VALUES ('${id}', ${number}, '${customerId}', '${title}', '${status}', ${start}, '${due}', ${start})`,
      )
    await job('job_late', 1, 'Crew jackets', first?.id, '2030-04-08')
    await job('job_wait', 2, 'Band jackets', resting?.id, '2030-04-15')
    await libsql.exec(
      shop.namespace,
      `INSERT INTO invoices (id, number, customer_id, title, currency, total_minor, due_on, sent_at, created_at)
        VALUES ('inv_due', '1001', '${customerId}', 'Caps', 'USD', 41280, '2030-04-05', ${start}, ${start});
      INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
        VALUES ('led_1', 'invoice', 41280, 'USD', '${customerId}', 'inv_due', 'inv_due', ${start});
      INSERT INTO invoices (id, customer_id, title, currency, total_minor, created_at)
        VALUES ('inv_draft', '${customerId}', 'Aprons', 'USD', 5000, ${start});
      INSERT INTO outbox (id, key, kind, payload, customer_id, recipient, subject, due_at, failed_at, failure, created_at)
        VALUES ('out_1', 'k', 'job.status', '{}', '${customerId}', 'sam@coyle.test', 'Ready', ${start}, ${start}, 'no mailbox', ${start})`,
    )
    const { text } = await (await shop.staff('owner')).get(shop.desk)
    expect(text).toContain('Three things wait on you, two on customers. One promised date this week.')
    expect(text).toContain('Call Coyle Roofing')
    expect(text).toContain('Crew jackets, Coyle Roofing')
    expect(text).toContain('1 day late')
    expect(text).toContain('Send the invoice for Aprons')
    expect(text).toContain('Band jackets, Coyle Roofing')
    expect(text).toContain('Invoice 1001, $412.80')
  })

  it('keeps money and settings from those who make things', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    await libsql.exec(
      shop.namespace,
      `INSERT INTO invoices (id, number, customer_id, title, currency, total_minor, due_on, sent_at, created_at)
        VALUES ('inv_due', '1001', '${customerId}', 'Caps', 'USD', 41280, '2030-04-05', ${start}, ${start});
      INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
        VALUES ('led_1', 'invoice', 41280, 'USD', '${customerId}', 'inv_due', 'inv_due', ${start})`,
    )
    const { text } = await (await shop.staff('production')).get(shop.desk)
    expect(text).not.toMatch(/invoice|draft/i)
    expect(text).not.toContain('412.80')
    expect(text).not.toContain('Invoice 1001')
    expect(text).not.toContain('Finish setting up')
  })

  it('offers new work in the words of its trade', async () => {
    const names = { decoration: 'New order', auto: 'New work order' } as const
    for (const trade of ['decoration', 'auto'] as const) {
      const shop = await makeShop({ trade })
      const { text } = await (await shop.staff('owner')).get(shop.desk)
      expect(text).toMatch(new RegExp(`${names[trade]}\\s*</a>`))
    }
  })

  it('asks the shop’s database once', async () => {
    const shop = await makeShop()
    const owner = await shop.staff('owner')
    await libsql.resetCounters(shop.namespace)
    await owner.get(shop.desk)
    expect((await libsql.counters(shop.namespace)).requests).toBe(1)
  })
})
