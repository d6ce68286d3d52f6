import { afterEach, describe, expect, it } from 'vitest'
import { google, libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'
import { makeScene } from '#testing/writes/scene.ts'
import { waysWrites } from '#testing/writes/ways.ts'
import { codeTo, comeBack, isIn, later, tied, withPasskey } from './testing.ts'

afterEach(async () => {
  await google.twist({})
  setClock(start)
})
const emailOf = (contact: TestContact) => contact.email ?? ''

describe('the page about signing in', () => {
  it('says what there is and what there could be, with one button that stands out', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const empty = await browser.get(`${shop.base}/ways`)
    expect(empty.text.match(/class="btn primary/g)).toHaveLength(1)
    expect(empty.text).toContain('Connect Google')
    expect(empty.text).not.toContain('Password')
    expect(empty.text).toContain(`We email a code to ${contact.email}`)
    await withPasskey(shop, contact, 'Laptop')
    await tied(shop, contact, 'dana.private@mail.test')
    const full = await browser.get(`${shop.base}/ways`)
    expect(full.text).toContain('Laptop')
    expect(full.text).toContain('Connected with dana.private@mail.test')
    // Whoever takes a way away can end the sessions that came with it.
    for (const page of [empty, full]) expect(page.text).toContain(`href="${shop.base}/devices"`)
  })

  it('is nobody else’s: not a preview’s, and not another person’s of the same customer', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await tied(shop, contact, 'dana.private@mail.test')
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect((await colleague.get(`${shop.base}/ways`)).text).not.toContain('dana.private')
    const staff = await shop.staff()
    expect((await staff.get(`${shop.desk}/preview/${contact.contactId}/ways`)).status).toBe(404)
  })

  it('reads in Spanish for who chose it, and so does its mail', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await shop.rows(`UPDATE people SET language = 'es' WHERE id = ?`, contact.personId)
    const { browser } = await withPasskey(shop, contact, 'Teléfono')
    expect((await browser.get(`${shop.base}/ways`)).text).toContain('Cómo entra usted')
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('Se agregó una llave de acceso')
  })
})

describe('connecting Google from there', () => {
  it('needs a fresh proof, ties whatever account was chosen, and tells its owner', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    setClock(later)
    const led = await browser.get(`${shop.base}/ways/google`)
    expect(led.location).toContain('/ways/proof?next=')
    expect((await browser.post(`${shop.base}/ways/google`)).location).toContain('/ways/proof?next=')
    expect(await shop.rows('SELECT count(*) FROM google_visits')).toEqual([[0]])
    setClock(start)
    await tied(shop, contact, 'dana.private@mail.test')
    expect(await shop.rows('SELECT person_id, email FROM google_identities')).toEqual([
      [contact.personId, 'dana.private@mail.test'],
    ])
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Text).toContain('dana.private@mail.test was connected')
  })

  it('that took longer than the proof is fresh asks for it again, and ties nothing', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    setClock(start + 9.5 * 60_000)
    const leave = await browser.post(`${shop.base}/ways/google`)
    setClock(start + 10.2 * 60_000)
    const back = await comeBack(browser, leave.location, 'dana.private@mail.test')
    expect((await browser.get(new URL(back.location).pathname)).location).toContain('/ways/proof?next=')
    expect(await shop.rows('SELECT count(*) FROM google_identities')).toEqual([[0]])
  })

  it('counts for the session that began it alone, also with its cookie in another’s browser', async () => {
    const shop = await makeShop()
    const [mine, other] = [await shop.signedIn(await shop.customer()), await shop.signedIn(await shop.customer())]
    const leave = await mine.post(`${shop.base}/ways/google`)
    const back = await comeBack(mine, leave.location, 'attacker@mail.test')
    const path = new URL(back.location).pathname
    const kept = [...mine.cookies].find(([name]) => name.endsWith('-google'))
    other.cookies.set(kept?.[0] ?? '', kept?.[1] ?? '')
    expect((await other.get(path)).location).toContain('problem=google_over')
    // Nor does it sign in at the door.
    const token = path.split('/').at(-1)
    expect((await mine.get(`${shop.base}/sign-in/google/${token}`)).status).toBe(410)
    expect(await shop.rows('SELECT count(*) FROM google_identities')).toEqual([[0]])
    mine.cookies.delete(kept?.[0] ?? '')
    expect((await mine.get(path)).location).toContain('problem=google_over')
  })

  it('counts once, also after it was disconnected again', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    const leave = await browser.post(`${shop.base}/ways/google`)
    const back = await comeBack(browser, leave.location, 'dana.private@mail.test')
    const cookies = new Map(browser.cookies)
    const path = new URL(back.location).pathname
    expect((await browser.get(path)).location).toContain('did=google_tied')
    await browser.post(`${shop.base}/ways/google/removal`)
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    expect((await browser.get(path)).location).toContain('problem=google_over')
    // Of two at once the read shows neither that the other was faster.
    await shop.rows('UPDATE google_visits SET used_at = NULL')
    await libsql.meanwhile(shop.namespace, 'UPDATE google_visits SET used_at = 1')
    expect((await browser.get(path)).location).toContain('problem=google_over')
    expect(await shop.rows('SELECT count(*) FROM google_identities')).toEqual([[0]])
  })

  it('refuses an account that is somebody else’s here, and a second one', async () => {
    const shop = await makeShop()
    const [one, two] = [await shop.customer(), await shop.customer()]
    await tied(shop, one, 'shared@mail.test')
    for (const [contact, email] of [[two, 'shared@mail.test'] as const, [one, 'second@mail.test'] as const]) {
      const browser = await shop.signedIn(contact)
      const leave = await browser.post(`${shop.base}/ways/google`)
      const back = await comeBack(browser, leave.location, email)
      expect((await browser.get(new URL(back.location).pathname)).status).toBe(409)
    }
    expect(await shop.rows('SELECT person_id, email FROM google_identities')).toEqual([[one.personId, 'shared@mail.test']])
    expect(await shop.mailsTo(emailOf(two))).toEqual([])
  })

  it('ends with a fresh proof, is told, and the account opens nothing any more', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await tied(shop, contact, emailOf(contact))
    const page = `${shop.base}/ways/google`
    setClock(later)
    expect((await browser.post(`${page}/removal`)).location).toContain('/ways/proof')
    setClock(start)
    await browser.submit(await browser.get(page), `${page}/removal`)
    expect(await shop.rows('SELECT count(*) FROM google_identities')).toEqual([[0]])
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('Google was disconnected')
    expect((await browser.post(`${page}/removal`)).status).toBe(303)
  })
})

