import { expect, it } from 'vitest'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { openBrowser } from '#testing/browser.ts'
import { makeShop, start, type TestShop } from '#testing/world.ts'

const days = 86_400_000
const tokenFor = (shop: TestShop, purpose: string, id: string, generation = 1) =>
  makeToken(shop.tenant.keys, purpose, shop.key, bodyOf(id), generation)

/** A contact who was invited, and the address of what their mail leads to. */
async function invited(purpose = 'ivt') {
  const shop = await makeShop()
  const contact = await shop.customer()
  await shop.rows('UPDATE contacts SET invited_at = ?, invitation = 1', start)
  return { shop, contact, address: `${shop.base}/invitation/${await tokenFor(shop, purpose, contact.contactId)}` }
}
const mails = async (shop: TestShop) => (await shop.rows('SELECT count(*) FROM challenges'))[0]?.[0]

it('an invitation signs nobody in: pressing it mails a code', async () => {
  const { shop, contact, address } = await invited()
  const browser = shop.visitor()
  const pressed = await browser.submit(await browser.get(address), address)
  expect(pressed.location).toBe(`${shop.base}/sign-in/code`)
  expect((await browser.get(shop.base)).status).not.toBe(200)
  expect((await shop.mailsTo(contact.email ?? '')).length).toBe(1)
})

it.each([
  ['their access ended', 'UPDATE contacts SET has_access = 0'],
  ['they were removed', 'UPDATE contacts SET removed_at = 1'],
  ['their customer was put away', 'UPDATE customers SET archived_at = 1'],
  ['a newer one was sent', 'UPDATE contacts SET invitation = 2'],
  ['thirty days went by', `UPDATE contacts SET invited_at = ${start - 30 * days - 1}`],
  ['it was never sent', 'UPDATE contacts SET invited_at = NULL'],
])('an invitation is over when %s, and mails nothing', async (_, sql) => {
  const { shop, address } = await invited()
  const browser = shop.visitor()
  const page = await browser.get(address)
  await shop.rows(sql)
  expect((await browser.get(address)).status).toBe(410)
  expect((await browser.submit(page, address)).status).toBe(410)
  expect(await mails(shop)).toBe(0)
})

it('nothing the shop made for something else, and nothing of another shop, is an invitation', async () => {
  const { shop, address } = await invited('cal')
  expect((await shop.visitor().get(address)).status).toBe(410)
  const other = await invited()
  const [, token] = other.address.split('/invitation/')
  expect((await shop.visitor().get(`${shop.base}/invitation/${token}`)).status).toBe(410)
})

it('a colleague’s invitation is over when they do not work there any more', async () => {
  const shop = await makeShop()
  const { staffId, origin } = await shop.staff()
  await shop.rows('UPDATE staff SET invited_at = ?', start)
  const address = `${shop.desk}/invitation/${await tokenFor(shop, 'stf', staffId)}`
  const browser = openBrowser(origin)
  expect((await browser.get(address)).status).toBe(200)
  await shop.rows('UPDATE staff SET is_active = 0')
  expect((await browser.get(address)).status).toBe(410)
  expect((await browser.post(address)).status).toBe(410)
  expect(await mails(shop)).toBe(0)
})
