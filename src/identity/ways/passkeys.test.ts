import { afterEach, describe, expect, it } from 'vitest'
import { softPasskey } from '#identity/factors/testing.ts'
import type { Page } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact } from '#testing/world.ts'
import { codeTo, isIn, later, shownAtDoor, withPasskey } from './testing.ts'

afterEach(() => setClock(start))
const emailOf = (contact: TestContact) => contact.email ?? ''

describe('a passkey', () => {
  it('is added in one press, told to its owner, and lets them in by itself from then on', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const { added, device } = await withPasskey(shop, contact)
    expect(added.location).toBe(`${shop.base}/ways?did=passkey_added`)
    const [mail] = await shop.mailsTo(emailOf(contact))
    expect(mail?.Subject).toContain('A passkey was added')
    expect(mail?.Text).toContain('“Phone”')
    const visitor = shop.visitor()
    const passkey = await shownAtDoor(shop.base, visitor, device)
    expect((await visitor.post(`${shop.base}/sign-in/passkey`, { passkey })).location).toBe(shop.base)
    expect(await isIn(shop, visitor)).toBe(true)
    expect((await visitor.get(`${shop.base}/ways`)).text).toContain('Last used Tue, Apr 9, 2030')
  })

  it('is a fresh proof: who came in with it may change how they sign in', async () => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    setClock(later)
    const visitor = shop.visitor()
    await visitor.post(`${shop.base}/sign-in/passkey`, { passkey: await shownAtDoor(shop.base, visitor, device) })
    expect((await visitor.get(`${shop.base}/ways/passkeys/new`)).status).toBe(200)
  })

  it('leads to the page that was asked for, and never off the host', async () => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const visitor = shop.visitor()
    const enter = async (next: string, at: number) => {
      setClock(at)
      return (
        await visitor.post(`${shop.base}/sign-in/passkey`, { next, passkey: await shownAtDoor(shop.base, visitor, device) })
      ).location
    }
    expect(await enter(`${shop.base}/jobs`, start + 1)).toBe(`${shop.base}/jobs`)
    for (const [i, next] of ['//evil.test', 'https://evil.test', '/admin/x'].entries())
      expect(await enter(next, start + 2 + i)).toBe(shop.base)
  })

  it('counts once: what it answered is refused a second time, by many at once too', async () => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const visitor = shop.visitor()
    const passkey = await shownAtDoor(shop.base, visitor, device)
    const show = () => visitor.post(`${shop.base}/sign-in/passkey`, { passkey })
    const answers = await Promise.all(Array.from({ length: 6 }, show))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422, 422, 422])
    expect((await show()).status).toBe(422)
  })

  it('is asked for with a challenge that lives ten minutes', async () => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const visitor = shop.visitor()
    const passkey = await shownAtDoor(shop.base, visitor, device)
    setClock(start + 10 * 60_000 + 1)
    const page = await visitor.post(`${shop.base}/sign-in/passkey`, { passkey })
    expect([page.status, page.text.includes('That passkey does not open this portal')]).toEqual([422, true])
    setClock(start + 10 * 60_000)
    expect((await visitor.post(`${shop.base}/sign-in/passkey`, { passkey })).status).toBe(303)
  })

  it('of one host opens no other, and of one shop no other', async () => {
    const shop = await makeShop({ hasHost: true })
    const other = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const onHost = shop.visitor('host')
    expect((await onHost.post('/portal/sign-in/passkey', { passkey: await shownAtDoor('/portal', onHost, device) })).status).toBe(
      422,
    )
    const stranger = other.visitor()
    const foreign = await shownAtDoor(other.base, stranger, device)
    expect((await stranger.post(`${other.base}/sign-in/passkey`, { passkey: foreign })).status).toBe(422)
    // The right host and browser, with a challenge that another shop made.
    const visitor = shop.visitor()
    await visitor.get(`${shop.base}/sign-in/passkey`)
    const theirs = [...stranger.cookies].find(([name]) => name.endsWith('-passkey'))?.[1] ?? ''
    const ours = [...visitor.cookies.keys()].find((name) => name.endsWith('-passkey')) ?? ''
    visitor.cookies.set(ours, theirs)
    expect((await visitor.post(`${shop.base}/sign-in/passkey`, { passkey: foreign })).status).toBe(422)
  })

  it('counts in the browser that was asked alone: who got hold of an answer comes in with it nowhere else', async () => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const [visitor, thief] = [shop.visitor(), shop.visitor()]
    const passkey = await shownAtDoor(shop.base, visitor, device)
    const show = (browser: typeof thief) => browser.post(`${shop.base}/sign-in/passkey`, { passkey })
    expect((await show(thief)).status).toBe(422)
    await thief.get(`${shop.base}/sign-in/passkey`)
    expect((await show(thief)).status).toBe(422)
    // Another tab that asks does not end it.
    await visitor.get(`${shop.base}/sign-in/passkey`)
    expect((await show(visitor)).location).toBe(shop.base)
  })

  it.each([
    ['without knowing its owner', 0x01, {}],
    ['for another page', 0x05, { from: 'https://evil.test' }],
    ['for a page of another port', 0x05, { from: 'http://localhost:1' }],
    ['for another host', 0x05, { place: 'evil.test' }],
    ['as often as the last time: it may be a copy', 0x05, { counter: 1 }],
  ])('that signs %s is refused', async (_, flags, twisted) => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const visitor = shop.visitor()
    const ask = async () => {
      const { text } = await visitor.get(`${shop.base}/sign-in/passkey`)
      return { text: `data-options="${text.replaceAll('"', '&quot;')}"` } as Page
    }
    const show = async (passkey: string) => (await visitor.post(`${shop.base}/sign-in/passkey`, { passkey })).status
    expect(await show(await device.show(await ask()))).toBe(303)
    setClock(start + 1_000)
    expect(await show(await device.show(await ask(), flags, twisted))).toBe(422)
    expect(await show(await device.show(await ask()))).toBe(303)
  })

  it.each([
    ['without knowing its owner', 0x41, {}],
    ['for another page', 0x45, { from: 'https://evil.test' }],
    ['for another host', 0x45, { place: 'evil.test' }],
  ])('that is made %s is not added', async (_, flags, twisted) => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    const address = `${shop.base}/ways/passkeys`
    const page = await browser.get(`${address}/new`)
    const passkey = await (await softPasskey(browser.origin)).make(page, flags, twisted)
    expect((await browser.submit(page, address, { label: 'Phone', passkey })).text).toContain('could not be added')
    expect(await shop.rows('SELECT count(*) FROM passkeys')).toEqual([[0]])
  })

  it('of another person lets in nobody but that person, whoever it says it is', async () => {
    const shop = await makeShop()
    const [mine, theirs] = [await shop.customer(), await shop.customer()]
    const { device } = await withPasskey(shop, mine, 'Mine')
    const { device: other } = await withPasskey(shop, theirs, 'Theirs')
    const visitor = shop.visitor()
    const answer = JSON.parse(await shownAtDoor(shop.base, visitor, device))
    const passkey = JSON.stringify({ ...answer, id: other.id, rawId: other.id })
    expect((await visitor.post(`${shop.base}/sign-in/passkey`, { passkey })).status).toBe(422)
    expect(await isIn(shop, visitor)).toBe(false)
  })

  it.each(['', 'x', '{}', '{"id":1}', 'null', `{"id":"${'a'.repeat(40)}","rawId":"a","type":"public-key","response":{}}`])(
    'that is %s says so at the door, and costs nobody anything',
    async (passkey) => {
      const shop = await makeShop()
      const page = await shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey })
      expect([page.status, page.text.includes('That passkey does not open this portal')]).toEqual([422, true])
    },
  )

  it('is stopped after sixty tries an hour from one network', async () => {
    const shop = await makeShop()
    const headers = { 'cf-connecting-ip': `198.18.${shop.key.charCodeAt(2)}.${shop.key.charCodeAt(3)}` }
    const show = () => shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey: 'x' }, headers)
    for (let i = 0; i < 60; i++) expect((await show()).status).toBe(422)
    expect((await show()).status).toBe(429)
  })

  it('is renamed, and removed with a fresh proof alone: then it opens nothing', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const { browser, device, id } = await withPasskey(shop, contact)
    const page = `${shop.base}/ways/passkeys/${id}`
    expect((await browser.submit(await browser.get(page), page, { label: 'Old phone' })).status).toBe(303)
    expect((await browser.get(`${shop.base}/ways`)).text).toContain('Old phone')
    setClock(later)
    const late = await browser.submit(await browser.get(page), `${page}/removal`)
    expect(late.location).toBe(`${shop.base}/ways/proof?next=${encodeURIComponent(page)}`)
    expect(await shop.rows('SELECT removed_at FROM passkeys')).toEqual([[null]])
    setClock(start)
    expect((await browser.submit(await browser.get(page), `${page}/removal`)).location).toContain('did=passkey_removed')
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('A passkey was removed')
    const visitor = shop.visitor()
    expect(
      (await visitor.post(`${shop.base}/sign-in/passkey`, { passkey: await shownAtDoor(shop.base, visitor, device) })).status,
    ).toBe(422)
    expect((await browser.get(page)).status).toBe(404)
    expect((await browser.post(`${page}/removal`)).status).toBe(303)
  })

  it('of somebody else is not there: not to see, to rename or to remove', async () => {
    const shop = await makeShop()
    const { id } = await withPasskey(shop, await shop.customer())
    const stranger = await shop.signedIn(await shop.customer())
    const page = `${shop.base}/ways/passkeys/${id}`
    expect((await stranger.get(page)).status).toBe(404)
    expect((await stranger.post(page, { label: 'Mine' })).status).toBe(404)
    expect((await stranger.post(`${page}/removal`)).status).toBe(404)
    expect((await stranger.get(`${shop.base}/ways`)).text).not.toContain('Phone')
    expect(await shop.rows('SELECT name, removed_at FROM passkeys')).toEqual([['Phone', null]])
  })

  it('is not added twice, nor an eleventh, nor with an answer made for another session', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const { browser, device } = await withPasskey(shop, contact)
    const add = async (making: typeof device, from = browser) => {
      const page = await from.get(`${shop.base}/ways/passkeys/new`)
      return browser.post(`${shop.base}/ways/passkeys`, { label: 'More', passkey: await making.make(page) })
    }
    expect((await add(device)).text).toContain('has a passkey here already')
    const elsewhere = await shop.signedIn(contact)
    expect((await add(await softPasskey(browser.origin), elsewhere)).text).toContain('could not be added')
    for (let i = 0; i < 9; i++) expect((await add(await softPasskey(browser.origin))).status).toBe(303)
    expect((await add(await softPasskey(browser.origin))).text).toContain('You have ten passkeys')
    expect(await shop.rows('SELECT count(*) FROM passkeys')).toEqual([[10]])
  })

  it('opens nothing once access is un-ticked, and not again when it is given back', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const { device, browser } = await withPasskey(shop, contact)
    const desk = await shop.staff()
    const tick = async (fields: Record<string, string>) => {
      const record = `${shop.desk}/customers/${contact.customerId}`
      const [[version] = []] = await shop.rows('SELECT version FROM contacts')
      return desk.post(
        `${shop.desk}/contacts/${contact.contactId}/access`,
        { version: String(version), ...fields },
        { referer: record },
      )
    }
    const enter = async () => {
      const visitor = shop.visitor()
      return (await visitor.post(`${shop.base}/sign-in/passkey`, { passkey: await shownAtDoor(shop.base, visitor, device) }))
        .status
    }
    expect((await tick({})).status).toBe(303)
    expect(await isIn(shop, browser)).toBe(false)
    setClock(start + 1_000)
    expect(await enter()).toBe(422)
    expect((await tick({ access: 'on' })).status).toBe(303)
    setClock(start + 2_000)
    expect(await enter()).toBe(422)
  })
})

