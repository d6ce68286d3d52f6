import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#lib/id.ts'
import { paths } from '#paths.ts'
import { walk } from '#routes.ts'
import { type Browser, formsOf, type Page } from '#testing/browser.ts'
import { composed, mailExamples } from '#testing/mails.ts'
import { libsql } from '#testing/outside.ts'
import { addressOf, type Owned, ownedBy } from '#testing/owned.ts'
import { makeShop } from '#testing/world.ts'

/** Pages of one thing, which a mail's button may lead to. */
const pages = ['jobs', 'estimates', 'invoices', 'proofs', 'messages', 'requests', 'appointments', 'assets', 'limits', 'approvals']

/** The same without what differs from one answer to the next: the nonce, the form's command, what was asked for. */
const masked = ({ status, text }: Page) => [
  status,
  text.replaceAll(/nonce(?:="|-)[\w-]+|cmd_[0-9a-f]{32}|[a-z]{3}_[0-9a-f]{32}/g, ''),
]

describe('a mail’s button pressed while the session stands for another customer of the same mailbox', () => {
  let here: Owned
  let there: Owned
  beforeAll(async () => {
    const shop = await makeShop()
    here = await ownedBy(shop, 'Riverside')
    there = await ownedBy(shop, 'Hilltop', { person: here.contact })
  })

  it.each(pages)('offers to change over, by a form that leads on to what was asked for: %s', async (name) => {
    const { shop, contact } = here
    const route = [...walk(paths.portal)].find(({ method, path }) => method === 'GET' && path === `/${name}/:id`)
    if (!route) throw new Error(`No page of ${name}`)
    const address = shop.base + addressOf(route, there)
    const browser = await shop.signedIn(contact)
    const page = await browser.get(`${address}?from=mail`)
    expect(page.status).toBe(404)
    expect(page.text).toContain('This belongs to Hilltop company')
    const action = `${shop.base}/accounts/${there.contact.contactId}`
    // The offer alone has brought nobody anywhere, and it is no link.
    expect(
      await shop.rows(
        'SELECT 1 FROM sessions WHERE contact_id = ? AND person_id = ? AND device <> ?',
        there.contact.contactId,
        contact.personId,
        'Hilltop phone',
      ),
    ).toEqual([])
    expect(page.text).not.toContain(`href="${action}`)
    const form = formsOf(page).find(({ fields }) => fields['next'])
    expect(form).toMatchObject({ action, fields: { next: `${address}?from=mail` } })
    const opened = await browser.post(form?.action ?? '', form?.fields)
    expect([opened.status, opened.location]).toEqual([303, `${address}?from=mail`])
    expect((await browser.get(opened.location)).status).toBe(200)
    await shop.rows('DELETE FROM sessions WHERE contact_id = ? AND device <> ?', there.contact.contactId, 'Hilltop phone')
  })
})

describe('a list that a mail leads to', () => {
  it('is that of the customer it was mailed about: whoever stands for another is asked to change over', async () => {
    const shop = await makeShop()
    const river = await shop.customer({ customerName: 'Riverside' })
    const hill = await shop.customer({ customerName: 'Hilltop', person: river })
    const browser = await shop.signedIn(river)
    for (const list of ['invoices', 'messages', 'ways-to-pay', '']) {
      const address = `${shop.base}${list && `/${list}`}?of=${hill.customerId}`
      const page = await browser.get(address)
      expect([page.status, page.text.includes('This belongs to Hilltop')], list).toEqual([404, true])
      const form = formsOf(page).find(({ fields }) => fields['next'])
      expect(form?.fields['next']).toBe(address)
      const opened = await (await shop.signedIn(river)).post(form?.action ?? '', form?.fields)
      expect([opened.status, opened.location]).toEqual([303, address])
      expect((await (await shop.signedIn(hill)).get(address)).status, list).toBe(200)
    }
  })

  it('opens as ever for whom that says nothing to: the own one, a stranger’s, one that never was', async () => {
    const shop = await makeShop()
    const river = await shop.customer({ customerName: 'Riverside' })
    await shop.customer({ customerName: 'Hilltop', person: river })
    const stranger = await shop.customer({ customerName: 'Third' })
    const browser = await shop.signedIn(river)
    for (const of of [river.customerId, stranger.customerId, newId('cus'), 'x']) {
      const page = await browser.get(`${shop.base}/invoices?of=${of}`)
      expect([page.status, page.text.includes('Third')], of).toEqual([200, false])
    }
  })

  it('stands in the mail about a way to pay', async () => {
    const name = 'autopay.changed'
    const [shop, payload] = (await mailExamples('Zqx'))[name] ?? expect.fail('There is no such mail')
    const letter = await composed(name, [shop, payload])
    const [[customer] = []] = await shop.rows('SELECT customer_id FROM contacts WHERE id = ?', payload['contact'])
    expect(letter?.html).toContain(`/ways-to-pay?of=${customer}"`)
  })
})

describe('for everybody else what is not theirs is not found, in the same shape and with as many reads', () => {
  /** A person at two customers, and what a third customer has. */
  async function atTwo() {
    const shop = await makeShop()
    const river = await shop.customer({ customerName: 'Riverside' })
    const hill = await shop.customer({ customerName: 'Hilltop', person: river })
    const owner = await ownedBy(shop, 'Third')
    return { shop, river, hill, owner }
  }

  it('whether it belongs to strangers or never was', async () => {
    const { shop, river, owner } = await atTwo()
    const browser = await shop.signedIn(river)
    for (const [path, id, none] of [
      ['jobs', owner.ids['job'], newId('job')],
      ['invoices', owner.ids['invoice'], newId('inv')],
      ['messages', owner.contact.customerId, newId('cus')],
    ] as const)
      expect(await answerTo(browser, `${shop.base}/${path}/${id}`)).toEqual(
        await answerTo(browser, `${shop.base}/${path}/${none}`),
      )

    async function answerTo(from: Browser, address: string) {
      await libsql.resetCounters(shop.namespace)
      const answer = masked(await from.get(address))
      const { requests, writes } = await libsql.counters(shop.namespace)
      return [...answer, requests, writes]
    }
  })

  it('where they stand for one customer alone: after no read more', async () => {
    const { shop, owner } = await atTwo()
    const alone = await shop.signedIn(await shop.customer())
    await libsql.resetCounters(shop.namespace)
    expect((await alone.get(`${shop.base}/jobs/${owner.ids['job']}`)).status).toBe(404)
    expect((await libsql.counters(shop.namespace)).requests).toBe(1)
  })

  it('where it is kept here, and only its page is not', async () => {
    const shop = await makeShop()
    const owner = await ownedBy(shop, 'Hilltop')
    await shop.customer({ customerName: 'Riverside', person: owner.contact })
    const browser = await shop.signedIn(owner.contact)
    const page = await browser.get(`${shop.base}/invoices/${owner.ids['invoice']}/credit-notes/none/credit-note.pdf`)
    expect([page.status, page.text.includes('This belongs')]).toEqual([404, false])
  })

  it.each([
    ['let in no more', 'has_access = 0'],
    ['removed', 'removed_at = 1'],
    ['somebody else’s', "person_id = 'per_x'"],
  ])('where their place there is %s', async (_, change) => {
    const { shop, river, hill } = await atTwo()
    await shop.customer({ customerName: 'Lakeside', person: river })
    await shop.rows(`INSERT INTO people (id, email, name, created_at) VALUES ('per_x', 'x@x.test', 'X', 1)`)
    const browser = await shop.signedIn(river)
    const address = `${shop.base}/messages/${hill.customerId}`
    expect((await browser.get(address)).text).toContain('This belongs to Hilltop')
    await shop.rows(`UPDATE contacts SET ${change} WHERE id = ?`, hill.contactId)
    expect(masked(await browser.get(address))).toEqual(masked(await browser.get(`${shop.base}/messages/${newId('cus')}`)))
  })

  it('where the customer is archived', async () => {
    const { shop, river, hill } = await atTwo()
    await shop.customer({ customerName: 'Lakeside', person: river })
    await shop.rows('UPDATE customers SET archived_at = 1 WHERE id = ?', hill.customerId)
    const browser = await shop.signedIn(river)
    expect((await browser.get(`${shop.base}/messages/${hill.customerId}`)).text).not.toContain('Hilltop')
  })

  it.each([
    ['a draft invoice', 'invoices', 'invoice', 'UPDATE invoices SET sent_at = NULL WHERE id = ?'],
    ['a draft estimate', 'estimates', 'estimate', `UPDATE approval_requests SET state = 'draft' WHERE subject_id = ?`],
    ['a draft proof', 'proofs', 'proof', `UPDATE approval_requests SET state = 'draft' WHERE subject_id = ?`],
    ['a limit they see no prices of', 'limits', 'limit', 'UPDATE contacts SET sees_prices = 0 WHERE ? IS NOT NULL'],
    [
      'an invoice they neither read nor pay',
      'invoices',
      'invoice',
      'UPDATE contacts SET sees_prices = 0, can_pay = 0 WHERE ? IS NOT NULL',
    ],
    [
      'an estimate they may not read',
      'estimates',
      'estimate',
      'UPDATE contacts SET sees_prices = 0, can_pay = 0 WHERE ? IS NOT NULL',
    ],
    ['an archived asset', 'assets', 'asset', 'UPDATE assets SET archived_at = 1 WHERE id = ?'],
  ])('where they would not be shown it there either: %s', async (_, path, noun, change) => {
    const shop = await makeShop()
    const owner = await ownedBy(shop, 'Hilltop')
    const river = await shop.customer({ customerName: 'Riverside', person: owner.contact })
    const browser = await shop.signedIn(river)
    const address = `${shop.base}/${path}/${owner.ids[noun]}`
    expect((await browser.get(address)).text).toContain('This belongs to Hilltop company')
    await shop.rows(change, owner.ids[noun])
    const page = await browser.get(address)
    expect([page.status, page.text.includes('This belongs')]).toEqual([404, false])
  })

  it('where it is what the shop let pass without asking them', async () => {
    const shop = await makeShop()
    const owner = await ownedBy(shop, 'Hilltop')
    const river = await shop.customer({ customerName: 'Riverside', person: owner.contact })
    const id = newId('apl')
    await shop.rows(
      `INSERT INTO approvals SELECT ?, (SELECT max(sequence) + 1 FROM approvals), 'override', request_id, subject_id, job_id, customer_id,
        edition_id, edition, outcome, body, 'x', previous_sha256, signature, key_id, at FROM approvals WHERE id = ?`,
      id,
      owner.ids['approval'],
    )
    const page = await (await shop.signedIn(river)).get(`${shop.base}/approvals/${id}`)
    expect([page.status, page.text.includes('This belongs')]).toEqual([404, false])
  })

  it('in a preview at the desk, and in answer to a form', async () => {
    const { shop, river, hill } = await atTwo()
    const staff = await shop.staff()
    const seen = await staff.get(`${shop.desk}/preview/${river.contactId}/messages/${hill.customerId}`)
    expect([seen.status, seen.text.includes('Hilltop')]).toEqual([404, false])
    const browser = await shop.signedIn(river)
    const sent = await browser.post(`${shop.base}/messages/${hill.customerId}`, { body: 'Hello' })
    expect([sent.status, sent.text.includes('This belongs')]).toEqual([404, false])
  })
})
