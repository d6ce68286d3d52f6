import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { expectSound, mailTo, openChromium, type Person, port, portal, signIn, somebody, staffHost } from './person.ts'

openChromium()

const stamp = Date.now().toString(36)
const owner = `ada-${stamp}@northwind.example`
const customer = `ben-${stamp}@harbor.example`
const slug = `northwind-${stamp}`
const desk = `${staffHost}/admin/${slug}`

let privateLink = ''

async function press({ page }: Person, name: string | RegExp) {
  await page.getByRole('button', { name }).first().click()
  await page.waitForLoadState()
}
async function go({ page }: Person, name: string | RegExp) {
  await page.getByRole('link', { name }).first().click()
  await page.waitForLoadState()
}

/** Sets up an authenticator on the way to Stripe, and comes back. */
async function confirmFromNowOn(person: Person) {
  const { page } = person
  await go(person, 'Set it up')
  await press(person, 'Set up an authenticator app')
  await page.waitForURL(/authenticators\/fac_/)
  await expectSound(person)
  const secret = Secret.fromBase32(((await page.locator('.key').textContent()) ?? '').replaceAll(' ', ''))
  await page.getByLabel('Six-digit code').fill(TOTP.generate({ secret, timestamp: Date.now() }))
  await press(person, 'Turn it on')
  await page.waitForURL(/recovery-codes/)
  await expectSound(person)
  await go(person, 'I have kept them')
  await page.waitForURL(/settings\/payments/)
}

/** Looks again until the signed webhook has marked it. */
async function untilPaid({ page }: Person) {
  const look = async () => {
    await page.goto(page.url())
    return page.textContent('main')
  }
  await expect.poll(look).toMatch(/Paid/)
}

