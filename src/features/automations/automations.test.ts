import { describe, expect, test } from 'vitest'
import { makeShop, type TestShop } from '#testing/world.ts'
import { unknownFields } from './rules.ts'

const home = (shop: TestShop) => `${shop.desk}/settings/automations`
const idOf = async (shop: TestShop, name: string) =>
  String((await shop.rows('SELECT id FROM statuses WHERE name = ?', name))[0]?.[0])

describe('automations', () => {
  test('are switched off and on for all at once, and saving them is noted for the checklist', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(home(shop))
    expect(await shop.rows('SELECT automations_saved_at FROM profile')).toEqual([[null]])
    expect((await owner.post(home(shop), { version: '1' })).location).toBe(`${home(shop)}?did=off`)
    expect(await shop.rows('SELECT are_automations_on, automations_saved_at IS NOT NULL FROM profile')).toEqual([[0, 1]])
    expect((await owner.submit(page, home(shop), { isOn: 'on' })).status).toBe(409)
    expect((await owner.post(home(shop), { version: '2', isOn: 'on' })).status).toBe(303)
    expect(await shop.rows('SELECT are_automations_on, version FROM profile')).toEqual([[1, 3]])
  })

  test('that are fine as they are tick the checklist when somebody says so, and opening the page alone does not', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const step = async () =>
      /<li[^>]*>(?:(?!<li)[\s\S])*Look through the automations/.test((await owner.get(shop.desk)).text.split('<details')[0] ?? '')
    const page = await owner.get(home(shop))
    expect(await step()).toBe(true)
    expect((await owner.submit(page, home(shop), { areFine: 'on', isOn: 'on' })).location).toBe(`${home(shop)}?did=fine`)
    expect(await step()).toBe(false)
    expect(await shop.rows(`SELECT are_automations_on FROM profile`)).toEqual([[1]])
    expect((await owner.get(home(shop))).text).not.toContain('They are fine as they are')
  })

  test('take the shop’s own words for each status', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const id = await idOf(shop, 'Artwork')
    const page = await owner.get(`${home(shop)}/${id}/preview`)
    const words = { mails: 'on', subject: 'We draw {{job}}', body: 'Hi {{contact}},\n\nwait for {{due}}.' }
    for (const _ of [1, 2])
      expect((await owner.submit(page, `${home(shop)}/${id}`, words)).location).toBe(`${home(shop)}?did=saved`)
    expect(await shop.rows('SELECT mails_customer, mail_subject, mail_body, version FROM statuses WHERE id = ?', id)).toEqual([
      [1, words.subject, words.body, 2],
    ])
    expect(await shop.rows('SELECT automations_saved_at IS NOT NULL FROM profile')).toEqual([[1]])
    const late = await owner.post(`${home(shop)}/${id}`, { ...words, version: '1' })
    expect(late.status).toBe(409)
  })

  test.each([
    [{ mails: 'on', subject: '', body: 'x' }, 'subject', 'Type what the email should say'],
    [{ mails: 'on', subject: 'x', body: ' ' }, 'body', 'Type what the email should say'],
    [{ subject: 'x {{custmer}}', body: 'x' }, 'subject', '\\{\\{custmer\\}\\} stands for nothing'],
    [{ subject: 'x', body: 'Hi {{first name}}' }, 'body', '\\{\\{first name\\}\\} stands for nothing'],
  ])('refuse %j beside %s', async (typed, field, sentence) => {
    const shop = await makeShop()
    const id = await idOf(shop, 'Artwork')
    const answer = await (await shop.staff()).post(`${home(shop)}/${id}`, { version: '1', ...typed })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(new RegExp(`id="f-${field}-wrong"[\\s\\S]*?${sentence}`))
    expect(await shop.rows('SELECT version FROM statuses WHERE id = ?', id)).toEqual([[1]])
  })

  test('of another shop, and of a status that is gone, are not found', async () => {
    const [shop, other] = [await makeShop(), await makeShop()]
    const owner = await shop.staff()
    expect((await owner.get(`${home(shop)}/${other.statuses[0]?.id}/preview`)).status).toBe(404)
    const id = await idOf(shop, 'On hold')
    await shop.rows('UPDATE statuses SET removed_at = 1 WHERE id = ?', id)
    expect((await owner.get(`${home(shop)}/${id}/preview`)).status).toBe(404)
    expect((await owner.post(`${home(shop)}/${id}`, { version: '1', subject: 'x', body: 'x' })).status).toBe(404)
  })
})

describe('the preview of a mail', () => {
  test('fills the fields, before anything is saved', async () => {
    const shop = await makeShop({ name: 'Mill Street' })
    const id = await idOf(shop, 'Artwork')
    const words = new URLSearchParams({ subject: '{{job}} at {{shop}}', body: 'Hi {{contact}}, {{ status }} by {{due}}.' })
    const page = await (await shop.staff()).get(`${home(shop)}/${id}/preview?${words}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Spring uniforms at Mill Street')
    expect(page.text).toContain('Hi Dana Whitfield, Artwork by Tue, Apr 16.')
    expect(page.text).toContain('not saved yet')
    expect(await shop.rows('SELECT version FROM statuses WHERE id = ?', id)).toEqual([[1]])
  })

  test('shows markup as text, on the page and in the mail, and the mail runs nothing', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const id = await idOf(shop, 'Artwork')
    const typed = { subject: 'x', body: '<img src=x onerror=alert(1)> {{contact}}' }
    const words = new URLSearchParams(typed)
    const page = await owner.get(`${home(shop)}/${id}/preview?${words}`)
    const mail = await owner.get(`${home(shop)}/${id}/preview?as=mail&${words}`)
    for (const { text } of [page, mail]) {
      expect(text).not.toContain('<img src=x')
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; Dana Whitfield')
    }
    const policy = mail.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain('sandbox')
    expect(policy).not.toContain('script')
  })
})

describe('the log of what went out', () => {
  test('says to whom, what and when, and shows failures with their reason', async () => {
    const shop = await makeShop()
    const add = (id: string, rest: string) =>
      shop.rows(
        `INSERT INTO outbox (id, key, kind, payload, due_at, created_at, recipient, subject, sent_at, failed_at, failure, tries) VALUES ('${id}', '${id}', ${rest})`,
      )
    await add('out_1', `'job.status', '{}', 1, 1, 'dana@x.test', 'Caps are ready', 1901980800000, NULL, NULL, 1`)
    await add(
      'out_2',
      `'job.status', '{}', 1, 1, 'gone@x.test', 'Caps again', NULL, 1901980800000, 'The mailbox does not exist', 1`,
    )
    await add('out_3', `'sign-in', '{}', 1, 1, 'secret@x.test', 'Your code', 1901980800000, NULL, NULL, 1`)
    const { text } = await (await shop.staff()).get(home(shop))
    expect(text).toContain('dana@x.test')
    expect(text).toContain('Caps are ready')
    expect(text).toMatch(/class="status bad"[\s\S]*?Failed[\s\S]*?The mailbox does not exist/)
    expect(text).not.toContain('secret@x.test')
  })

  test('is empty in a new shop and says what will appear', async () => {
    const shop = await makeShop()
    expect((await (await shop.staff()).get(home(shop))).text).toContain('Nothing has gone out yet')
  })
})

test('unknown fields are found once each', () => {
  expect(unknownFields('{{job}} {{jbo}} {{ jbo }} {{}} {due}')).toEqual(['jbo', ''])
})
