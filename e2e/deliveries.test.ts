import { expect, it } from 'vitest'
import { expectSound, mailTo, openChromium, type Person, signIn, somebody, staffHost } from './person.ts'

openChromium()

const desk = `${staffHost}/admin/smith-embroidery`
const hana = 'front@maplestreetdental.example'

/** Sends an invoice to Maple Street Dental; gives its page at the desk and the link Hana got. */
async function mailInvoice({ page }: Person, title: string): Promise<{ record: string; link: string }> {
  const since = Date.now() - 1_000
  await page.goto(`${desk}/invoices/new`)
  await page.getByLabel('Customer', { exact: true }).selectOption({ label: 'Maple Street Dental' })
  await page.getByLabel('Title').fill(title)
  await page.locator('[name="description[]"]').first().fill('Cap')
  await page.locator('[name="unitPrice[]"]').first().fill('12')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.waitForURL(/\/invoices\/inv_/)
  await page.getByRole('button', { name: /^Send/ }).click()
  await page.waitForURL(/did=sent/)
  const { links } = await mailTo(hana, /^Invoice/, since)
  return { record: page.url().replace(/\?.*/, ''), link: links.find((one) => one.includes('/view/invoice/')) ?? '' }
}

const toldOf = async ({ page }: Person, record: string) => {
  await page.goto(record)
  return page.locator('#deliveries').innerText()
}

it('an invoice is seen once a person moves on its page, and by no page that merely loads', async () => {
  const owner = await somebody({ width: 1280 })
  await signIn(owner, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  const { record, link } = await mailInvoice(owner, 'Caps to be seen')
  const machine = await somebody({ withScript: false })
  await machine.page.goto(link)
  const reader = await somebody({ width: 390 })
  const posts: string[] = []
  reader.page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname))
  await reader.page.goto(link, { waitUntil: 'networkidle' })
  // A mouse that lies where it lay, which Chromium tells of by itself when it finds the time.
  await reader.page.mouse.move(0, 0)
  expect(await toldOf(owner, record)).toMatch(/Hana Kim\s+Sent .* · opened .*, maybe by a mail program/)
  expect(posts).toEqual([])

  const seen = reader.page.waitForResponse((response) => response.url().endsWith('/seen'))
  await reader.page.mouse.move(40, 200)
  await seen
  await reader.page.mouse.move(60, 240)
  await reader.page.keyboard.press('Tab')
  expect(posts).toHaveLength(1)
  expect(await toldOf(owner, record)).toMatch(/Hana Kim\s+Sent .* · seen today/)
  await expectSound(owner)
  await expectSound(reader)
})

it('a mail that came back is a customer to call, with the number, to be ticked off', async () => {
  const owner = await somebody({ width: 390 })
  await signIn(owner, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  const title = `Caps that came back ${Date.now().toString(36)}`
  await mailInvoice(owner, title)
  const since = Date.now() - 60_000
  await mailTo(hana, /^Invoice/, since)
  const { page } = owner
  const mailbox = `http://127.0.0.1:${Number(new URL(staffHost).port) + 3}`
  await page.goto(mailbox)
  await page.locator('tr', { hasText: hana }).filter({ hasText: 'Invoice' }).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Report bounce' }).click()
  await page.waitForURL(/told=bounced/)
  await page.goto(desk)
  const call = page.getByRole('listitem').filter({ hasText: title }).filter({ hasText: 'Call Hana Kim' })
  await call.waitFor()
  await expectSound(owner)
  expect(await call.getByRole('link', { name: /\d{3}/ }).getAttribute('href')).toMatch(/^tel:/)
  await call.getByRole('button', { name: 'Done: call Hana Kim' }).click()
  await page.getByText('Ticked off.').waitFor()
  expect(await call.count()).toBe(0)
})
