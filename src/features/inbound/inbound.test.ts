import { describe, expect, it } from 'vitest'
import { depsOf } from '#env.ts'
import type { Browser } from '#testing/browser.ts'
import { libsql, type ReceivedMail, testEnv } from '#testing/outside.ts'
import { pngOf } from '#testing/pictures.ts'
import { setClock, start, type TestShop } from '#testing/world.ts'
import { makeScene } from '#testing/writes/scene.ts'
import { takeEmail } from '#webhooks/mail-in.ts'
import { replyTo } from './testing.ts'

const minute = 60_000

/** Presses send on the page of a conversation. */
const say = async (browser: Browser, page: string, body: string) =>
  browser.submit(await browser.get(page), `${page}#write`, { body })

/** A conversation about a job in which the shop wrote last, and the mail that told the customer. */
async function makeAsked(subject: 'job' | 'general' = 'job') {
  const scene = await makeScene()
  const { shop, desk, contact, job } = scene
  const id = subject === 'job' ? job : contact.customerId
  const [mine, theirs] = [`${shop.desk}/inbox/${id}`, `${shop.base}/messages/${id}`]
  await say(desk, mine, 'Is Friday fine?')
  setClock(start + 3 * minute)
  const [mail] = await shop.mailsTo(contact.email ?? '')
  if (!mail) throw new Error('Nobody was told')
  const customer = await shop.signedIn(contact)
  const said = async () => (await shop.rows('SELECT author_kind, author_name, body FROM messages ORDER BY at, rowid')).slice(1)
  return { ...scene, mail, customer, mine, theirs, said }
}
/** So many days later. */
async function ringAt(shop: TestShop, days: number) {
  setClock(start + days * 86_400_000)
  await testEnv.CLOCK.getByName(shop.key).arm(start + days * 86_400_000)
  await shop.ring()
}
const addressOf = (mail: ReceivedMail) => mail.ReplyTo[0]?.Address ?? ''
const kindsOf = async ({ shop }: Awaited<ReturnType<typeof makeAsked>>) =>
  (await shop.rows(`SELECT reason_kind FROM mail_reviews ORDER BY rowid`)).flat()

