import { expect, it } from 'vitest'
import { expectSound, mailTo, openChromium, type Person, port, problemsInLooks, signIn, somebody, staffHost } from './person.ts'

openChromium()

const desk = `${staffHost}/admin/smith-embroidery`
const portal = `http://portal.smithembroidery.localhost:${port}/portal`
const dana = 'dana@riversidebrewing.example'

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** An offer of caps with an add-on, a photo and a deposit for Riverside Brewing, sent; gives the mailed link of Dana's. */
async function offer(title: string): Promise<string> {
  const marisol = await somebody({ width: 1280 })
  const { page } = marisol
  await signIn(marisol, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  await page.goto(`${desk}/estimates/new`)
  await page.getByLabel('Customer', { exact: true }).selectOption({ label: 'Riverside Brewing Co.' })
  await page.getByLabel('Name', { exact: true }).fill(title)
  await page.getByLabel('Name of the first').fill('Plain')
  await page.getByLabel('Deposit with the yes').fill('25%')
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByLabel('Item').nth(0).fill('Trucker cap, badge')
  await page.getByLabel('Each').nth(0).fill('985')
  await page.getByLabel('Item').nth(1).fill('Woven label')
  await page.getByLabel('Each').nth(1).fill('96')
  expect(await page.getByLabel('Where').nth(1).textContent()).toContain('Plain and Better')
  await page.getByLabel('Where').nth(1).selectOption({ label: 'Add-on to tick' })
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.waitForURL(/did=created/)
  await expectSound(marisol)
  await page.getByLabel('Add photos').setInputFiles({ name: 'cap.png', mimeType: 'image/png', buffer: pixel })
  await expect.poll(() => page.locator('.picked li').first().textContent()).toMatch(/ready/i)
  await page.locator('#photos button[type=submit]').last().click()
  await page.waitForURL(/did=filed/)
  const since = Date.now() - 1_000
  await page.getByRole('button', { name: 'Send estimate' }).click()
  await page.waitForURL(/did=sent/)
  const { links } = await mailTo(dana, new RegExp(`estimate for ${title}`), since)
  return links.find((link) => link.includes('/view/estimate/')) ?? ''
}

async function payWithCard({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: /^Pay/ }).first().click()
  await page.waitForURL(/paid=1/)
  const shown = async () => {
    await page.reload()
    return page.textContent('main')
  }
  await expect.poll(shown).toMatch(/Deposit of \$[\d,.]+ paid/)
}

it('on a phone: tier and add-on, a price that follows, signature, deposit, and the work has begun', async () => {
  const phone = await somebody()
  const { page } = phone
  await signIn(phone, `${portal}/sign-in`, dana)
  await page.goto(portal)
  await page.getByRole('link', { name: 'Look at the estimate: Winter merch for the taproom' }).click()
  await page.waitForURL(/estimates\/est_/)
  const said = page.locator('[data-say=total]')
  expect(await said.textContent()).toMatch(/^From \$/)
  expect(await problemsInLooks(phone, 'estimate')).toEqual([])
  await page.getByRole('radio', { name: /Beanies and hoodies/ }).check()
  const before = await said.textContent()
  await page.getByRole('checkbox', { name: /Woven hem label/ }).check()
  expect(await said.textContent()).not.toBe(before)
  const total = await said.textContent()
  await page.getByLabel('Type your full name to sign').fill('Dana Whitfield')
  await page.getByRole('button', { name: 'Approve and pay deposit' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await payWithCard(phone)
  expect(await page.textContent('main')).toContain(`${total} in all`)
  await expectSound(phone)
  await page.getByRole('link', { name: 'Follow the work' }).click()
  await page.waitForURL(/jobs\/job_/)
  expect(await page.textContent('main')).toContain('Heavyweight hoodie, chest badge')
  await expectSound(phone)
})

it('without JavaScript: from the mailed estimate to the paid deposit', async () => {
  const link = await offer('Brewery tour caps')
  const plain = await somebody({ withScript: false })
  const { page } = plain
  await page.goto(link)
  expect(await page.getByAltText('Photo: cap.png').count()).toBe(1)
  await page.getByRole('checkbox', { name: /Woven label/ }).check()
  await page.getByRole('button', { name: 'Show my price' }).click()
  expect(await page.locator('#price').textContent()).toContain('$96.00')
  expect(await page.getByRole('checkbox', { name: /Woven label/ }).isChecked()).toBe(true)
  await page.getByLabel('Type your full name to sign').fill('Dana Whitfield')
  await page.getByRole('button', { name: 'Approve and pay deposit' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await payWithCard(plain)
})

it('a question is asked on the estimate and answered to it, and nothing is decided by it', async () => {
  const link = await offer('Staff aprons')
  const phone = await somebody()
  const { page } = phone
  await page.goto(link)
  await page.getByRole('link', { name: 'Ask a question first' }).click()
  await page.getByLabel('Your question').fill('Is the cap adjustable?')
  await page.getByRole('button', { name: 'Send the question' }).click()
  await page.waitForURL(/asked=1/)
  expect(await page.locator('#questions').textContent()).toContain('Is the cap adjustable?')
  expect(await page.getByRole('button', { name: 'Approve and pay deposit' }).isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Decline this estimate' }).click()
  await page.getByLabel('Why, if you like to say').fill('Too many caps already')
  await page.getByRole('button', { name: 'Decline it' }).click()
  await page.waitForURL(/answered=1/)
  expect(await page.textContent('main')).toContain('This estimate was declined')
  await expectSound(phone)
})
