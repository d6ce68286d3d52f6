import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import {
  expectSound,
  mailTo,
  openChromium,
  type Person,
  portal,
  problemsInLooks,
  ringShop,
  signIn,
  somebody,
  staffHost,
} from './person.ts'

openChromium()

const shop = `${portal}/smith-embroidery`
const desk = `${staffHost}/admin/smith-embroidery`
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const sketch = { name: 'sketch.png', mimeType: 'image/png', buffer: dot }

/** Fills in the three steps as somebody the shop does not know, and proves the mailbox. */
async function ask({ page }: Person, what: string, email: string) {
  const since = Date.now() - 1_000
  const next = () => page.getByRole('button', { name: 'Continue' }).click()
  await page.goto(`${shop}/requests/new?kind=quote`)
  await page.getByLabel('What should we make?').fill(what)
  await page.getByLabel('How many pieces?').fill('24')
  await next()
  await page.getByLabel('Anything else we should know?').fill('Front, two colors')
  expect(await page.locator('input[type=file]').count()).toBe(0)
  await next()
  await page.getByLabel('Your name').fill('Sam Park')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Email me a code' }).click()
  const { code } = await mailTo(email, /code/i, since)
  await page.getByLabel('Eight-digit code').fill(code)
  await page.getByRole('button', { name: 'Send request' }).click()
  await page.getByRole('heading', { name: 'We have your request' }).waitFor()
}

it.each([true, false])(
  'a stranger asks with a code and adds a sketch, the shop takes it on, and they follow the job; with JavaScript: %s',
  async (withScript) => {
    const [sam, marisol] = [await somebody({ withScript }), await somebody({ width: 1280 })]
    const [email, what] = [`sam-${Date.now()}@park.example`, `Team caps ${Date.now()}`]
    await ask(sam, what, email)
    await sam.page.locator('input[type=file]').setInputFiles(sketch)
    await sam.page.getByRole('button', { name: 'Add to the request' }).click()
    await sam.page.getByText('Added to your request: sketch.png').waitFor()
    if (withScript) expect(await problemsInLooks(sam, 'request-sent')).toEqual([])

    await signIn(marisol, `${desk}/sign-in`, 'marisol@smithembroidery.example')
    await marisol.page.goto(`${desk}/requests`)
    await marisol.page.getByRole('link', { name: what }).first().click()
    await marisol.page.getByText('sketch.png').waitFor()
    await expectSound(marisol)
    await marisol.page.getByRole('button', { name: 'Make them a customer' }).click()
    await marisol.page.getByRole('button', { name: /^Start an? / }).click()
    await marisol.page.waitForURL(/\/jobs\/job_\w+\/edit/)
    const [, job = ''] = /\/jobs\/(job_\w+)\//.exec(marisol.page.url()) ?? []

    await ringShop('smith-embroidery')
    await mailTo(email, /We take it on/)
    await signIn(sam, `${shop}/sign-in`, email)
    await sam.page.goto(`${shop}/jobs/${job}`)
    await sam.page.getByRole('heading', { name: what }).first().waitFor()
    expect(await sam.page.content()).toContain('sketch.png')
    await expectSound(sam)
  },
)
