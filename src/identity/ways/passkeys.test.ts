import { afterEach, describe, expect, it } from 'vitest'
import { softPasskey } from '#identity/factors/testing.ts'
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
    const passkey = await shownAtDoor(shop.base, shop.visitor(), device)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422, 422, 422])
    expect((await shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey })).status).toBe(422)
  })

  it('is asked for with a challenge that lives ten minutes', async () => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const passkey = await shownAtDoor(shop.base, shop.visitor(), device)
    setClock(start + 10 * 60_000 + 1)
    const page = await shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey })
    expect([page.status, page.text.includes('That passkey does not open this portal')]).toEqual([422, true])
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
    // The right host, with a challenge that another shop made.
    expect((await shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey: foreign })).status).toBe(422)
  })

  it('that signs without knowing its owner, or for another page, is refused', async () => {
    const shop = await makeShop()
    const { device } = await withPasskey(shop, await shop.customer())
    const { text } = await shop.visitor().get(`${shop.base}/sign-in/passkey`)
    const page = { text: `data-options="${text.replaceAll('"', '&quot;')}"` }
    const unverified = await device.show(page as never, 0x01)
    expect((await shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey: unverified })).status).toBe(422)
    const elsewhere = JSON.parse(await device.show(page as never))
    const said = JSON.parse(atob(elsewhere.response.clientDataJSON.replaceAll('-', '+').replaceAll('_', '/')))
    elsewhere.response.clientDataJSON = btoa(JSON.stringify({ ...said, origin: 'https://evil.test' }))
    const passkey = JSON.stringify(elsewhere)
    expect((await shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey })).status).toBe(422)
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
    expect((await shop.visitor().post(`${shop.base}/sign-in/passkey`, { passkey: forSession })).status).toBe(422)
  })

  it.each(['//evil.test', 'https://evil.test/x', '/admin/x'])('never leads to %s', async (next) => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    expect((await browser.get(`${shop.base}/ways/proof?next=${encodeURIComponent(next)}`)).location).toBe(`${shop.base}/ways`)
  })
})
