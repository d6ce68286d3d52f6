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