describe('a proof that grows old between the look and the change', () => {
  const old = 'UPDATE sessions SET proved_at = 1'
  const standing = (shop: TestShop) =>
    shop.rows(`SELECT (SELECT count(*) FROM passkeys WHERE removed_at IS NULL), (SELECT count(*) FROM google_identities),
      (SELECT group_concat(hash) FROM passwords), (SELECT count(*) FROM outbox WHERE kind = 'ways.changed')`)

  it.each(Object.keys(waysWrites).filter((kind) => /^(passkey.(added|removed)|google.untied|password)/.test(kind)))(
    'changes nothing: %s',
    async (kind) => {
      const scene = await makeScene()
      const press = await waysWrites[kind]?.(scene)
      const before = await standing(scene.shop)
      await libsql.meanwhile(scene.shop.namespace, old)
      const page = await press?.()
      expect([page?.status, page?.text.includes('Too much time went by')]).toEqual([409, true])
      expect(await standing(scene.shop)).toEqual(before)
    },
  )

  it('ties no Google account', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    const leave = await browser.post(`${shop.base}/ways/google`)
    const back = await comeBack(browser, leave.location, 'dana.private@mail.test')
    await libsql.meanwhile(shop.namespace, old)
    expect((await browser.get(new URL(back.location).pathname)).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM google_identities')).toEqual([[0]])
  })
})

describe('after an invitation', () => {
  it('and the proof of the mailbox comes the choice, once, and it can be skipped', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const record = `${shop.desk}/customers/${contact.customerId}`
    await desk.submit(await desk.get(record), `${record}/link/mails`)
    const [invitation] = await shop.mailsTo(emailOf(contact))
    const { pathname } = new URL(/http\S+\/invitation\/\S+/.exec(invitation?.Text ?? '')?.[0] ?? '')
    const come = async () => {
      const browser = shop.visitor()
      await browser.submit(await browser.get(pathname), pathname)
      const code = await codeTo(shop, emailOf(contact))
      return { browser, page: await browser.post(`${shop.base}/sign-in/code`, { code }) }
    }
    const { browser, page } = await come()
    expect(page.location).toBe(`${shop.base}/ways/choice`)
    const choice = await browser.get(page.location)
    expect(choice.text).toContain('How do you want to sign in next time?')
    expect(choice.text).toContain(`href="${shop.base}/ways/passkeys/new"`)
    expect(choice.text).toContain(`href="${shop.base}/ways/google"`)
    expect(choice.text).not.toContain(`href="${shop.base}/ways/password"`)
    expect(choice.text).toMatch(new RegExp(`href="${shop.base}"[^>]*>\\s*Email me a code each time`))
    expect(await isIn(shop, browser)).toBe(true)
    await withPasskey(shop, contact)
    expect((await browser.get(page.location)).location).toBe(shop.base)
  })

  it('leads staff to their desk as before', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    await desk.post(`${shop.desk}/settings/team`, { name: 'Ada', email: `ada-${shop.key}@shop.test`, role: 'advisor' })
    const [mail] = await shop.mailsTo(`ada-${shop.key}@shop.test`)
    const { pathname } = new URL(/http\S+\/invitation\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const { openBrowser } = await import('#testing/browser.ts')
    const browser = openBrowser('http://admin.localhost:8787')
    await browser.submit(await browser.get(pathname), pathname)
    const code = await codeTo(shop, `ada-${shop.key}@shop.test`)
    expect((await browser.post(`${shop.desk}/sign-in/code`, { code })).location).toBe(shop.desk)
  })
})

describe('mails about signing in', () => {
  it('go at any hour, however quiet the shop is', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await shop.rows(`UPDATE profile SET quiet_hours = '{"from":"00:00","to":"23:59"}', are_automations_on = 0`)
    await withPasskey(shop, contact)
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('A passkey was added')
  })
})

describe('without a client at Google', () => {
  it('nobody is offered what does not work', async () => {
    const { googleOf } = await import('#adapters/google.ts')
    expect([googleOf(), googleOf('id'), googleOf(undefined, 'secret')]).toEqual([undefined, undefined, undefined])
    expect(googleOf('id', 'secret')?.issuer).toBe('https://accounts.google.com')
  })
})
