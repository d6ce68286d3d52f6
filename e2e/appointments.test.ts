import { expect, it } from 'vitest'
import { expectSound, openChromium, portal, signIn, somebody, staffHost } from './person.ts'

openChromium()

const base = `${portal}/apex-fleet`
const desk = `${staffHost}/admin/apex-fleet`

it('a time is proposed, asked to be moved, moved and confirmed, and each reads the other’s answer on their open page', async () => {
  const [ray, victor] = [await somebody({ width: 1280 }), await somebody()]
  await signIn(ray, `${desk}/sign-in`, 'ray@apexfleet.example')
  await signIn(victor, `${base}/sign-in`, 'victor@hollisfreight.example')
  await victor.page.goto(`${base}/appointments`)

  await ray.page.goto(`${desk}/appointments/new`)
  await ray.page.getByLabel('Customer', { exact: true }).selectOption({ label: 'Hollis Freight' })
  await ray.page.getByLabel('What for').fill('Tank inspection')
  await ray.page.getByLabel('Day', { exact: true }).fill(dayIn(20))
  await ray.page.getByLabel('Time', { exact: true }).fill('10:00')
  await ray.page.getByRole('button', { name: 'Set appointment' }).click()
  await ray.page.waitForURL(/did=set/)
  const state = ray.page.locator('main .status').first()
  await expect.poll(() => state.textContent()).toContain('Not confirmed yet')

  // It comes to the customer's open list by itself.
  await victor.page.getByRole('link', { name: 'Tank inspection' }).click()
  await victor.page.getByText('Ask for another time').click()
  await victor.page.getByLabel('Which time suits you better?').fill('Could it be two hours later?')
  await victor.page.getByRole('button', { name: 'Send', exact: true }).click()
  await victor.page.waitForURL(/did=wished/)
  await expectSound(victor)

  // And the wish to the open page of the shop, and into its navigation.
  await expect.poll(() => ray.page.textContent('main')).toContain('Could it be two hours later?')
  const nav = ray.page.getByRole('link', { name: /Appointments \d+ to answer/ })
  await expect.poll(() => nav.count()).toBeGreaterThan(0)
  await expectSound(ray)
  await ray.page.getByRole('link', { name: 'Answer', exact: true }).click()
  await ray.page.getByLabel('Time', { exact: true }).fill('12:00')
  await ray.page.getByRole('button', { name: 'Save and tell them' }).click()
  await ray.page.waitForURL(/did=changed/)

  await expect.poll(() => victor.page.textContent('main')).toContain('12:00 pm')
  await victor.page.getByRole('button', { name: 'Yes, I will be there' }).click()
  await victor.page.waitForURL(/did=confirmed/)
  await expectSound(victor)
  await expect.poll(() => state.textContent()).toContain('Confirmed')
  expect(ray.complaints).toEqual([])
})

/** The day so many days from today, as a field holds it. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
