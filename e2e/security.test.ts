import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { codeFor, expectSound, mailTo, openChromium, type Person, problemsInLooks, somebody, staffHost } from './person.ts'

openChromium()

const desk = `${staffHost}/admin/smith-embroidery`
const theo = 'theo@smithembroidery.example'

/** Proves the mailbox at the door, so that this session has shown nothing else yet. */
async function signInAnew(person: Person): Promise<void> {
  const { page } = person
  await page.goto(`${desk}/sign-in`)
  await page.getByLabel(/email/i).fill(theo)
  await page.getByRole('button', { name: 'Email me a code' }).click()
  await page.waitForURL(/sign-in\/code/)
  await page.getByLabel('Eight-digit code').fill(await codeFor(person, theo))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.includes('/sign-in'))
}

/** An invoice that was paid in cash; gives the address of its payment's page. */
async function paidInCash({ page }: Person, title: string): Promise<string> {
  await page.goto(`${desk}/invoices/new`)
  await page.getByLabel('Customer', { exact: true }).selectOption({ label: 'Riverside Brewing Co.' })
  await page.locator('[name=title]').fill(title)
  await page.locator('[name="description[]"]').first().fill('Cap')
  await page.locator('[name="unitPrice[]"]').first().fill('120')
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/invoices\/inv_/)
  await page.locator('#send button[type=submit]').first().click()
  await page.waitForURL(/did=sent/)
  const received = page.locator('details', { has: page.locator('form[action$="/payments"]') })
  await received.locator('summary').click()
  await received.locator('[name=method]').selectOption('cash')
  await received.locator('button[type=submit]').click()
  await page.waitForURL(/did=/)
  const link = page.locator('a[href*="/payments/pay_"]').first()
  return new URL((await link.getAttribute('href')) ?? '', desk).href
}

/** A device that holds passkeys and knows its owner. */
async function withDevice({ page, context }: Person): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const device = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const options = { ...device, isUserVerified: true, automaticPresenceSimulation: true }
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
}

async function giveBack({ page }: Person, payment: string, amount: string, reason: string): Promise<void> {
  await page.goto(payment)
  await page.locator('#give-back summary').click()
  await page.getByLabel('How much').fill(amount)
  await page.getByLabel('Why').fill(reason)
  await page.getByRole('button', { name: 'Give back' }).click()
}

it('a manager sets up a passkey on the way to a refund, and from then on confirms with one press', async () => {
  const person = await somebody({ width: 1280 })
  const { page } = person
  await withDevice(person)
  await signInAnew(person)
  const payment = await paidInCash(person, 'Sample caps')
  await page.goto(payment)
  await page.getByRole('link', { name: 'Set it up' }).click()
  await page.waitForURL(/\/security\?/)
  expect(await problemsInLooks(person, 'security-empty')).toEqual([])
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await page.waitForURL(/passkeys\/new/)
  expect(await problemsInLooks(person, 'security-passkey')).toEqual([])
  await page.getByLabel('Name').fill('Laptop')
  await page.getByRole('button', { name: 'Add this device' }).click()
  await page.waitForURL(/recovery-codes/)
  expect(await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').count()).toBe(10)
  expect(await problemsInLooks(person, 'security-codes')).toEqual([])
  await page.getByRole('link', { name: 'I have kept them' }).click()
  await page.waitForURL(payment)
  expect(await page.getByLabel('How much').count()).toBe(1)

  await signInAnew(person)
  await giveBack(person, payment, '20', 'One cap short')
  const press = page.getByRole('button', { name: 'Confirm with a passkey' })
  await press.waitFor()
  expect(await problemsInLooks(person, 'security-confirm')).toEqual([])
  await press.click()
  await page.waitForURL(/did=given/)
  expect(await page.textContent('#refunds')).toMatch(/One cap short.*\$20\.00/s)
  await page.goto(`${desk}/security`)
  expect(await page.textContent('main')).toMatch(/Laptop.*Last used/s)
  expect(await problemsInLooks(person, 'security')).toEqual([])
  expect((await mailTo(theo, /new way to confirm/i)).Text).toContain('“Laptop” was added')

  // The second way is added with a proof by the first.
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await page.waitForURL(/authenticators\/fac_/)
  expect(await problemsInLooks(person, 'security-authenticator')).toEqual([])
  const key = ((await page.locator('.key').textContent()) ?? '').replaceAll(' ', '')
  const code = () => TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() })
  await page.getByLabel('Six-digit code').fill(code())
  await page.getByRole('button', { name: 'Turn it on' }).click()
  await page.waitForURL(/did=added/)
  await withoutScript(key, payment)
})

/** With the authenticator alone, and no JavaScript. */
async function withoutScript(key: string, payment: string): Promise<void> {
  const person = await somebody({ withScript: false })
  const { page } = person
  await signInAnew(person)
  await giveBack(person, payment, '30', 'Two caps short')
  await page.getByLabel('Code from your authenticator app').waitFor()
  expect(await page.getByRole('button', { name: 'Confirm with a passkey' }).isVisible()).toBe(false)
  await expectSound(person)
  await page.getByLabel('Code from your authenticator app').fill('12')
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await page.getByText('Type the six digits').waitFor()
  // The code it was set up with was used: only a later one counts.
  const next = TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + 30_000 })
  await page.getByLabel('Code from your authenticator app').fill(next)
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await page.waitForURL(/did=given/)
  expect(await page.textContent('#refunds')).toContain('Two caps short')
}
