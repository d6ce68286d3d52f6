import { expect, it } from 'vitest'
import { expectSound, openChromium, type Person, portal, problemsInLooks, signIn, somebody, staffHost } from './person.ts'

openChromium()

const base = `${portal}/smith-embroidery`
const desk = `${staffHost}/admin/smith-embroidery`
const firms = ['Coyle Roofing', 'Wright Lacrosse']

/** Somebody who stands for two customers of one shop, with one mailbox. */
async function addTwice(email: string) {
  const marisol = await somebody({ width: 1280 })
  await signIn(marisol, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  for (const firm of firms) {
    await marisol.page.goto(`${desk}/customers`)
    await marisol.page.getByRole('link', { name: firm }).first().click()
    await marisol.page.getByRole('link', { name: 'Add a contact' }).click()
    await marisol.page.getByLabel('Name', { exact: true }).fill('Toni Bergmann')
    await marisol.page.getByLabel('Email', { exact: true }).fill(email)
    await marisol.page.getByRole('button', { name: 'Add contact' }).click()
    await marisol.page.waitForURL(/did=/)
  }
  await marisol.context.close()
}

const menu = ({ page }: Person) => page.locator('button.who').click()

it('one mailbox at two customers: they choose after signing in, change over from the menu, and read as they like', async () => {
  const email = 'toni@two-firms.example'
  await addTwice(email)
  const toni = await somebody()
  const { page } = toni
  await signIn(toni, `${base}/sign-in`, email)
  expect(await page.textContent('h1')).toBe('Who are you here for?')
  expect(await problemsInLooks(toni, 'chooser')).toEqual([])
  await page.getByRole('button', { name: 'Open Wright Lacrosse' }).click()
  await page.waitForURL((url) => url.pathname === new URL(base).pathname)
  await menu(toni)
  expect(await page.locator('#me').textContent()).toContain('Wright Lacrosse')
  await expectSound(toni)
  await page.locator('#me').getByRole('button', { name: 'Coyle Roofing' }).click()
  await page.waitForLoadState()
  await menu(toni)
  expect(await page.locator('#me p').first().textContent()).toContain('Coyle Roofing')

  await page.goto(`${base}/profile`)
  await page.getByLabel('Dark', { exact: true }).check()
  await page.getByLabel('Language').selectOption({ label: 'Español' })
  await page.getByRole('button', { name: 'Save' }).nth(1).click()
  await page.waitForURL(/did=/)
  expect(await page.locator('html').getAttribute('lang')).toMatch(/^es/)
  expect(await page.title()).toContain('Su perfil')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
  expect(await problemsInLooks(toni, 'profile-es')).toEqual([])
  // What they chose is theirs at the other customer too.
  await menu(toni)
  await page.locator('#me').getByRole('button', { name: 'Wright Lacrosse' }).click()
  await page.waitForLoadState()
  expect(await page.locator('html').getAttribute('lang')).toMatch(/^es/)
  await expectSound(toni)
})
