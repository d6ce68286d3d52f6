import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { expectSound, mailTo, openChromium, type Person, port, signIn, somebody, staffHost } from './person.ts'

openChromium()

const desk = `${staffHost}/admin/smith-embroidery`
const portal = `http://portal.smithembroidery.localhost:${port}/portal`
const stripe = `http://127.0.0.1:${port + 2}`

/** Signs Marisol in at the desk, who may do everything with money. */
async function atDesk(): Promise<Person> {
  const marisol = await somebody({ width: 1280 })
  await signIn(marisol, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  return marisol
}

/** A new customer who was sent invoices over these amounts: their email. The desk's forms are sent, not looked at. */
async function owing(company: string, ...amounts: readonly string[]): Promise<string> {
  const { page } = await atDesk()
  const send = async (path: string, fields: Readonly<Record<string, string>>) => {
    const form = { command: `cmd_${randomUUID().replaceAll('-', '')}`, ...fields }
    const { url, text } = await page.evaluate(
      async ([to, entries]) => {
        const answer = await fetch(to, { method: 'POST', body: new URLSearchParams(entries) })
        return { url: answer.url, text: await answer.text() }
      },
      [desk + path, form] as const,
    )
    const [id] = /(?:cus|inv)_[0-9a-f]{32}/.exec(url) ?? []
    if (!id || !/did=/.test(url)) throw new Error(`${path} led to ${url}: ${text.replace(/<[^>]*>/g, ' ').slice(0, 2_000)}`)
    return id
  }
  const email = `${company.toLowerCase().replaceAll(' ', '-')}-${Date.now().toString(36)}@payers.example`
  const customerId = await send('/customers', { kind: 'company', name: company, contactName: 'Pat Payer', email })
  for (const [i, unitPrice] of amounts.entries()) {
    const line = { 'description[]': 'Trucker cap, badge', 'quantity[]': '1', 'unitPrice[]': unitPrice }
    const invoice = await send('/invoices', { customerId, title: `Caps, lot ${i + 1}`, ...line })
    await send(`/invoices/${invoice}/sending`, { version: '1' })
  }
  return email
}

/** That customer with their phone, at their invoices. */
async function payer(company: string, ...amounts: readonly string[]): Promise<Person & { readonly email: string }> {
  const email = await owing(company, ...amounts)
  const phone = await somebody()
  await signIn(phone, `${portal}/sign-in`, email)
  await phone.page.goto(`${portal}/invoices`)
  return { ...phone, email }
}

/** Agrees on Stripe's page, with a card or a bank account, and is led back. Gives the session. */
async function agree({ page }: Person, means: RegExp): Promise<string> {
  await page.waitForURL(`${stripe}/c/pay/**`)
  const session = page.url().split('/').at(-1) ?? ''
  await page.getByRole('radio', { name: means }).check()
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(`${portal}/**`)
  return session
}

/** Looks again until the signed webhook has come. */
async function untilSaid({ page }: Person, text: RegExp) {
  const shown = async () => {
    await page.goto(page.url())
    return page.textContent('main')
  }
  await expect.poll(shown).toMatch(text)
}

it('three invoices are paid at once: ticked, their sum said, one payment, one receipt', async () => {
  const phone = await payer('Three Rivers', '41.50', '102.25', '64.00')
  const { page, email } = phone
  const ticks = page.getByRole('checkbox', { name: /Choose invoice/ })
  expect(await ticks.count()).toBe(3)
  for (const tick of await ticks.all()) await tick.check()
  expect(await page.locator('[data-picked]').textContent()).toContain('$207.75')
  await page.getByRole('button', { name: 'Pay the ticked ones together' }).click()
  await page.waitForURL(/payments\/new/)
  expect(await page.textContent('h1')).toBe('Pay these 3 invoices at once?')
  await expectSound(phone)
  await page.getByRole('button', { name: 'Pay $207.75' }).click()
  await agree(phone, /4242/)
  await untilSaid(phone, /Thank you, it is paid/)
  await expectSound(phone)
  expect((await mailTo(email, /^Receipt/)).Text).toContain('We received $207.75')
  await page.goto(`${portal}/invoices`)
  expect(await page.textContent('main')).not.toContain('Pay the ticked ones together')
  expect(await page.getByText(/Paid/).count()).toBeGreaterThanOrEqual(3)
})

it('a debit that fails after days: on its way, then why it did not go through, and the invoice can be paid again', async () => {
  const phone = await payer('Bounce House', '88.00')
  const { page, email } = phone
  await page.getByRole('link', { name: /^Pay \$88\.00/ }).click()
  await page.getByRole('button', { name: 'Pay $88.00' }).click()
  const session = await agree(phone, /Bank account/)
  await untilSaid(phone, /Your payment is on its way/)
  await expectSound(phone)
  expect(await page.getByRole('button', { name: /^Pay/ }).count()).toBe(0)
  await fetch(`${stripe}/bank/${session}/bounced`, { method: 'POST', redirect: 'manual' })
  await untilSaid(phone, /Your payment did not go through/)
  expect(await page.textContent('main')).toContain('insufficient funds')
  await expectSound(phone)
  expect((await mailTo(email, /did not go through/)).Text).toContain('insufficient funds')
  await page.getByRole('button', { name: 'Pay $88.00' }).click()
  await agree(phone, /4242/)
  await untilSaid(phone, /Paid in full/)
})

it('a refund made at Stripe is seen by the customer on the invoice and in a mail', async () => {
  const phone = await payer('Second Thoughts', '73.37')
  const { page, email } = phone
  await page.getByRole('link', { name: /^Pay \$73\.37/ }).click()
  await page.getByRole('button', { name: 'Pay $73.37' }).click()
  await agree(phone, /4242/)
  await untilSaid(phone, /Paid in full/)
  const stripeDesk = await somebody({ width: 1280 })
  await stripeDesk.page.goto(stripe)
  const payment = stripeDesk.page.getByRole('row').filter({ hasText: '73.37' }).filter({ hasText: 'pi_' }).first()
  await payment.getByLabel('Minor units to refund').fill('2500')
  await payment.getByRole('button', { name: 'Refund' }).click()
  await untilSaid(phone, /Given back/)
  expect(await page.textContent('main')).toContain('$25.00')
  await expectSound(phone)
  expect((await mailTo(email, /gave back/)).Text).toContain('$25.00')
})