describe('whoever is let in no more in the moment they come in', () => {
  it.each([
    ['their access ended', 'contacts SET has_access = 0'],
    ['they were removed', 'contacts SET removed_at = 1'],
    ['they have another mailbox', 'contacts SET person_id = NULL'],
    ['the portal was switched off', 'profile SET is_portal_on = 0'],
    ['the passkey was removed', 'passkeys SET removed_at = 1'],
  ])('gets no session that would live on: %s', async (_, change) => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const { device } = await withPasskey(shop, contact)
    await shop.rows('DELETE FROM sessions')
    const visitor = shop.visitor()
    const passkey = await shownAtDoor(shop.base, visitor, device)
    await libsql.meanwhile(shop.namespace, `UPDATE ${change}`)
    const page = await visitor.post(`${shop.base}/sign-in/passkey`, { passkey })
    expect([422, 503]).toContain(page.status)
    expect(await shop.rows('SELECT count(*) FROM sessions')).toEqual([[0]])
  })

  it('nor by a code', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const visitor = shop.visitor()
    await visitor.post(`${shop.base}/sign-in`, { email: emailOf(contact) })
    const code = await codeTo(shop, emailOf(contact))
    await libsql.meanwhile(shop.namespace, 'UPDATE contacts SET has_access = 0')
    expect((await visitor.post(`${shop.base}/sign-in/code`, { code })).status).toBe(410)
    expect(await shop.rows('SELECT count(*) FROM sessions')).toEqual([[0]])
  })
})

