import { afterEach, describe, expect, it, vi } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'
import { weaknessOf } from './password-rules.ts'
import { isPassword } from './scrypt.ts'
import { codeTo, goodPassword, isIn, later, setPassword, withPassword } from './testing.ts'

afterEach(() => setClock(start))
const emailOf = (contact: TestContact) => contact.email ?? ''
const minute = 60_000

const enter = (shop: TestShop, email: string, password: string, browser = shop.visitor(), headers = {}) =>
  browser.post(`${shop.base}/sign-in/password`, { email, proof_password: password }, headers)

describe('a password', () => {
  it('is offered nowhere and opens nothing until the shop allows it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const desk = await shop.staff()
    const before = await shop.visitor().get(`${shop.base}/sign-in`)
    expect([before.text.includes('Sign in with a password'), before.text.includes('No password.')]).toEqual([false, true])
    for (const path of ['/sign-in/password', '/ways/password'])
      expect((await browser.get(shop.base + path)).status, path).toBe(404)
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(404)
    expect((await browser.post(`${shop.base}/ways/password`, { proof_password: goodPassword })).status).toBe(404)
    const settings = `${shop.desk}/settings/portal`
    await desk.submit(await desk.get(settings), settings, { passwords: 'on' })
    const door = await shop.visitor().get(`${shop.base}/sign-in`)
    expect([door.text.includes('Sign in with a password'), door.text.includes('No password.')]).toEqual([true, false])
    await withPassword(shop, contact)
    expect((await enter(shop, emailOf(contact), goodPassword)).location).toBe(shop.base)
    await shop.rows('UPDATE profile SET are_passwords_on = 0')
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(404)
  })

  it('leads somebody who stands for several customers to the choice, unless a private link made it', async () => {
    const shop = await makeShop()
    const river = await shop.customer()
    const hill = await shop.customer({ customerName: 'Hilltop Roasters', person: river })
    await shop.rows('UPDATE profile SET are_passwords_on = 1')
    await withPassword(shop, river)
    expect((await enter(shop, emailOf(river), goodPassword)).location).toBe(`${shop.base}/accounts?new=`)
    const named = { email: emailOf(river), proof_password: goodPassword, key: hill.linkKey }
    expect((await shop.visitor().post(`${shop.base}/sign-in/password`, named)).location).toBe(shop.base)
  })

  it('is kept stretched by scrypt with N=2^15, r=8, p=3 and a salt of its own, and nowhere else, not even as a quick digest', async () => {
    const shop = await makeShop()
    const [one, two] = [await shop.customer(), await shop.customer()]
    await setPassword(shop, one)
    await setPassword(shop, two)
    const hashes = (await shop.rows('SELECT hash FROM passwords')).map(([hash]) => String(hash))
    expect(hashes).toHaveLength(2)
    expect(new Set(hashes).size).toBe(2)
    for (const hash of hashes) {
      expect(hash).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
      expect(await isPassword(goodPassword, hash)).toBe(true)
      expect(await isPassword(`${goodPassword} `, hash)).toBe(false)
    }
    const commands = await shop.rows('SELECT digest FROM commands')
    const again = await shop.signedIn(one)
    await again.post(`${shop.base}/ways/password`, { proof_password: 'another sentence of many words' })
    const digests = new Set((await shop.rows('SELECT digest FROM commands')).map(([digest]) => digest))
    // The form says nothing beside the password, so forms with other passwords leave the same digest.
    expect(digests.size).toBe(new Set(commands.map(([digest]) => digest)).size)
    const tables = await shop.rows(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
    for (const [name] of tables) expect(JSON.stringify(await shop.rows(`SELECT * FROM "${name}"`))).not.toContain('anvil')
  })

  it.each([
    ['changed', `UPDATE passwords SET hash = 'scrypt$15$8$3$x$y'`],
    ['removed', 'DELETE FROM passwords'],
    ['not allowed any more', 'UPDATE profile SET are_passwords_on = 0'],
  ])('that is %s while it is looked at opens nothing', async (_, sql) => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await withPassword(shop, contact)
    const before = await shop.rows('SELECT count(*) FROM sessions')
    await libsql.meanwhile(shop.namespace, sql)
    const browser = shop.visitor()
    expect((await enter(shop, emailOf(contact), goodPassword, browser)).status).toBe(422)
    expect(await shop.rows('SELECT count(*) FROM sessions')).toEqual(before)
    expect(await isIn(shop, browser)).toBe(false)
  })

  it('reads the same whichever way its letters are put together', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await setPassword(shop, contact, 'cafe\u0301 am nördlichen Tor')
    expect((await enter(shop, emailOf(contact), 'caf\u00e9 am no\u0308rdlichen Tor')).status).toBe(303)
  })

  it('that is set ends the other sessions, tells its owner, and is no fresh proof when it is used', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const other = await shop.signedIn(contact)
    const browser = await setPassword(shop, contact)
    expect([await isIn(shop, browser), await isIn(shop, other)]).toEqual([true, false])
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('A password was set')
    await setPassword(shop, contact, 'another sentence of many words')
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('Your password was changed')
    expect(await isIn(shop, browser)).toBe(false)
    setClock(later)
    const visitor = shop.visitor()
    expect((await enter(shop, emailOf(contact), goodPassword, visitor)).status).toBe(422)
    expect((await enter(shop, emailOf(contact), 'another sentence of many words', visitor)).status).toBe(303)
    expect((await visitor.get(`${shop.base}/ways/password`)).location).toContain('/ways/proof?next=')
    const kept = await visitor.post(`${shop.base}/ways/password`, { proof_password: goodPassword })
    expect(kept.location).toContain('/ways/proof?next=')
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(422)
  })

  it('that was forgotten is set anew after the mailbox is proven, without the old one', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await withPassword(shop, contact)
    setClock(later)
    const browser = shop.visitor()
    const door = await browser.get(`${shop.base}/sign-in/password`)
    const forgotten = /href="([^"]*sign-in\?next=[^"]*)"/.exec(door.text)?.[1] ?? ''
    await browser.submit(await browser.get(forgotten), `${shop.base}/sign-in`, { email: emailOf(contact) })
    const code = await codeTo(shop, emailOf(contact))
    const { location } = await browser.post(`${shop.base}/sign-in/code`, { code })
    expect(location).toBe(`${shop.base}/ways/password`)
    const fresh = 'seven quiet herons over a mill'
    expect((await browser.submit(await browser.get(location), location, { proof_password: fresh })).status).toBe(303)
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(422)
    expect((await enter(shop, emailOf(contact), fresh)).status).toBe(303)
  })

  it('is removed with a fresh proof, and opens nothing any more', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await withPassword(shop, contact)
    const page = `${shop.base}/ways/password`
    setClock(later)
    expect((await browser.post(`${page}/removal`)).location).toContain('/ways/proof')
    setClock(start)
    await browser.submit(await browser.get(page), `${page}/removal`)
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('Your password was removed')
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(422)
  })

  it('sent twice in one form is set once; another one in the same form is not taken for it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await shop.rows('UPDATE profile SET are_passwords_on = 1')
    const browser = await shop.signedIn(contact)
    const page = await browser.get(`${shop.base}/ways/password`)
    const send = (password: string) => browser.submit(page, `${shop.base}/ways/password`, { proof_password: password })
    expect([(await send(goodPassword)).status, (await send(goodPassword)).status]).toEqual([303, 303])
    expect(await shop.mailsTo(emailOf(contact))).toHaveLength(1)
    const other = await send('another sentence of many words')
    expect([other.status, other.text.includes('This form was sent before')]).toEqual([422, true])
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(303)
  })

  it('stands in no page, also where it was refused or an outage met it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await withPassword(shop, contact)
    const weak = await browser.post(`${shop.base}/ways/password`, { proof_password: 'mysecretone' })
    expect([weak.status, weak.text.includes('mysecretone')]).toEqual([422, false])
    const wrong = await enter(shop, emailOf(contact), 'a wrong guess of many words')
    expect([wrong.status, wrong.text.includes('wrong guess')]).toEqual([422, false])
    await libsql.fault(shop.namespace, [{ kind: 'refuse', times: 'always' }])
    const down = await enter(shop, emailOf(contact), 'a wrong guess of many words')
    await libsql.heal(shop.namespace)
    expect([down.status, down.text.includes('wrong guess')]).toEqual([503, false])
  })

  it('opens nothing without access, and nothing again when access comes back', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await withPassword(shop, contact)
    const desk = await shop.staff()
    const tick = async (fields: Record<string, string>) => {
      const [[version] = []] = await shop.rows('SELECT version FROM contacts')
      return desk.post(`${shop.desk}/contacts/${contact.contactId}/access`, { version: String(version), ...fields })
    }
    await shop.rows('UPDATE contacts SET has_access = 0')
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(422)
    await shop.rows('UPDATE contacts SET has_access = 1')
    expect((await tick({})).status).toBe(303)
    expect((await tick({ access: 'on' })).status).toBe(303)
    expect((await enter(shop, emailOf(contact), goodPassword)).status).toBe(422)
  })
})

