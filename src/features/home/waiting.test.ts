import { describe, expect, it } from 'vitest'
import { makeJob, sendParts, twoLines } from '#features/approvals/testing.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, start } from '#testing/world.ts'

const hour = 3_600_000
const inTheTab = (text: string, label: string) => new RegExp(`(\\d+)<span class="sr"> ${label}</span>`).exec(text)?.[1]

/** A customer with two requests that wait, one of them for the promised day. */
async function waiting(more: Parameters<Awaited<ReturnType<typeof makeShop>>['customer']>[0] = {}) {
  const shop = await makeShop({ trade: 'fleet' })
  const contact = await shop.customer({ name: 'Ray Ortiz', ...more })
  const asker = more?.canApprove === false ? await shop.customer({ customerId: contact.customerId, name: 'Dana' }) : contact
  const job = await makeJob(shop, contact)
  await shop.rows(`UPDATE jobs SET due_on = '2030-04-19' WHERE id = ?`, job)
  await sendParts(shop, asker, job, twoLines, { answerBy: start + 3 * hour })
  const van = await makeJob(shop, contact, 'Unit 31')
  await sendParts(shop, asker, van, twoLines, { title: 'Unit 31', totalMinor: 7_777 })
  return { shop, contact, job, van }
}

describe('a counter in the navigation wherever something waits', () => {
  it('counts for an approver what is asked, in the session’s own statement', async () => {
    const { shop, contact } = await waiting()
    const browser = await shop.signedIn(contact)
    await libsql.resetCounters(shop.namespace)
    const { text } = await browser.get(`${shop.base}/jobs`)
    expect((await libsql.counters(shop.namespace)).requests).toBe(1)
    expect(inTheTab(text, 'to approve')).toBe('2')
  })

  it('counts nothing for somebody who may not approve, nor for another customer', async () => {
    const { shop, contact } = await waiting({ canApprove: false })
    expect(inTheTab((await (await shop.signedIn(contact)).get(shop.base)).text, 'to approve')).toBeUndefined()
    const other = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect(inTheTab((await other.get(shop.base)).text, 'to approve')).toBeUndefined()
  })

  it('stops counting what was answered, taken back, or is about work that ended', async () => {
    const { shop, contact, job, van } = await waiting()
    const browser = await shop.signedIn(contact)
    await shop.rows(`UPDATE approval_requests SET state = 'approved' WHERE subject_id = ?`, job)
    expect(inTheTab((await browser.get(shop.base)).text, 'to approve')).toBe('1')
    await shop.rows('UPDATE jobs SET is_closed = 1 WHERE id = ?', van)
    const { text } = await browser.get(shop.base)
    expect(inTheTab(text, 'to approve')).toBeUndefined()
    expect(text).toContain('Nothing needs you')
  })

  it('tells staff what came back to the shop, beside how much there is in all', async () => {
    const { shop, job, van } = await waiting()
    const desk = await shop.staff('production')
    expect(inTheTab((await desk.get(shop.desk)).text, 'need you')).toBeUndefined()
    await shop.rows(`UPDATE approval_requests SET state = 'changes_requested' WHERE subject_id = ?`, job)
    await shop.rows(`UPDATE approval_requests SET is_edited = 1 WHERE subject_id = ?`, van)
    const { text } = await desk.get(shop.desk)
    expect(inTheTab(text, 'need you')).toBe('2')
    expect(text).toContain('Make the changes asked for on Unit 14')
    expect(text).toContain('Send Unit 31 again')
    expect(text).toContain('Two things wait on you')
  })
})

describe('what needs the customer', () => {
  it('is counted with the invoices in the heading, the answer due first on top and alone primary', async () => {
    const { shop, contact } = await waiting()
    await libsql.exec(
      shop.namespace,
      `INSERT INTO invoices (id, number, customer_id, title, currency, total_minor, due_on, sent_at, created_at)
        VALUES ('inv_due', '1001', '${contact.customerId}', 'Caps', 'USD', 41280, '2030-04-05', ${start}, ${start});
      INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
        VALUES ('led_1', 'invoice', 41280, 'USD', '${contact.customerId}', 'inv_due', 'inv_due', ${start})`,
    )
    const { text } = await (await shop.signedIn(contact)).get(shop.base)
    expect(text).toContain('Three things need you')
    const places = ['Approve the work on Unit 14', 'Approve the work on Unit 31', 'Pay invoice 1001'].map((one) =>
      text.indexOf(one),
    )
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text.match(/btn primary/g)).toHaveLength(1)
    expect(text).toContain('Two lines, $530.00 before tax in all. Approve by Tue, Apr 9, 2:00 pm to keep Fri, Apr 19.')
  })

  it('says no amount to a contact without prices', async () => {
    const { shop, contact } = await waiting({ seesPrices: false })
    const { text } = await (await shop.signedIn(contact)).get(shop.base)
    expect(text).toContain('Two lines. Approve by')
    expect(text).not.toMatch(/\$|\b530\b|\b77\.77\b/)
  })

  it('tells a contact who may not approve that it waits for a colleague, with nothing to press', async () => {
    const { shop, contact } = await waiting({ canApprove: false })
    const { text } = await (await shop.signedIn(contact)).get(shop.base)
    expect(text).toContain('Nothing needs you')
    expect(text).toContain('Somebody else at your company approves these.')
    expect(text).not.toContain('Look at the lines')
  })
})
