import { describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import type { Browser } from '#testing/browser.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'
import { makeScene } from '#testing/writes/scene.ts'
import { mostWordsPerHour } from './limits.ts'
import { messages, threads } from './schema.ts'
import { threadIdOf } from './thread.ts'

const minute = 60_000

/** What the shop says about `subject`, straight into its rows. */
async function shopSays(
  shop: TestShop,
  contact: TestContact,
  kind: 'general' | 'job',
  subject: string,
  body: string,
  at: number,
) {
  const threadId = threadIdOf(subject)
  const row = { id: threadId, subjectKind: kind, subjectId: subject, customerId: contact.customerId, createdAt: at }
  await write(shop.tenant.database, [
    sql.insert(threads).values(row).onConflictDoNothing(),
    sql
      .insert(messages)
      .values({ id: newId('msg'), threadId, authorKind: 'staff', authorId: shop.ownerId, authorName: 'Olive Owner', body, at }),
  ])
}
const unreadIn = ({ text }: { text: string }) => Number(/(\d+)<span class="sr"> unread<\/span>/.exec(text)?.[1] ?? 0)

/** Presses send on the page of a conversation. */
const say = async (browser: Browser, page: string, body: string) =>
  browser.submit(await browser.get(page), `${page}#write`, { body })

describe('a customer’s messages', () => {
  it('begin on an empty page, and stand there and in the list once written, with their addresses as links', async () => {
    const { shop, contact } = await makeScene()
    const customer = await shop.signedIn(contact)
    const list = `${shop.base}/messages`
    expect((await customer.get(list)).text).toContain('No messages yet')
    const page = `${list}/${contact.customerId}`
    const sent = await say(customer, page, 'Is <b>this</b> it? See https://riverside.test/logo?a=1&b=2.\njavascript:alert(1)')
    expect([sent.status, sent.location]).toEqual([303, `${page}#write`])
    const { text } = await customer.get(page)
    expect(text).toContain(
      'Is &lt;b&gt;this&lt;/b&gt; it? See <a href="https://riverside.test/logo?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">',
    )
    expect(text).not.toContain('href="javascript')
    expect((await customer.get(list)).text).toContain('You: Is &lt;b&gt;this')
  })

  it('say nothing without words, and keep what was typed', async () => {
    const { shop, contact } = await makeScene()
    const customer = await shop.signedIn(contact)
    const page = `${shop.base}/messages/${contact.customerId}`
    const empty = await say(customer, page, '  ')
    expect([empty.status, empty.text.includes('Write your message first')]).toEqual([422, true])
    const long = await say(customer, page, 'x'.repeat(4_001))
    expect([long.status, long.text.includes('xxxx')]).toEqual([422, true])
    expect(await shop.rows('SELECT count(*) FROM messages')).toEqual([[0]])
  })

  it('about an order begin on its page, and the newest stand there', async () => {
    const { shop, contact, job } = await makeScene()
    const customer = await shop.signedIn(contact)
    const page = `${shop.base}/messages/${job}`
    expect((await customer.get(`${shop.base}/jobs/${job}`)).text).toContain('Write about this order')
    for (const n of [1, 2, 3, 4]) await say(customer, page, `Question ${n}`)
    const { text } = await customer.get(`${shop.base}/jobs/${job}`)
    expect([1, 2, 3, 4].map((n) => text.includes(`Question ${n}`))).toEqual([false, true, true, true])
    expect((await customer.get(page)).text).toContain('Spring crew polos')
  })

  it('of others, of nothing, and about what is not theirs are not there', async () => {
    const { shop, contact, job } = await makeScene()
    const mine = await shop.signedIn(contact)
    await say(mine, `${shop.base}/messages/${job}`, 'Ours')
    await say(mine, `${shop.base}/messages/${contact.customerId}`, 'Ours')
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    for (const id of [job, contact.customerId, 'cus_0', newId('job')]) {
      const page = `${shop.base}/messages/${id}`
      expect((await stranger.get(page)).status, id).toBe(404)
      expect((await stranger.post(page, { body: 'x' })).status, id).toBe(404)
      expect((await stranger.post(`${page}/seen`)).status, id).toBe(404)
    }
    expect((await stranger.get(`${shop.base}/messages`)).text).not.toContain('Ours')
  })

  it('about money are not there for a contact without prices', async () => {
    const { shop, contact } = await makeScene()
    const invoice = newId('inv')
    await shop.rows(
      `INSERT INTO invoices (id, number, customer_id, title, currency, total_minor, sent_at, created_at) VALUES (?, 'INV-9', ?, 'Caps', 'USD', 100, ${start}, ${start})`,
      invoice,
      contact.customerId,
    )
    const page = `${shop.base}/messages/${invoice}`
    await say(await shop.signedIn(contact), page, 'Too much?')
    const blind = await shop.signedIn(await shop.customer({ customerId: contact.customerId, seesPrices: false, canPay: true }))
    expect((await blind.get(page)).status).toBe(404)
    expect((await blind.post(page, { body: 'x' })).status).toBe(404)
    expect((await blind.get(`${shop.base}/messages`)).text).not.toContain('Too much?')
    expect((await (await shop.signedIn(contact)).get(`${shop.base}/messages`)).text).toContain('Too much?')
  })
})

describe('what the shop wrote', () => {
  it('counts as unread everywhere until a person looked, for each contact alone', async () => {
    const { shop, contact, job } = await makeScene()
    const other = await shop.customer({ customerId: contact.customerId })
    const [dana, priya] = [await shop.signedIn(contact), await shop.signedIn(other)]
    await shopSays(shop, contact, 'job', job, 'Shade darker', start + minute)
    await shopSays(shop, contact, 'general', contact.customerId, 'Closed Friday', start + minute)
    setClock(start + 2 * minute)
    const home = await dana.get(shop.base)
    expect([unreadIn(home), home.text.includes('Shade darker')]).toEqual([2, true])
    const page = `${shop.base}/messages/${job}`
    const opened = await dana.get(page)
    expect(unreadIn(await dana.get(shop.base))).toBe(2)
    expect((await dana.submit(opened, `${page}/seen`)).status).toBe(303)
    expect([unreadIn(await dana.get(shop.base)), unreadIn(await priya.get(shop.base))]).toEqual([1, 2])
    expect((await dana.get(page)).text).not.toContain('data-seen')
    await dana.post(`${page}/seen`)
    expect(await shop.rows("SELECT count(*) FROM events WHERE kind = 'thread.read'")).toEqual([[1]])
  })

  it('was read by whoever answers it', async () => {
    const { shop, contact, job } = await makeScene()
    const dana = await shop.signedIn(contact)
    await shopSays(shop, contact, 'job', job, 'Shade darker', start + minute)
    setClock(start + 2 * minute)
    await say(dana, `${shop.base}/messages/${job}`, 'Fine')
    expect(unreadIn(await dana.get(shop.base))).toBe(0)
  })

  it('before somebody came is no news to them', async () => {
    const { shop, contact, job } = await makeScene()
    await shopSays(shop, contact, 'job', job, 'Shade darker', start + minute)
    setClock(start + 5 * minute)
    const late = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect(unreadIn(await late.get(shop.base))).toBe(0)
  })

  it('is shown in a preview, which leaves no trace', async () => {
    const { shop, contact, job, desk } = await makeScene()
    await shopSays(shop, contact, 'job', job, 'Shade darker', start + minute)
    setClock(start + 2 * minute)
    const base = `${shop.desk}/preview/${contact.contactId}/messages/${job}`
    const { text } = await desk.get(base)
    expect([text.includes('Shade darker'), text.includes('data-seen'), text.includes('<textarea')]).toEqual([true, false, false])
    expect((await desk.post(`${base}/seen`)).status).toBe(403)
    expect(await shop.rows('SELECT count(*) FROM thread_reads')).toEqual([[0]])
  })

  it('is read a page at a time: of 5,000 messages the newest 50, and those before them', async () => {
    const { shop, contact, job } = await makeScene()
    await shopSays(shop, contact, 'job', job, 'Message 5000.', start + minute)
    await shop.rows(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
       INSERT INTO messages (id, thread_id, author_kind, author_id, author_name, body, at)
       SELECT printf('msg_%032x', i), ?, 'staff', 'stf_0', 'Olive', 'Message ' || i || '.', ${start} + i FROM n`,
      threadIdOf(job),
    )
    const dana = await shop.signedIn(contact)
    const page = await dana.get(`${shop.base}/messages/${job}`)
    const shown = (text: string) => [...text.matchAll(/Message (\d+)\./g)].map(([, n]) => Number(n))
    const inLog = ({ text }: { text: string }) => shown(text.slice(text.indexOf('role="log"')))
    expect([inLog(page).length, inLog(page)[0], inLog(page).at(-1)]).toEqual([50, 4951, 5000])
    const [, earlier = ''] = /href="([^"]*\?before=[^"]*)"/.exec(page.text) ?? []
    const before = await dana.get(earlier)
    expect([inLog(before)[0], inLog(before).at(-1)]).toEqual([4901, 4950])
    expect((await say(dana, `${shop.base}/messages/${job}`, 'One more')).status).toBe(303)
  })
})

describe('more than sixty messages in an hour', () => {
  it('are refused with a sentence, and what was typed is kept', async () => {
    const { shop, contact } = await makeScene()
    const dana = await shop.signedIn(contact)
    const page = `${shop.base}/messages/${contact.customerId}`
    for (let n = 0; n < mostWordsPerHour; n++) expect((await say(dana, page, `Part ${n}`)).status).toBe(303)
    const refused = await say(dana, page, 'One too many')
    expect([
      refused.status,
      refused.text.includes('send it again in a while'),
      refused.text.includes('>One too many</textarea>'),
    ]).toEqual([422, true, true])
    expect(await shop.rows('SELECT count(*) FROM messages')).toEqual([[mostWordsPerHour]])
    const other = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect((await say(other, page, 'Mine')).status).toBe(303)
    setClock(start + 60 * minute)
    expect((await say(dana, page, 'One too many')).status).toBe(303)
  })
})

describe('the tab', () => {
  it('is there in a shop that never saw it, and gone when the shop hides it', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const dana = await shop.signedIn(await shop.customer())
    const tab = `href="${shop.base}/messages"`
    expect((await dana.get(shop.base)).text).toContain(tab)
    const settings = `${shop.desk}/settings/portal`
    const form = await desk.get(settings)
    expect(form.text).toContain('name="messagesLabel"')
    const { status } = await desk.submit(
      { ...form, text: form.text.replace(/(name="messagesShown"[^>]*?) checked(="")?/, '$1') },
      settings,
    )
    expect(status).toBe(303)
    expect((await dana.get(shop.base)).text).not.toContain(tab)
  })
})
