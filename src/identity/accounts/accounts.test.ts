import { describe, expect, it } from 'vitest'
import { formsOf } from '#testing/browser.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

/** One person at two customers of a shop, and what each is called. */
async function atTwo() {
  const shop = await makeShop()
  const river = await shop.customer({ customerName: 'Riverside Brewing Co.' })
  const hill = await shop.customer({ customerName: 'Hilltop Roasters', person: river })
  return { shop, river, hill }
}

/** Proves the mailbox as people do, perhaps through a private link. */
async function signIn(shop: TestShop, { email = '' }: TestContact, more: Record<string, string> = {}) {
  const browser = shop.visitor()
  await browser.post(`${shop.base}/sign-in`, { email, ...more })
  const [mail] = await shop.mailsTo(email)
  const code = /(\d{4}) (\d{4})/.exec(mail?.Text ?? '')
  const page = await browser.post(`${shop.base}/sign-in/code`, { code: `${code?.[1]}${code?.[2]}` })
  return { browser, page }
}

describe('somebody whose mailbox belongs to several customers', () => {
  it('chooses one after signing in, and is then where they wanted to go', async () => {
    const { shop, river, hill } = await atTwo()
    const { browser, page } = await signIn(shop, river, { next: `${shop.base}/jobs` })
    expect(page.location).toContain('/accounts?new=&next=')
    const choice = await browser.get(page.location)
    expect(choice.text).toContain('Riverside Brewing Co.')
    // The menu offers it too, without leading on.
    const form = formsOf(choice).find(({ action, fields }) => action.endsWith(hill.contactId) && fields['next'])
    const opened = await browser.post(form?.action ?? '', form?.fields)
    expect([opened.status, opened.location]).toEqual([303, `${shop.base}/jobs`])
    expect((await browser.get(opened.location)).text).toContain('<span aria-hidden="true">Hilltop Roasters</span>')
    expect(await shop.rows('SELECT contact_id FROM sessions')).toEqual([[hill.contactId]])
  })

  it.each(['//evil.test', 'https://evil.test/x', '/admin/x', '/public/portal/other'])(
    'is led from the choice to no %s',
    async (next) => {
      const { shop, river, hill } = await atTwo()
      const browser = await shop.signedIn(river)
      const choice = await browser.get(`${shop.base}/accounts?next=${encodeURIComponent(next)}`)
      expect(formsOf(choice).filter(({ fields }) => fields['next'] === next)).toEqual([])
      expect((await browser.post(`${shop.base}/accounts/${hill.contactId}`, { next })).location).toBe(shop.base)
    },
  )

  it('is led past the choice by a private link', async () => {
    const { shop, river, hill } = await atTwo()
    const { browser, page } = await signIn(shop, river, { key: hill.linkKey })
    expect(page.location).toBe(shop.base)
    expect((await browser.get(shop.base)).text).toContain('<span aria-hidden="true">Hilltop Roasters</span>')
  })

  it('who belongs to one alone is asked nothing', async () => {
    const shop = await makeShop()
    const { page } = await signIn(shop, await shop.customer())
    expect(page.location).toBe(shop.base)
  })

  it('changes over from the menu, and reads nothing of the other one then', async () => {
    const { shop, river, hill } = await atTwo()
    await shop.rows('UPDATE contacts SET sees_prices = 0 WHERE id = ?', hill.contactId)
    const browser = await shop.signedIn(river)
    const home = await browser.get(shop.base)
    expect(home.text).toContain('/invoices')
    await browser.submit(home, `${shop.base}/accounts/${hill.contactId}`)
    const other = await browser.get(shop.base)
    expect(other.text).toContain(`${shop.base}/accounts/${river.contactId}`)
    expect(other.text).not.toContain(`href="${shop.base}/invoices"`)
  })

  it('stands in each of two windows for the one that was opened there last, whatever the other did', async () => {
    const { shop, river, hill } = await atTwo()
    const first = await shop.signedIn(river)
    const before = new Map(first.cookies)
    await first.submit(await first.get(shop.base), `${shop.base}/accounts/${hill.contactId}`)
    for (const [name, value] of before) first.cookies.set(name, value)
    expect((await first.get(shop.base)).text).toContain('<span aria-hidden="true">Riverside Brewing Co.</span>')
  })

  it('is out at the next request where the one they stand for ends, and may still come in for the other', async () => {
    const { shop, river, hill } = await atTwo()
    const browser = await shop.signedIn(river)
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', river.contactId)
    expect((await browser.get(shop.base)).location).toContain('/sign-in')
    const { page } = await signIn(shop, hill)
    expect(page.location).toBe(shop.base)
  })

  it('is out at the next request where the one they stand for goes to another company', async () => {
    const { shop, river, hill } = await atTwo()
    const browser = await shop.signedIn(river)
    await shop.rows('DELETE FROM contacts WHERE id = ?', hill.contactId)
    await shop.rows('UPDATE contacts SET customer_id = ? WHERE id = ?', hill.customerId, river.contactId)
    expect((await browser.get(shop.base)).location).toContain('/sign-in')
  })

  it.each([
    ['let in no more', 'has_access = 0'],
    ['removed', 'removed_at = 1'],
    ['somebody else’s', "person_id = 'per_x'"],
  ])('is not offered and cannot open a contact that is %s', async (_, change) => {
    const { shop, river, hill } = await atTwo()
    await shop.rows(`INSERT INTO people (id, email, name, created_at) VALUES ('per_x', 'x@x.test', 'X', 1)`)
    const browser = await shop.signedIn(river)
    await shop.rows(`UPDATE contacts SET ${change} WHERE id = ?`, hill.contactId)
    expect((await browser.get(shop.base)).text).not.toContain('Hilltop')
    expect((await browser.get(`${shop.base}/accounts`)).text).not.toContain('Hilltop')
    expect((await browser.post(`${shop.base}/accounts/${hill.contactId}`)).status).toBe(404)
    // Their own home, as for whoever has nothing to do with that link.
    expect((await browser.get(`${shop.base}/c/${hill.linkKey}`)).location).toBe(shop.base)
    expect((await browser.get(shop.base)).text).toContain('<span aria-hidden="true">Riverside Brewing Co.</span>')
  })

  it('is not offered a customer that was put away', async () => {
    const { shop, river, hill } = await atTwo()
    await shop.rows('UPDATE customers SET archived_at = 1 WHERE id = ?', hill.customerId)
    const browser = await shop.signedIn(river)
    expect((await browser.get(shop.base)).text).not.toContain('Hilltop')
    expect((await browser.post(`${shop.base}/accounts/${hill.contactId}`)).status).toBe(404)
  })

  it('is shown no way to change over in a preview', async () => {
    const { shop, river, hill } = await atTwo()
    const staff = await shop.staff()
    const preview = `${shop.desk}/preview/${river.contactId}`
    expect((await staff.get(preview)).text).not.toContain('Hilltop')
    expect((await staff.get(`${preview}/accounts`)).status).toBe(404)
    expect((await staff.post(`${preview}/accounts/${hill.contactId}`)).status).toBe(404)
  })
})