describe('which passwords are taken', () => {
  const own = ['dana.whitfield@riverside.test', 'Dana Whitfield', 'Smith Embroidery']
  it.each([
    ['', 'short'],
    ['elevensigns', 'short'],
    ['passwordpassword', 'common'],
    ['password1234', 'common'],
    ['P@ssw0rd!!!!!!', 'common'],
    ['1234567890123', 'common'],
    ['qwertyuiop123', 'common'],
    ['aaaaaaaaaaaaaaaa', 'common'],
    ['abcabcabcabcabc', 'common'],
    ['qwerty123456', 'common'],
    ['iloveyouiloveyou', 'common'],
    ['sunshine!!!!2024', 'common'],
    ['!!!!!!dragon!!!!!!', 'common'],
    ['1q2w3e4r5t6y', 'common'],
    ['Administrator', 'common'],
    ['danawhitfield', 'own'],
    ['dana.whitfield1', 'own'],
    ['SmithEmbroidery!', 'own'],
    ['x'.repeat(100) + 'a1b2c3'.repeat(20), 'long'],
    [goodPassword, undefined],
    ['correct dana battery staple', undefined],
    ['Tr0mbone-lattice-9', undefined],
    ['ünterwegs nach süden', undefined],
    ['日本語の長い合言葉を使う人', undefined],
  ])('%s: %s', async (password, weakness) => {
    expect(await weaknessOf(password, own)).toBe(weakness)
  })

  it('says why, beside the field', async () => {
    const shop = await makeShop()
    await shop.rows('UPDATE profile SET are_passwords_on = 1')
    const browser = await shop.signedIn(await shop.customer())
    const page = await browser.post(`${shop.base}/ways/password`, { proof_password: 'passwordpassword' })
    expect([page.status, /id="f-proof_password-wrong"[\s\S]*?Many people have this one/.test(page.text)]).toEqual([422, true])
    expect(await shop.rows('SELECT count(*) FROM passwords')).toEqual([[0]])
  })
})

