import { describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { appointments } from '#features/appointments/schema.ts'
import { itemLinks } from '#identity/schema.ts'
import { newId } from '#lib/id.ts'
import { formsOf } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { mailGroups } from './rules.ts'

async function signedIn() {
  const shop = await makeShop()
  const contact = await shop.customer()
  return { shop, contact, email: contact.email ?? '', browser: await shop.signedIn(contact) }
}
const codeIn = (text = '') => (/(\d{4}) (\d{4})/.exec(text) ?? []).slice(1).join('')

async function codeFrom(shop: TestShop, address: string) {
  return codeIn((await shop.mailsTo(address))[0]?.Text)
}

describe('a profile', () => {
  it('takes a name and a phone, and tells the shop what it was', async () => {
    const { shop, browser, contact } = await signedIn()
    const page = await browser.get(`${shop.base}/profile`)
    const saved = await browser.submit(page, `${shop.base}/profile`, { name: 'Dana W. Field', phone: '(937) 555-0188' })
    expect(saved.location).toContain('?did=details')
    expect((await browser.get(saved.location)).text).toContain('Dana W. Field')
    const [mail] = await shop.mailsTo(`hello-${shop.key}@shop.test`)
    expect(mail?.Text).toContain('Dana W. Field (was Dana Whitfield)')
    const record = await (await shop.staff()).get(`${shop.desk}/customers/${contact.customerId}`)
    expect(record.text).toContain('changed their own details')
  })

  it('says nothing to the shop where nothing changed', async () => {
    const { shop, browser } = await signedIn()
    await browser.submit(await browser.get(`${shop.base}/profile`), `${shop.base}/profile`)
    expect(await shop.mailsTo(`hello-${shop.key}@shop.test`)).toEqual([])
  })

  it('keeps what was typed where it does not fit, and is refused when somebody was faster', async () => {
    const { shop, browser, contact } = await signedIn()
    const page = await browser.get(`${shop.base}/profile`)
    const wrong = await browser.submit(page, `${shop.base}/profile`, { name: '', phone: 'call me' })
    expect([wrong.status, wrong.text.includes('value="call me"'), wrong.text.includes('Type your name')]).toEqual([
      422,
      true,
      true,
    ])
    await shop.rows('UPDATE contacts SET version = version + 1 WHERE id = ?', contact.contactId)
    expect((await browser.submit(page, `${shop.base}/profile`, { name: 'Too Late' })).status).toBe(409)
  })

  it('is of nobody else: a form cannot name whose it is', async () => {
    const { shop, browser, contact } = await signedIn()
    const other = await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' })
    const form = { name: 'Mine', version: '1', contact: other.contactId, id: other.contactId }
    expect((await browser.post(`${shop.base}/profile`, form)).status).toBe(303)
    expect(await shop.rows('SELECT name FROM contacts WHERE id = ?', contact.contactId)).toEqual([['Mine']])
    expect(await shop.rows('SELECT name FROM contacts WHERE id = ?', other.contactId)).toEqual([['Carl Colleague']])
    for (const [reader, name] of [
      [browser, 'Mine'],
      [await shop.signedIn(other), 'Carl Colleague'],
    ] as const)
      expect((await reader.get(`${shop.base}/profile`)).text).toMatch(
        new RegExp(`name="name"[^>]*value="${name}"|value="${name}"[^>]*name="name"`),
      )
  })

  it('sets light or dark and the language at once, for every page', async () => {
    const { shop, browser } = await signedIn()
    const page = await browser.get(`${shop.base}/profile`)
    await browser.submit(page, `${shop.base}/profile/reading`, { theme: 'dark', language: 'es' })
    const after = await browser.get(`${shop.base}/profile`)
    expect(after.text).toMatch(/<html lang="es-US" data-theme="dark"/)
    expect(after.text).toContain('Cómo lee')
    await browser.submit(after, `${shop.base}/profile/reading`, { theme: '', language: '' })
    expect((await browser.get(`${shop.base}/profile`)).text).toMatch(/<html lang="en-US"[^>]*>/)
  })

  it('sets how they read and what they are mailed for nobody else', async () => {
    const { shop, browser, contact } = await signedIn()
    await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' })
    const page = await browser.get(`${shop.base}/profile`)
    await browser.submit(page, `${shop.base}/profile/reading`, { theme: 'dark', language: 'es', timeZone: 'America/Denver' })
    await browser.submit(page, `${shop.base}/profile/mails`, { 'wanted[]': ['work'], command: newId('cmd') })
    const rows = await shop.rows('SELECT theme, language, time_zone, muted FROM people ORDER BY theme IS NULL')
    expect(rows).toEqual([
      ['dark', 'es', 'America/Denver', '["reminders","messages","receipts"]'],
      [null, null, null, null],
    ])
  })

  it.each([{ theme: 'purple' }, { language: 'xx' }, { timeZone: 'Mars/Base' }])('knows no %s', async (fields) => {
    const { shop, browser } = await signedIn()
    const page = await browser.get(`${shop.base}/profile`)
    expect((await browser.submit(page, `${shop.base}/profile/reading`, fields)).status).toBe(422)
    expect(await shop.rows('SELECT theme, language, time_zone FROM people')).toEqual([[null, null, null]])
  })

  it('says appointments on the clock that was chosen, where it differs', async () => {
    const { shop, browser, contact } = await signedIn()
    await write(shop.tenant.database, [
      sql.insert(appointments).values({
        ...{ id: newId('apt'), customerId: contact.customerId, title: 'Fitting', startsAt: start + 86_400_000, minutes: 30 },
        ...{ stateAt: start, createdAt: start },
      }),
    ])
    const choose = async (timeZone: string) =>
      browser.submit(await browser.get(`${shop.base}/profile`), `${shop.base}/profile/reading`, { timeZone })
    await choose('America/Denver')
    expect((await browser.get(`${shop.base}/appointments`)).text).toContain('That is Wed, Apr 10, 9:00 am MDT on your clock.')
    await choose('America/New_York')
    expect((await browser.get(`${shop.base}/appointments`)).text).not.toContain('on your clock')
  })
})

describe('another email address', () => {
  it('is theirs once its mailbox is proven; other devices, links and invitations end, and the old mailbox is told', async () => {
    const { shop, browser, contact, email } = await signedIn()
    const phone = await shop.signedIn(contact)
    const link = newId('lnk')
    await write(shop.tenant.database, [
      sql.insert(itemLinks).values({
        ...{ id: link, purpose: 'invoice', subjectId: 'inv_x', contactId: contact.contactId, mailedAt: start, createdAt: start },
      }),
    ])
    const fresh = `dana-${shop.key}@new.test`
    const asked = await browser.submit(await browser.get(`${shop.base}/profile/email`), `${shop.base}/profile/email`, {
      email: fresh,
    })
    const page = await browser.get(asked.location)
    expect(page.text).toContain(fresh)
    expect(await shop.rows('SELECT email FROM people')).toEqual([[email]])
    const changed = await browser.submit(page, `${shop.base}/profile/email/code`, { code: await codeFrom(shop, fresh) })
    expect(changed.location).toContain('?did=email')
    expect(await shop.rows('SELECT email FROM people')).toEqual([[fresh]])
    expect((await browser.get(shop.base)).status).toBe(200)
    expect((await phone.get(shop.base)).location).toContain('/sign-in')
    expect(await shop.rows('SELECT revoked_at FROM item_links WHERE id = ?', link)).toEqual([[start]])
    expect(await shop.rows('SELECT invitation FROM contacts')).toEqual([[1]])
    const [told] = await shop.mailsTo(email)
    expect(told?.Subject).toContain('was changed')
    expect(told?.Text).not.toContain(fresh)
    expect((await shop.mailsTo(`hello-${shop.key}@shop.test`))[0]?.Text).toContain(`${fresh} (was ${email})`)
  })

  it('asks first for a code from the old mailbox, when that was proven a while ago', async () => {
    const { shop, browser, email } = await signedIn()
    setClock(start + 11 * 60_000)
    const fresh = `dana-${shop.key}@new.test`
    const first = await browser.submit(await browser.get(`${shop.base}/profile/email`), `${shop.base}/profile/email`, {
      email: fresh,
    })
    expect(first.text).toContain('First: is it you?')
    expect(await shop.mailsTo(fresh)).toEqual([])
    const form = formsOf(first).find(({ controls }) => controls.some(({ name }) => name === 'code'))
    const second = await browser.post(form?.action ?? '', { ...form?.fields, code: await codeFrom(shop, email) })
    expect(second.location).toContain('/profile/email/code')
    expect(await shop.rows('SELECT proved_at FROM sessions')).toEqual([[start + 11 * 60_000]])
    expect(await codeFrom(shop, fresh)).toMatch(/^\d{8}$/)
    setClock(start)
  })

  it('stays as it was for a wrong code, five times, and then for the right one', async () => {
    const { shop, browser, email } = await signedIn()
    const fresh = `dana-${shop.key}@new.test`
    await browser.post(`${shop.base}/profile/email`, { email: fresh })
    const code = await codeFrom(shop, fresh)
    const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, '0')
    for (let i = 0; i < 5; i++) expect((await browser.post(`${shop.base}/profile/email/code`, { code: wrong })).status).toBe(422)
    expect((await browser.post(`${shop.base}/profile/email/code`, { code })).location).toContain('/profile/email')
    expect(await shop.rows('SELECT email FROM people')).toEqual([[email]])
  })

  it('cannot be proven by another session of the same person, nor opens its code a door', async () => {
    const { shop, browser, contact, email } = await signedIn()
    const other = await shop.signedIn(contact)
    const fresh = `dana-${shop.key}@new.test`
    await browser.post(`${shop.base}/profile/email`, { email: fresh })
    const code = await codeFrom(shop, fresh)
    expect((await other.post(`${shop.base}/profile/email/code`, { code })).status).toBe(303)
    expect((await shop.visitor().post(`${shop.base}/sign-in/code`, { code })).location).toContain('/sign-in')
    expect(await shop.rows('SELECT email FROM people')).toEqual([[email]])
  })

  it.each(['used_at = 1', 'voided_at = 1', 'expires_at = 1', 'tries = 5'])(
    'is not given for a code that is over (%s), in that very moment or before',
    async (over) => {
      const { shop, browser, email } = await signedIn()
      const fresh = `dana-${shop.key}@new.test`
      await browser.post(`${shop.base}/profile/email`, { email: fresh })
      const page = await browser.get(`${shop.base}/profile/email/code`)
      const code = await codeFrom(shop, fresh)
      await libsql.meanwhile(shop.namespace, `UPDATE challenges SET ${over}`)
      expect((await browser.submit(page, `${shop.base}/profile/email/code`, { code })).status).toBe(422)
      expect((await browser.get(`${shop.base}/profile/email/code`)).location).toBe(`${shop.base}/profile/email`)
      expect(await shop.rows('SELECT email FROM people')).toEqual([[email]])
    },
  )

  it('is proven by the newest of its codes alone, and ends what codes of the old mailbox could open', async () => {
    const { shop, browser, email } = await signedIn()
    const visitor = shop.visitor()
    await visitor.post(`${shop.base}/sign-in`, { email })
    const door = await codeFrom(shop, email)
    const [first, fresh] = [`one-${shop.key}@new.test`, `two-${shop.key}@new.test`]
    for (const one of [first, fresh]) await browser.post(`${shop.base}/profile/email`, { email: one })
    const code = await codeFrom(shop, first)
    expect((await browser.post(`${shop.base}/profile/email/code`, { code })).status).toBe(422)
    expect(await shop.rows(`SELECT count(*) FROM challenges WHERE browser LIKE 'email %' AND voided_at IS NULL`)).toEqual([[1]])
    await browser.post(`${shop.base}/profile/email/code`, { code: await codeFrom(shop, fresh) })
    expect(await shop.rows('SELECT email FROM people')).toEqual([[fresh]])
    await visitor.post(`${shop.base}/sign-in/code`, { code: door })
    expect((await visitor.get(shop.base)).location).toContain('/sign-in')
  })

  it('of somebody else here is not given away, and whose it is is told only to whoever proved it', async () => {
    const { shop, browser, email } = await signedIn()
    const { email: taken = '' } = await shop.customer({ customerName: 'Other Co.' })
    const asked = await browser.post(`${shop.base}/profile/email`, { email: taken })
    expect(asked.location).toContain('/profile/email/code')
    const page = await browser.post(`${shop.base}/profile/email/code`, { code: await codeFrom(shop, taken) })
    expect([page.status, page.text.includes('Somebody else uses this address')]).toEqual([422, true])
    expect(await shop.rows('SELECT email FROM people ORDER BY created_at, id')).toEqual([[email], [taken]])
  })

  it('is asked for five times on one day', async () => {
    const { shop, browser } = await signedIn()
    const ask = (n: number) => browser.post(`${shop.base}/profile/email`, { email: `n${n}-${shop.key}@new.test` })
    for (let n = 0; n < 5; n++) expect((await ask(n)).status).toBe(303)
    expect((await ask(5)).status).toBe(429)
  })

  it('is asked about at one mailbox three times on one day, whoever asks', async () => {
    const { shop, browser, contact } = await signedIn()
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' }))
    const email = `flooded-${shop.key}@new.test`
    for (const who of [browser, colleague, browser])
      expect((await who.post(`${shop.base}/profile/email`, { email })).status).toBe(303)
    expect((await colleague.post(`${shop.base}/profile/email`, { email })).status).toBe(429)
  })

  it('ends no link and no calendar of a colleague', async () => {
    const { shop, browser, contact } = await signedIn()
    const other = await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' })
    const colleague = await shop.signedIn(other)
    await colleague.post(`${shop.base}/calendar`)
    const link = {
      purpose: 'invoice' as const,
      subjectId: 'inv_x',
      contactId: other.contactId,
      mailedAt: start,
      createdAt: start,
    }
    await write(shop.tenant.database, [sql.insert(itemLinks).values({ id: newId('lnk'), ...link })])
    const fresh = `dana-${shop.key}@new.test`
    await browser.post(`${shop.base}/profile/email`, { email: fresh })
    await browser.post(`${shop.base}/profile/email/code`, { code: await codeFrom(shop, fresh) })
    expect(await shop.rows('SELECT email FROM people WHERE id = ?', contact.personId)).toEqual([[fresh]])
    expect(await shop.rows('SELECT revoked_at FROM item_links')).toEqual([[null]])
    expect(await shop.rows('SELECT revoked_at FROM calendar_feeds')).toEqual([[null]])
    expect((await colleague.get(shop.base)).status).toBe(200)
  })
})

describe('mails that somebody does without', () => {
  it('are those of the groups they left unticked', async () => {
    const { shop, browser } = await signedIn()
    const page = await browser.get(`${shop.base}/profile`)
    await browser.submit(page, `${shop.base}/profile/mails`, { 'wanted[]': ['work', 'receipts'] })
    expect(await shop.rows('SELECT muted FROM people')).toEqual([['["reminders","messages"]']])
    await browser.submit(page, `${shop.base}/profile/mails`, { 'wanted[]': [...mailGroups], command: newId('cmd') })
    expect(await shop.rows('SELECT muted FROM people')).toEqual([['[]']])
  })
})