describe('the private link of one customer', () => {
  it('opens that customer on a device that is signed in for another', async () => {
    const { shop, river, hill } = await atTwo()
    const browser = await shop.signedIn(river)
    const page = await browser.get(`${shop.base}/c/${hill.linkKey}`)
    expect([page.status, page.location]).toEqual([303, shop.base])
    expect((await browser.get(shop.base)).text).toContain('<span aria-hidden="true">Hilltop Roasters</span>')
  })

  it('leaves whoever has nothing to do with it where they are', async () => {
    const { shop, river } = await atTwo()
    const stranger = await shop.customer({ customerName: 'Third Co.' })
    const browser = await shop.signedIn(stranger)
    expect((await browser.get(`${shop.base}/c/${river.linkKey}`)).location).toBe(shop.base)
    expect((await browser.get(shop.base)).text).toContain('<span aria-hidden="true">Third Co.</span>')
  })

  it('asks for a code where the session has ended, and remembers its customer', async () => {
    const { shop, river, hill } = await atTwo()
    const browser = await shop.signedIn(river)
    await shop.rows('UPDATE sessions SET ended_at = 1')
    const page = await browser.get(`${shop.base}/c/${hill.linkKey}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`name="key" value="${hill.linkKey}"`)
  })

  it('still opens its customer after a merge gave it to another', async () => {
    const { shop, river, hill } = await atTwo()
    await shop.rows(`INSERT INTO old_link_keys (link_key, customer_id) VALUES ('oldkey', ?)`, hill.customerId)
    const browser = await shop.signedIn(river)
    await browser.get(`${shop.base}/c/oldkey`)
    expect((await browser.get(shop.base)).text).toContain('<span aria-hidden="true">Hilltop Roasters</span>')
  })
})