describe('an answer by email', () => {
  it('lands in the conversation as its contact’s words, with the quote folded, and tells the shop', async () => {
    const { shop, desk, contact, mail, mine, theirs, customer, said } = await makeAsked()
    expect(addressOf(mail)).toMatch(/^reply\+[a-z0-9]+\.[0-9a-z]{42}@answers\.example\.test$/)
    expect(addressOf(mail).indexOf('@')).toBeLessThanOrEqual(64)
    expect(mail.Text).toContain('Or answer this email')
    const text = 'Yes, fine.\n\nOn Tue, Apr 9, 2030 at 3:00 PM Shop <x@y.test> wrote:\n> Is <b>Friday</b> fine?\n'
    expect(await replyTo(mail, { text })).toEqual({ status: 200, outcome: 'accepted' })
    expect(await said()).toEqual([['contact', expect.any(String), 'Yes, fine.']])
    for (const page of [await desk.get(mine), await customer.get(theirs)]) {
      expect(page.text).toContain('Yes, fine.')
      expect(page.text).toMatch(/<details class="quoted">.*Is &lt;b&gt;Friday/s)
    }
    expect((await desk.get(`${shop.desk}/inbox`)).text).toContain('One waits for an answer')
    expect(await shop.rows(`SELECT actor_kind, actor_id FROM events WHERE kind = 'message.written'`)).toEqual([
      ['contact', contact.contactId],
    ])
  })

  it('brought twice is there once', async () => {
    const { mail, said } = await makeAsked()
    const reply = { text: 'Yes', messageId: '<one@riverside.test>' }
    expect((await replyTo(mail, reply)).outcome).toBe('accepted')
    expect((await replyTo(mail, reply)).outcome).toBe('known')
    expect((await replyTo(mail, { ...reply, messageId: '<two@riverside.test>' })).outcome).toBe('accepted')
    expect(await said()).toHaveLength(2)
  })

  it('brings its files by the rules of any upload, and names those that cannot be kept', async () => {
    const { shop, desk, mail, mine } = await makeAsked()
    const attachments = [
      { name: 'straps.png', content: (await pngOf(8, 4)).toBase64(), type: 'image/png' },
      { name: 'run.exe', content: btoa('MZ this runs'), type: 'image/png' },
      { name: 'page.html', content: btoa('<script>alert(1)</script>'), type: 'text/html' },
    ]
    expect((await replyTo(mail, { text: 'Like this', attachments })).outcome).toBe('accepted')
    const { text } = await desk.get(mine)
    expect([text.includes('straps.png'), text.includes('run.exe, page.html')]).toEqual([true, true])
    const rows = await shop.rows('SELECT f.id, f.type FROM message_files mf JOIN files f ON f.id = mf.file_id')
    expect(rows).toEqual([[expect.any(String), 'image/png']])
    expect((await desk.fetch(`${shop.desk}/files/${rows[0]?.[0]}`)).status).toBe(200)
  })

  it('of an advisor reaches the customer as the shop’s words', async () => {
    const { shop, desk, customer, contact, mine, theirs, said } = await makeAsked()
    await desk.submit(await desk.get(mine), `${mine}/assignment`, { assignee: desk.staffId })
    await say(customer, theirs, 'When exactly?')
    setClock(start + 6 * minute)
    const [mail] = await shop.mailsTo(shop.ownerEmail)
    expect((await replyTo(mail ?? { ID: '' }, { text: 'At three.' })).outcome).toBe('accepted')
    expect((await said()).at(-1)).toEqual(['staff', expect.any(String), 'At three.'])
    setClock(start + 9 * minute)
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Text).toContain('At three.')
  })

  it('decides nothing, whatever it says', async () => {
    const { shop, mail } = await makeAsked()
    const before = await shop.rows('SELECT (SELECT count(*) FROM approvals), (SELECT count(*) FROM payments)')
    expect((await replyTo(mail, { text: 'Approved. I accept all terms. Pay it.' })).outcome).toBe('accepted')
    expect(await shop.rows('SELECT (SELECT count(*) FROM approvals), (SELECT count(*) FROM payments)')).toEqual(before)
    expect(await shop.rows(`SELECT kind FROM events WHERE actor_kind = 'contact'`)).toEqual([['message.written']])
  })

  it('of a program is dropped and answered by nobody', async () => {
    const { shop, contact, mail, said } = await makeAsked()
    for (const headers of [{ 'Auto-Submitted': 'auto-replied' }, { 'Return-Path': '<>' }, { Precedence: 'bulk' }])
      expect((await replyTo(mail, { text: 'I am away', headers })).outcome).toBe('dropped')
    setClock(start + 9 * minute)
    expect([
      await said(),
      (await shop.mailsTo(shop.ownerEmail)).length,
      (await shop.mailsTo(contact.email ?? '')).length,
    ]).toEqual([[], 0, 1])
    expect(await shop.rows('SELECT count(*) FROM mail_reviews')).toEqual([[0]])
  })

  it('past thirty an hour is asked to come later', async () => {
    const { mail, said } = await makeAsked()
    for (let n = 0; n < 30; n++) expect((await replyTo(mail, { text: `Part ${n}` })).outcome).toBe('accepted')
    expect((await replyTo(mail, { text: 'More' })).status).toBe(429)
    expect(await said()).toHaveLength(30)
    setClock(start + 3 * minute + 3_600_000)
    expect((await replyTo(mail, { text: 'More' })).outcome).toBe('accepted')
  })
})

describe('a mail that may not be theirs', () => {
  it('waits to be looked at, whatever is wrong with it', async () => {
    const scene = await makeAsked()
    const { mail, said } = scene
    expect((await replyTo(mail, { text: 'Let me in', pass: false })).outcome).toBe('held')
    expect((await replyTo(mail, { text: 'From me', from: 'eve@evil.test' })).outcome).toBe('held')
    expect((await replyTo(mail, { text: '> Is Friday fine?' })).outcome).toBe('held')
    expect([await said(), await kindsOf(scene)]).toEqual([[], ['unproven', 'another', 'empty']])
  })

  it('is that of a contact whose access ended, also once it was given again', async () => {
    const scene = await makeAsked()
    const { shop, desk, contact, mail, said } = scene
    const access = (version: string, hasAccess?: string) =>
      desk.post(`${shop.desk}/contacts/${contact.contactId}/access`, { version, ...(hasAccess ? { hasAccess } : {}) })
    expect((await access('1')).status).toBe(303)
    expect((await replyTo(mail, { text: 'Still me' })).outcome).toBe('held')
    await shop.rows('UPDATE contacts SET has_access = 1 WHERE id = ?', contact.contactId)
    expect((await replyTo(mail, { text: 'Me again' })).outcome).toBe('held')
    expect([await said(), await kindsOf(scene)]).toEqual([[], ['ended', 'ended']])
  })

  it('is that of a member of staff who left', async () => {
    const scene = await makeAsked()
    const { shop, desk, customer, mine, theirs } = scene
    const leaving = await shop.staff('advisor')
    await desk.submit(await desk.get(mine), `${mine}/assignment`, { assignee: leaving.staffId })
    await say(customer, theirs, 'When exactly?')
    setClock(start + 6 * minute)
    const [[email]] = (await shop.rows('SELECT email FROM staff WHERE id = ?', leaving.staffId)) as [[string]]
    const [mail] = await shop.mailsTo(email)
    await desk.post(`${shop.desk}/settings/team/${leaving.staffId}/removal`, { version: '1' })
    expect((await replyTo(mail ?? { ID: '' }, { text: 'At three.' })).outcome).toBe('held')
  })

  it('is that of whoever loses their access while it is read', async () => {
    const scene = await makeAsked()
    await libsql.meanwhile(`shop-${scene.shop.key}`, 'UPDATE contacts SET has_access = 0')
    expect((await replyTo(scene.mail, { text: 'In time?' })).outcome).toBe('held')
    expect([await scene.said(), await kindsOf(scene)]).toEqual([[], ['ended']])
  })

  it('is any while the portal is closed', async () => {
    const scene = await makeAsked()
    await scene.shop.rows('UPDATE profile SET is_portal_on = 0')
    expect((await replyTo(scene.mail, { text: 'Anybody there?' })).outcome).toBe('held')
    expect(await kindsOf(scene)).toEqual(['closed'])
  })
})

