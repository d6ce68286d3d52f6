import { describe, expect, it } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { setClock, start } from '#testing/world.ts'
import { makeScene, type Scene } from '#testing/writes/scene.ts'

const minute = 60_000
const later = 3 * minute

const say = async (browser: Browser, page: string, body: string) =>
  browser.submit(await browser.get(page), `${page}#write`, { body })
/** A customer signed in, with the addresses of the job's conversation on both sides. */
async function makeTalk() {
  const scene = await makeScene()
  const { shop, contact, job } = scene
  const [mine, theirs] = [`${shop.desk}/inbox/${job}`, `${shop.base}/messages/${job}`]
  return { ...scene, customer: await shop.signedIn(contact), mine, theirs }
}
const waitingIn = ({ text }: { text: string }) => Number(/class="count hot">(\d+)<span class="sr"> waiting/.exec(text)?.[1] ?? 0)
const hello = ({ shop }: Scene) => `hello-${shop.key}@shop.test`

describe('the inbox', () => {
  it('shows who waits until they are answered, and the answer to the customer', async () => {
    const { shop, desk, customer, mine, theirs } = await makeTalk()
    const inbox = `${shop.desk}/inbox`
    expect((await desk.get(inbox)).text).toContain('Nobody waits for an answer')
    await say(customer, theirs, 'Is <it> ready?')
    const list = await desk.get(inbox)
    expect([waitingIn(list), list.text.includes('Dana Whitfield: Is &lt;it&gt; ready?')]).toEqual([1, true])
    expect((await say(desk, mine, 'Tomorrow.')).location).toBe(`${mine}?did=sent#write`)
    expect(waitingIn(await desk.get(inbox))).toBe(0)
    expect((await desk.get(`${inbox}?show=all`)).text).toContain('You: Tomorrow.')
    expect((await customer.get(theirs)).text).toContain('Tomorrow.')
  })

  it('lets somebody rest who needs no answer, but not what they wrote meanwhile', async () => {
    const { shop, desk, customer, mine, theirs } = await makeTalk()
    await say(customer, theirs, 'Thanks!')
    const page = await desk.get(mine)
    setClock(start + minute)
    await say(customer, theirs, 'One more thing')
    const refused = await desk.submit(page, `${mine}/rest`)
    expect([refused.status, refused.text.includes('They wrote more meanwhile')]).toEqual([409, true])
    const now = await desk.get(mine)
    expect((await desk.submit(now, `${mine}/rest`)).status).toBe(303)
    expect((await desk.post(`${mine}/rest`, { upTo: '0' })).status).toBe(303)
    expect(waitingIn(await desk.get(shop.desk))).toBe(0)
    await say(customer, theirs, 'And another')
    expect(waitingIn(await desk.get(shop.desk))).toBe(1)
  })

  it('finds by filter and by word', async () => {
    const scene = await makeTalk()
    const { shop, desk, customer, theirs, contact } = scene
    await say(customer, theirs, 'About 100% cotton')
    await say(customer, `${shop.base}/messages/${contact.customerId}`, 'Parking?')
    const rowsAt = async (query: string) =>
      [...(await desk.get(`${shop.desk}/inbox${query}`)).text.matchAll(/<li class="row/g)].length
    expect([await rowsAt(''), await rowsAt('?show=unassigned'), await rowsAt('?show=mine')]).toEqual([2, 1, 1])
    const general = `${shop.desk}/inbox/${contact.customerId}`
    await desk.submit(await desk.get(general), `${general}/assignment`, { assignee: desk.staffId })
    expect([await rowsAt('?show=unassigned'), await rowsAt('?show=mine')]).toEqual([0, 2])
    expect([
      await rowsAt('?q=100%25'),
      await rowsAt('?q=polos'),
      await rowsAt('?q=riverside'),
      await rowsAt('?q=nothing'),
    ]).toEqual([1, 1, 2, 0])
    // What is answered is found too, unless only what waits is asked for.
    await desk.submit(await desk.get(general), `${general}#write`, { body: 'Behind the house' })
    expect([await rowsAt(''), await rowsAt('?q=parking'), await rowsAt('?q=parking&show=waiting')]).toEqual([1, 1, 0])
    expect(await rowsAt('?q=house')).toBe(1)
  })

  it('gives a conversation to one who works here, once', async () => {
    const { desk, shop, mine } = await makeTalk()
    const page = await desk.get(mine)
    const advisor = await shop.staff('advisor')
    expect((await desk.submit(page, `${mine}/assignment`, { assignee: advisor.staffId })).status).toBe(303)
    expect((await desk.submit(page, `${mine}/assignment`, { assignee: desk.staffId, command: '' })).status).toBe(409)
    const maker = await shop.staff('production')
    expect((await desk.submit(await desk.get(mine), `${mine}/assignment`, { assignee: maker.staffId })).status).toBe(404)
    expect(await shop.rows('SELECT assignee_id FROM threads')).toEqual([[advisor.staffId]])
  })

  it('says who of the customer’s has seen the last answer', async () => {
    const { desk, customer, mine, theirs } = await makeTalk()
    await say(desk, mine, 'Ready tomorrow')
    expect((await desk.get(mine)).text).not.toContain('Seen by')
    setClock(start + minute)
    await customer.submit(await customer.get(theirs), `${theirs}/seen`)
    expect((await desk.get(mine)).text).toContain('Seen by Dana Whitfield, 11:01 am')
  })

  it('keeps notes for staff, and puts kept words and the portal link into a message', async () => {
    const { shop, desk, customer, contact, mine, theirs } = await makeTalk()
    await desk.submit(await desk.get(mine), `${mine}/notes`, { note: 'Pays late' })
    expect((await desk.get(mine)).text).toContain('Pays late')
    expect((await customer.get(theirs)).text).not.toContain('Pays late')
    const replies = `${shop.desk}/settings/replies`
    await desk.submit(await desk.get(replies), replies, { title: 'Hours', body: 'We open at 8.' })
    const [[reply] = []] = await shop.rows('SELECT id FROM canned_replies')
    expect((await desk.get(`${mine}?insert=${reply}`)).text).toMatch(/<textarea[^>]*>We open at 8\.<\/textarea>/)
    expect((await desk.get(`${mine}?insert=portal`)).text).toMatch(
      new RegExp(`<textarea[^>]*>http[^<]*/c/${contact.linkKey}</textarea>`),
    )
    await desk.submit(await desk.get(replies), /removal$/)
    expect((await desk.get(mine)).text).not.toContain('Hours')
  })

  it('is not for who makes things, and knows nothing of what is not there', async () => {
    const { shop, desk, mine } = await makeTalk()
    const maker = await shop.staff('production')
    expect((await maker.get(mine)).status).toBe(403)
    for (const id of ['cus_0', 'job_0', 'thr_0']) {
      expect((await desk.get(`${shop.desk}/inbox/${id}`)).status).toBe(404)
      expect((await desk.post(`${shop.desk}/inbox/${id}`, { body: 'x' })).status).toBe(404)
    }
  })
})

describe('mail about messages', () => {
  it('tells the shop of a burst once, and again of the next', async () => {
    const { shop, customer, theirs } = await makeTalk()
    for (const n of [1, 2, 3]) {
      setClock(start + n * minute)
      await say(customer, theirs, `Part ${n}`)
      expect(await shop.mailsTo(shop.ownerEmail)).toHaveLength(0)
    }
    setClock(start + 6 * minute)
    const [mail, ...more] = await shop.mailsTo(shop.ownerEmail)
    expect([mail?.Subject, more.length]).toEqual(['Dana Whitfield wrote about Spring crew polos', 0])
    for (const n of [1, 2, 3]) expect(mail?.Text).toContain(`Part ${n}`)
    await say(customer, theirs, 'Part 4')
    setClock(start + 9 * minute)
    const [second, ...rest] = await shop.mailsTo(shop.ownerEmail)
    expect([rest.length, second?.Text.includes('Part 4'), second?.Text.includes('Part 3')]).toEqual([1, true, false])
  })

  it('goes to whoever it was given to instead of the shop’s own address, and to nobody once it was answered or read', async () => {
    const scene = await makeTalk()
    const { shop, desk, customer, contact } = scene
    const [mine, theirs] = [`${shop.desk}/inbox/${contact.customerId}`, `${shop.base}/messages/${contact.customerId}`]
    const mailed = async () => [(await shop.mailsTo(shop.ownerEmail)).length, (await shop.mailsTo(hello(scene))).length]
    await say(customer, theirs, 'Nobody’s')
    setClock(start + later)
    expect(await mailed()).toEqual([0, 1])
    await desk.submit(await desk.get(mine), `${mine}/assignment`, { assignee: desk.staffId })
    await say(customer, theirs, 'First')
    setClock(start + 2 * later)
    expect(await mailed()).toEqual([1, 1])
    await say(customer, theirs, 'Second')
    setClock(start + 2 * later + minute)
    await say(desk, mine, 'Answered')
    setClock(start + 4 * later)
    expect(await mailed()).toEqual([1, 1])
    await say(customer, theirs, 'Third')
    setClock(start + 4 * later + minute)
    await desk.submit(await desk.get(mine), `${mine}/seen`)
    setClock(start + 6 * later)
    expect(await mailed()).toEqual([1, 1])
  })

  it('tells every contact who may read it what the shop wrote, but who is looking or lost their access', async () => {
    const { shop, desk, contact, customer, mine, theirs } = await makeTalk()
    const [priya, gone] = [
      await shop.customer({ customerId: contact.customerId }),
      await shop.customer({ customerId: contact.customerId }),
    ]
    const none = await shop.customer({ customerId: contact.customerId, hasAccess: false })
    await say(desk, mine, 'Ready')
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', gone.contactId)
    setClock(start + minute)
    await customer.submit(await customer.get(theirs), `${theirs}/seen`)
    setClock(start + later)
    const counts: number[] = []
    for (const { email = '' } of [contact, priya, gone, none]) counts.push((await shop.mailsTo(email)).length)
    expect(counts).toEqual([0, 1, 0, 0])
    const [mail] = await shop.mailsTo(priya.email ?? '')
    expect(mail?.Subject).toMatch(/^Shop .* wrote about Spring crew polos$/)
    expect(mail?.Text).toContain(`/messages/`)
    await say(desk, mine, 'Really ready')
    setClock(start + 2 * later)
    expect((await shop.mailsTo(contact.email ?? '')).length).toBe(1)
  })

  it('about an invoice goes once, whichever page it was written on', async () => {
    const scene = await makeTalk()
    const { shop, contact, customer, desk } = scene
    const invoice = 'inv_00000000000000000000000000000001'
    await shop.rows(
      `INSERT INTO invoices (id, number, customer_id, title, currency, total_minor, sent_at, created_at) VALUES (?, 'INV-9', ?, 'Caps', 'USD', 100, ${start}, ${start})`,
      invoice,
      contact.customerId,
    )
    await say(customer, `${shop.base}/messages/${invoice}`, 'Too much?')
    const page = `${shop.base}/invoices/${invoice}`
    await customer.submit(await customer.get(page), `${page}/messages`, { body: 'Or is it?' })
    setClock(start + later)
    const mails = await shop.mailsTo(hello(scene))
    expect([mails.length, mails[0]?.Text.includes('Too much?'), mails[0]?.Text.includes('Or is it?')]).toEqual([1, true, true])
    await say(desk, `${shop.desk}/inbox/${invoice}`, 'No.')
    setClock(start + 2 * later)
    expect((await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)).toEqual([expect.stringContaining('INV-9')])
  })
})