describe('guessing', () => {
  it('at a mailbox ends after five tries in a quarter of an hour, the right one too; its owner’s browser has its own', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await withPassword(shop, contact)
    const own = shop.visitor()
    expect((await enter(shop, emailOf(contact), goodPassword, own)).status).toBe(303)
    const headers = { 'cf-connecting-ip': '198.51.100.9' }
    const guess = (password = 'a wrong guess of many words') => enter(shop, emailOf(contact), password, shop.visitor(), headers)
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(422)
    expect([(await guess()).status, (await guess(goodPassword)).status]).toEqual([429, 429])
    expect((await enter(shop, emailOf(contact), goodPassword, own, headers)).status).toBe(303)
    setClock(start + 15 * minute)
    expect((await guess(goodPassword)).status).toBe(303)
  })

  it('at many mailboxes ends after thirty tries an hour from one network', async () => {
    const shop = await makeShop()
    const headers = { 'cf-connecting-ip': `198.18.${shop.key.charCodeAt(0)}.${shop.key.charCodeAt(4)}` }
    const mailboxes: string[] = []
    while (mailboxes.length < 7) {
      const contact = await shop.customer()
      await withPassword(shop, contact)
      mailboxes.push(emailOf(contact))
    }
    const guess = (i: number) => enter(shop, mailboxes[i % 7] ?? '', 'a wrong guess of many words', shop.visitor(), headers)
    for (let i = 0; i < 30; i++) expect((await guess(i)).status).toBe(422)
    expect((await guess(30)).status).toBe(429)
    expect((await enter(shop, 'a@nowhere.test', 'a wrong guess of many words', shop.visitor(), headers)).status).toBe(429)
  })

  it('costs and says the same for known and unknown mailboxes, with and without a password', async () => {
    const shop = await makeShop()
    const [withOne, without, out] = [await shop.customer(), await shop.customer(), await shop.customer({ hasAccess: false })]
    await setPassword(shop, withOne)
    const work = async (email: string) => {
      const browser = shop.visitor()
      for (const namespace of [shop.namespace, 'directory']) await libsql.resetCounters(namespace)
      const spies = (['digest', 'sign', 'importKey', 'deriveBits'] as const).map((method) => vi.spyOn(crypto.subtle, method))
      const page = await enter(shop, email, 'a wrong guess of many words', browser)
      const cryptography = spies.map((spy) => spy.mock.calls.length)
      for (const spy of spies) spy.mockRestore()
      const counters = [await libsql.counters(shop.namespace), await libsql.counters('directory')]
      const text = page.text.replaceAll(/nonce="[^"]*"|value="cmd_[0-9a-f]+"|[\w.+-]+@[\w.-]+\.test/g, '')
      return { status: page.status, text, counters, cryptography, cookies: [...browser.cookies.keys()] }
    }
    await work('first@nowhere.test')
    const known = await work(emailOf(withOne))
    expect(known.status).toBe(422)
    for (const email of [emailOf(without), emailOf(out), `nobody-${shop.key}@nowhere.test`, shop.ownerEmail])
      expect(await work(email)).toEqual(known)
  })

  it('stretches what was typed also where there is nothing to compare it with', async () => {
    const spelled = vi.spyOn(String.prototype, 'normalize')
    expect(await isPassword('a wrong guess of many words', undefined)).toBe(false)
    // The last step before the stretching.
    expect(spelled).toHaveBeenCalledOnce()
    spelled.mockRestore()
    expect(await isPassword('', undefined)).toBe(false)
  })
})