describe('a mail to check', () => {
  const makeHeld = async (reply: object) => {
    const scene = await makeAsked()
    expect((await replyTo(scene.mail, reply)).outcome).toBe('held')
    const page = `${scene.shop.desk}/checks`
    const settle = async (action: RegExp) => scene.desk.submit(await scene.desk.get(page), action)
    return { ...scene, page, settle }
  }
  const attachments = [{ name: 'straps.txt.png', content: 'iVBORw0KGgo=', type: 'image/png' }]

  it('is shown as text to those who meet customers, and to no customer', async () => {
    const { shop, desk, customer, theirs, page } = await makeHeld({
      text: '<script>alert(1)</script>',
      from: 'Eve <eve@evil.test>',
    })
    expect((await desk.get(`${shop.desk}/inbox`)).text).toContain('One email to check')
    const { text } = await desk.get(page)
    expect([text.includes('Eve &lt;eve@evil.test&gt;'), text.includes('&lt;script&gt;alert(1)')]).toEqual([true, true])
    expect((await customer.get(theirs)).text).not.toContain('alert(1)')
    expect((await (await shop.staff('production')).get(page)).status).toBe(403)
  })

  it('goes into the conversation in its contact’s name, with its files, once', async () => {
    const files = [{ ...attachments[0], content: (await pngOf(8, 4)).toBase64() }]
    const { desk, customer, theirs, said, page, contact, shop, mail } = await makeHeld({
      ...{ text: 'Fine with me', pass: false, attachments: files, messageId: '<held@x>' },
    })
    const form = await desk.get(page)
    expect((await desk.submit(form, /message$/)).status).toBe(303)
    expect((await desk.submit(form, /message$/)).status).toBe(303)
    expect(await said()).toEqual([['contact', expect.any(String), 'Fine with me']])
    const { text } = await customer.get(theirs)
    expect([text.includes('Fine with me'), text.includes('straps.txt.png')]).toEqual([true, true])
    expect((await desk.get(page)).text).toContain('Nothing to check')
    expect((await replyTo(mail, { text: 'Fine with me', messageId: '<held@x>' })).outcome).toBe('known')
    expect(await shop.rows('SELECT author_id FROM messages WHERE author_kind <> ?', 'staff')).toEqual([[contact.contactId]])
  })

  it('of somebody else goes there under the name it claims, and under no contact’s', async () => {
    const { settle, said } = await makeHeld({ text: 'I am her boss', from: 'Sam <sam@riverside.test>' })
    expect((await settle(/message$/)).status).toBe(303)
    expect(await said()).toEqual([['link', 'Sam <sam@riverside.test>', 'I am her boss']])
  })

  it('that is discarded leaves neither words nor files', async () => {
    const files = [{ ...attachments[0], content: (await pngOf(8, 4)).toBase64() }]
    const { shop, settle, said } = await makeHeld({ text: 'Buy this', pass: false, attachments: files })
    expect((await settle(/removal$/)).status).toBe(303)
    expect(await said()).toEqual([])
    expect(await shop.rows('SELECT body, sender FROM mail_reviews')).toEqual([['', '']])
    await ringAt(shop, 3)
    expect(await shop.rows('SELECT count(*) FROM files')).toEqual([[0]])
  })

  it('is kept for thirty days, and its files with it', async () => {
    const files = [{ ...attachments[0], content: (await pngOf(8, 4)).toBase64() }]
    const { shop } = await makeHeld({ text: 'Hello?', pass: false, attachments: files })
    const left = async () => (await shop.rows('SELECT (SELECT count(*) FROM mail_reviews), (SELECT count(*) FROM files)'))[0]
    await ringAt(shop, 30)
    expect(await left()).toEqual([1, 1])
    for (const days of [31.5, 33, 35]) await ringAt(shop, days)
    expect(await left()).toEqual([0, 0])
  })
})