describe('a new shop and its first customer', () => {
  it('signs up with a code from the mailbox and is ready with its own statuses', async () => {
    const ada = await somebody({ width: 1280 })
    const { page } = ada
    await page.goto(staffHost)
    await expectSound(ada)
    await go(ada, 'Start a shop')
    await page.getByLabel('Your work email').fill(owner)
    await press(ada, 'Mail me a code')
    await expectSound(ada)
    await page.getByLabel('8-digit code').fill((await mailTo(owner, /code/i)).code)
    await press(ada, 'Go on')
    await page.waitForURL(/sign-up\/shop/)
    await expectSound(ada)
    await page.getByLabel(/name/i).first().fill('Northwind Stitching')
    await page.locator('[name=slug]').fill(slug)
    await page.locator('[name=trade][value=decoration]').check()
    await page.locator('[name=ownerName], [name=person], [name=yourName]').first().fill('Ada Lind')
    await ada.shot('sign-up-shop')
    await page.locator('form button[type=submit]').last().click()
    await page.waitForURL(desk)
    await expectSound(ada)
    await ada.shot('desk-first-day')

    // The portal is off until it is switched on.
    const stranger = await somebody()
    await stranger.page.goto(`${portal}/${slug}`)
    expect(await stranger.page.textContent('body')).toContain('Not available right now')

    await page.goto(`${desk}/settings/portal`)
    await page.getByLabel('Customers can open the portal').check()
    await press(ada, /save/i)
    await expectSound(ada)

    await page.goto(`${desk}/settings/payments`)
    await confirmFromNowOn(ada)
    await press(ada, /connect/i)
    await page.waitForURL(`http://127.0.0.1:${port + 2}/**`)
    await page.getByRole('button', { name: /complete/i }).click()
    await page.waitForURL(/settings\/payments/)
    expect(await page.textContent('main')).toContain('Ready')
    await expectSound(ada)

    await page.goto(`${desk}/customers/new`)
    await page.getByLabel('Name', { exact: true }).fill('Harbor Rowing Club')
    await page.getByLabel('Contact', { exact: true }).fill('Ben Haverly')
    await page.getByLabel('Email', { exact: true }).fill(customer)
    await page.locator('main form button[type=submit]').last().click()
    await page.waitForURL(/customers\/cus_/)
    await expectSound(ada)
    privateLink = await page.locator('input[readonly]').first().inputValue()
    expect(privateLink).toContain(`/public/portal/${slug}/c/`)

    await page.goto(`${desk}/jobs/new`)
    await page.locator('[name=customer]').selectOption({ label: 'Harbor Rowing Club' })
    await page.getByLabel('Name', { exact: true }).fill('Regatta caps')
    await page.locator('[name="description[]"]').first().fill('Cap, embroidered oar')
    await page.locator('[name="quantity[]"]').first().fill('24')
    await page.locator('[name="unitPrice[]"]').first().fill('18.50')
    await page.locator('main form button[type=submit]').last().click()
    await page.waitForURL(/jobs\/job_/)
    await expectSound(ada)
    await press(ada, /create invoice/i)
    await page.waitForURL(/invoices\/inv_/)
    await expectSound(ada)
    await page.locator('#send button[type=submit]').first().click()
    await page.waitForLoadState()
    await expectSound(ada)
    expect(ada.complaints).toEqual([])
  })

  it('the customer opens the private link, proves the mailbox, pays and gets a receipt', async () => {
    const ben = await somebody()
    const { page } = ben
    await page.goto(privateLink)
    await expectSound(ben)
    await page.getByLabel('Email').fill(customer)
    await press(ben, 'Email me a code')
    await expectSound(ben)
    await page.getByLabel('Eight-digit code').fill((await mailTo(customer, /code/i)).code)
    await press(ben, 'Sign in')
    await page.waitForURL(`${portal}/${slug}`)
    await expectSound(ben)
    expect(await page.textContent('h1')).toBe('One thing needs you')
    await ben.shot('new-customer-home')
    await go(ben, /^Pay \$/)
    await expectSound(ben)
    await press(ben, /^Pay \$/)
    await page.waitForURL(`http://127.0.0.1:${port + 2}/c/pay/**`)
    await page.getByRole('button', { name: /pay/i }).first().click()
    await page.waitForURL(/invoices\/inv_/)
    await untilPaid(ben)
    await expectSound(ben)
    await ben.shot('invoice-paid')
    const receipt = await mailTo(customer, /receipt/i)
    expect(receipt.Text).toContain('$')

    // The bookmark opens straight in on this device.
    await page.goto(privateLink)
    expect(page.url()).toBe(`${portal}/${slug}`)
    await page.goto(`${portal}/${slug}/jobs`)
    await go(ben, 'Regatta caps')
    await expectSound(ben)
    expect(await page.textContent('main')).toContain('Received')
    await ben.context.close()
  })

  it('the item link in the invoice mail opens straight at the invoice, without signing in', async () => {
    const anyone = await somebody({ theme: 'dark' })
    const { links } = await mailTo(customer, /invoice/i)
    await anyone.page.goto(links.find((link) => link.includes('/view/invoice/')) ?? '')
    await expectSound(anyone)
    expect(await anyone.page.textContent('main')).toContain('Cap, embroidered oar')
    await anyone.shot('invoice-by-link-dark')
  })

  it('all of the customer’s part works with JavaScript off', async () => {
    const ada = await somebody({ width: 1280 })
    await signIn(ada, `${desk}/sign-in`, owner)
    await ada.page.goto(`${desk}/jobs`)
    await go(ada, 'Regatta caps')
    await press(ada, /create invoice/i)
    await ada.page.locator('#send button[type=submit]').first().click()
    await ada.page.waitForLoadState()

    const ben = await somebody({ withScript: false })
    const { page } = ben
    await signIn(ben, privateLink, customer)
    expect(await page.textContent('h1')).toBe('One thing needs you')
    await go(ben, /^Pay \$/)
    await press(ben, /^Pay \$/)
    await page.waitForURL(`http://127.0.0.1:${port + 2}/c/pay/**`)
    await page.getByRole('button', { name: /pay/i }).first().click()
    await page.waitForURL(/invoices\/inv_/)
    await untilPaid(ben)
    await page.locator('button.who').click()
    await page.locator('form[action$="/sign-out"] button').first().click()
    await page.waitForURL(/sign-in/)
  })
})
