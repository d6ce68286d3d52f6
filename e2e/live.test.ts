import { expect, it } from 'vitest'
import { expectSound, openChromium, portal, signIn, somebody, staffHost } from './person.ts'

openChromium()

const desk = `${staffHost}/admin/apex-fleet`

/** Ray of the shop and Gwen, its customer, each with a browser of their own. */
async function both() {
  const [ray, gwen] = [await somebody({ width: 1280 }), await somebody()]
  await signIn(ray, `${desk}/sign-in`, 'ray@apexfleet.example')
  await signIn(gwen, `${portal}/apex-fleet/sign-in`, 'gwen@bluestemplumbing.example')
  return { ray, gwen }
}

it('a job that the shop moves moves on the open page of its customer, who keeps what they typed, where they stood and what they opened', async () => {
  const { ray, gwen } = await both()
  await gwen.page.goto(`${portal}/apex-fleet/jobs`)
  await gwen.page
    .getByLabel(/search/i)
    .first()
    .fill('half a word')
  await gwen.page
    .getByLabel(/search/i)
    .first()
    .focus()
  const [job] = await gwen.page
    .locator('main a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname).filter((path) => /jobs\/job_/.test(path)))
  const id = job?.split('/').at(-1) ?? ''
  const lineOf = () =>
    gwen.page
      .locator('main li', { has: gwen.page.locator(`a[href$="${id}"]`) })
      .first()
      .textContent()
  const before = await lineOf()
  await ray.page.goto(`${desk}/jobs/${id}`)
  const move = ray.page.locator('form[action$="/moves"]').first()
  await move.locator('select').selectOption({ label: /hold/i.test(before ?? '') ? 'Requested' : 'On hold' })
  await move.locator('button[type=submit]').click()
  await ray.page.waitForLoadState()
  await expect.poll(lineOf).not.toBe(before)
  expect(
    await gwen.page
      .getByLabel(/search/i)
      .first()
      .inputValue(),
  ).toBe('half a word')
  expect(await gwen.page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
  await expectSound(gwen)
  expect(ray.complaints).toEqual([])
})

it('a card that one of the shop moves moves on the open board of another, whose open menu stays open', async () => {
  const [ray, also] = [await somebody({ width: 1280 }), await somebody({ width: 1280 })]
  for (const one of [ray, also]) await signIn(one, `${desk}/sign-in`, 'ray@apexfleet.example')
  await also.page.goto(`${desk}/jobs?as=board`)
  const cards = also.page.locator('[data-card]')
  const menu = cards.last().locator('details.move')
  await menu.locator('summary').click()
  const id = (await cards.first().locator('a[href*="/jobs/job_"]').first().getAttribute('href'))?.split('/').at(-1) ?? ''
  const columnOf = () =>
    also.page.locator('[data-column]', { has: also.page.locator(`a[href$="${id}"]`) }).getAttribute('data-column')
  const before = await columnOf()
  await ray.page.goto(`${desk}/jobs/${id}`)
  const move = ray.page.locator('form[action$="/moves"]').first()
  const isOnHold = /hold/i.test((await move.locator('option[selected]').textContent()) ?? '')
  await move.locator('select').selectOption({ label: isOnHold ? 'Requested' : 'On hold' })
  await move.locator('button[type=submit]').click()
  await expect.poll(columnOf).not.toBe(before)
  expect(await menu.getAttribute('open')).not.toBeNull()
  await also.page.locator('[data-board].live').waitFor()
  await expectSound(also)
})