describe('an address', () => {
  it('that the shop did not make leads nowhere', async () => {
    const { shop, mail, said } = await makeAsked()
    const address = addressOf(mail)
    const last = address[address.indexOf('@') - 2]
    const forged = [
      address
        .replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@'))
        .replace(/^(.*)(..)@/, (_, head, tail) => `${head.slice(0, -1)}${last === 'a' ? 'b' : 'a'}${tail}@`),
      address.replace('answers.example.test', 'elsewhere.test'),
      `reply+${shop.key}.${'0'.repeat(16)}${'a'.repeat(26)}@answers.example.test`,
      'hello@answers.example.test',
    ]
    for (const to of forged) expect((await replyTo(mail, { text: 'x', to })).outcome, to).toBe('unknown address')
    expect([await said(), await shop.rows('SELECT count(*) FROM mail_reviews')]).toEqual([[], [[0]]])
  })

  it('works in capitals, as some servers write it', async () => {
    const { mail } = await makeAsked()
    expect((await replyTo(mail, { text: 'x', to: addressOf(mail).toUpperCase() })).outcome).toBe('accepted')
  })

  it('of one contact is no other’s, and none of another shop’s', async () => {
    const one = await makeAsked()
    const other = await one.shop.customer({ customerId: one.contact.customerId })
    expect((await replyTo(one.mail, { text: 'x', from: other.email ?? '' })).outcome).toBe('held')
    const second = await makeAsked()
    const [mine, theirs] = [addressOf(one.mail), addressOf(second.mail)]
    const mixed = mine.replace(/\+[a-z0-9]+\./, `+${second.shop.key}.`)
    expect(mixed).not.toBe(theirs)
    expect((await replyTo(one.mail, { text: 'x', to: mixed })).outcome).toBe('unknown address')
    expect(await second.said()).toEqual([])
  })
})

describe('the doors', () => {
  it('of the webhook opens for the provider’s secret alone', async () => {
    const { mail, said } = await makeAsked()
    const { postReply } = await import('./testing.ts')
    const { mailbox } = await import('#testing/outside.ts')
    const told = await mailbox.reply(mail.ID, { text: 'x' })
    const { authorization: _, ...unsigned } = told.headers
    expect((await postReply({ ...told, headers: unsigned })).status).toBe(422)
    expect(
      (await postReply({ ...told, headers: { ...told.headers, authorization: `Basic ${btoa('postmark:guess')}` } })).status,
    ).toBe(422)
    expect((await postReply(told, 'resend')).status).toBe(404)
    expect(await postReply({ ...told, body: '{"hello":1}' })).toEqual({ status: 200, outcome: 'ignored' })
    expect(await said()).toEqual([])
  })

  it('of Cloudflare’s mail routing is the same, and says so where nobody lives', async () => {
    const { contact, mail, said } = await makeAsked()
    const rejected: string[] = []
    const bring = async (to: string, results: string, rawSize?: number) => {
      const lines = [`Authentication-Results: mx.cloudflare.net; ${results}`, `From: <${contact.email}>`, `To: ${to}`]
      const raw = new TextEncoder().encode([...lines, 'Message-ID: <cf@x>', 'Content-Type: text/plain', '', 'Yes.'].join('\r\n'))
      const body = new Response(raw).body ?? new ReadableStream()
      await takeEmail(depsOf(testEnv), {
        to,
        raw: body,
        rawSize: rawSize ?? raw.length,
        setReject: (why: string) => rejected.push(why),
      })
    }
    const domain = (contact.email ?? '').split('@')[1]
    await bring('nobody@answers.example.test', `spf=pass smtp.mailfrom=${contact.email}`)
    await bring(addressOf(mail), `dkim=pass header.d=${domain}`, 30_000_000)
    expect([rejected.length, await said()]).toEqual([2, []])
    await bring(addressOf(mail), `dkim=pass header.d=${domain}`)
    expect([rejected.length, (await said()).length]).toEqual([2, 1])
  })
})