describe('showing once more that it is you', () => {
  it('is asked for after ten minutes, by code, and leads on to what was wanted', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    setClock(start + 10 * 60_000)
    expect((await browser.get(`${shop.base}/ways/passkeys/new`)).status).toBe(200)
    setClock(later)
    const led = await browser.get(`${shop.base}/ways/passkeys/new`)
    expect(led.location).toBe(`${shop.base}/ways/proof?next=${encodeURIComponent(`${shop.base}/ways/passkeys/new`)}`)
    const proof = await browser.get(led.location)
    expect(await codeTo(shop, emailOf(contact))).toBe('')
    const asked = await browser.submit(proof, `${shop.base}/ways/proof`)
    const page = await browser.get(asked.location)
    const wrong = await browser.submit(page, `${shop.base}/ways/proof`, { code: '00000000' })
    expect([wrong.status, wrong.text.includes('not the code in the email')]).toEqual([422, true])
    const code = await codeTo(shop, emailOf(contact))
    const done = await browser.submit(wrong, `${shop.base}/ways/proof`, { code })
    expect(done.location).toBe(`${shop.base}/ways/passkeys/new`)
    expect((await browser.get(done.location)).status).toBe(200)
  })

  it('says in that mail what the code is for', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    setClock(later)
    await browser.post(`${shop.base}/ways/proof`, { again: 'on' })
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Text).toContain('wants to change how you sign in')
  })

  it.each(['used_at = 1', 'voided_at = 1', `expires_at = ${later}`, 'tries = 5'])(
    'does not work with a code that ends in that moment: %s',
    async (change) => {
      const shop = await makeShop()
      const contact = await shop.customer()
      const browser = await shop.signedIn(contact)
      setClock(later)
      await browser.post(`${shop.base}/ways/proof`, { again: 'on' })
      const code = await codeTo(shop, emailOf(contact))
      await libsql.meanwhile(shop.namespace, `UPDATE challenges SET ${change} WHERE browser LIKE 'session %'`)
      expect((await browser.post(`${shop.base}/ways/proof`, { code })).status).toBe(409)
      expect(await shop.rows('SELECT proved_at FROM sessions')).toEqual([[start]])
    },
  )

  it('works with a passkey of this host, once', async () => {
    const shop = await makeShop()
    const { browser, device } = await withPasskey(shop, await shop.customer())
    setClock(later)
    const page = await browser.get(`${shop.base}/ways/proof`)
    const passkey = await device.show(page)
    expect((await browser.post(`${shop.base}/ways/proof`, { passkey })).location).toBe(`${shop.base}/ways`)
    expect((await browser.get(`${shop.base}/ways/passkeys/new`)).status).toBe(200)
    await shop.rows('UPDATE sessions SET proved_at = ?', start)
    expect((await browser.post(`${shop.base}/ways/proof`, { passkey })).status).toBe(422)
  })

  it('does not work with an answer that was made for the door, or for another session', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const { browser, device } = await withPasskey(shop, contact)
    setClock(later)
    const atDoor = await shownAtDoor(shop.base, browser, device)
    expect((await browser.post(`${shop.base}/ways/proof`, { passkey: atDoor })).status).toBe(422)
    const other = await shop.signedIn(contact)
    await shop.rows('UPDATE sessions SET proved_at = ?', start)
    const theirs = await device.show(await other.get(`${shop.base}/ways/proof`))
    expect((await browser.post(`${shop.base}/ways/proof`, { passkey: theirs })).status).toBe(422)
    const forSession = await device.show(await browser.get(`${shop.base}/ways/proof`))
    expect((await browser.post(`${shop.base}/sign-in/passkey`, { passkey: forSession })).status).toBe(422)
  })

  it.each(['//evil.test', 'https://evil.test/x', '/admin/x'])('never leads to %s', async (next) => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    expect((await browser.get(`${shop.base}/ways/proof?next=${encodeURIComponent(next)}`)).location).toBe(`${shop.base}/ways`)
  })
})
