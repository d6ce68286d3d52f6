import { expect, it } from 'vitest'
import {
  codeFor,
  expectSound,
  mailTo,
  openChromium,
  type Person,
  portal,
  problemsInLooks,
  signIn,
  somebody,
  staffHost,
} from './person.ts'

openChromium()

const base = `${portal}/apex-fleet`
const gwen = 'gwen@bluestemplumbing.example'
const password = 'violet anvil under nine moons'

const isInside = (url: URL) => !url.pathname.includes('/sign-in')

/** Proves the mailbox at the door, so that this session's proof is fresh. */
async function proveMailbox(person: Person): Promise<void> {
  const { page } = person
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('Email').fill(gwen)
  await page.getByRole('button', { name: 'Email me a code' }).click()
  await page.waitForURL(/sign-in\/code/)
  await page.getByLabel('Eight-digit code').fill(await codeFor(person, gwen))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(isInside)
}

/** A device that holds passkeys and knows its owner. */
async function withDevice({ page, context }: Person): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const device = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const options = { ...device, isUserVerified: true, automaticPresenceSimulation: true }
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
}

async function allowPasswords(): Promise<void> {
  const owner = await somebody({ width: 1280 })
  await signIn(owner, `${staffHost}/admin/apex-fleet/sign-in`, 'ray@apexfleet.example')
  await owner.page.goto(`${staffHost}/admin/apex-fleet/settings/portal`)
  await owner.page.getByLabel('Customers may sign in with a password').check()
  await owner.page.getByRole('button', { name: 'Save' }).click()
  await owner.page.waitForURL(/did=saved/)
  await expectSound(owner)
}

it('a contact adds a passkey and comes in with it: offered while they type, and by the button', async () => {
  const person = await somebody()
  const { page, context } = person
  await withDevice(person)
  await proveMailbox(person)
  await page.goto(`${base}/ways`)
  expect(await problemsInLooks(person, 'ways-empty')).toEqual([])
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await page.waitForURL(/passkeys\/new/)
  expect(await problemsInLooks(person, 'ways-passkey-new')).toEqual([])
  await page.getByLabel('Name').fill('My phone')
  await page.getByRole('button', { name: 'Add this device' }).click()
  await page.waitForURL(/did=passkey_added/)
  expect(await page.textContent('main')).toContain('My phone')
  expect((await mailTo(gwen, /passkey was added/i)).Text).toContain('“My phone” was added')

  await context.clearCookies()
  await page.goto(`${base}/sign-in?next=${encodeURIComponent(new URL(`${base}/ways`).pathname)}`)
  // The device offers it by itself, and its owner says yes.
  await page.waitForURL(/\/ways$/)
  expect(await page.textContent('main')).toContain('Last used')

  await context.clearCookies()
  await context.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
  await page.goto(`${base}/sign-in`)
  expect(await problemsInLooks(person, 'ways-door')).toEqual([])
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(isInside)

  await page.goto(`${base}/ways`)
  await page.getByRole('link', { name: 'My phone' }).click()
  await page.waitForURL(/pky_/)
  expect(await problemsInLooks(person, 'ways-passkey')).toEqual([])
  await page.getByRole('button', { name: 'Remove this passkey' }).click()
  await page.waitForURL(/did=passkey_removed/)
  await context.clearCookies()
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('That passkey does not open this portal').waitFor()
  expect(await problemsInLooks(person, 'ways-door-problem')).toEqual([])
})

it('a contact comes in with Google: the mailbox is proven first, and the next time one press is enough; without JavaScript', async () => {
  const person = await somebody({ withScript: false })
  const { page, context } = person
  await page.goto(`${base}/sign-in`)
  expect(await page.getByRole('button', { name: 'Use a passkey' }).isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await page.getByRole('heading', { name: 'Choose an account' }).waitFor()
  await page.getByRole('button', { name: gwen }).click()
  await page.waitForURL(/sign-in\/code/)
  await page.getByLabel('Eight-digit code').fill(await codeFor(person, gwen))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(isInside)
  await page.goto(`${base}/ways`)
  expect(await page.textContent('main')).toContain(`Connected with ${gwen}`)
  expect((await mailTo(gwen, /Google was connected/i)).Text).toContain(gwen)

  await context.clearCookies()
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await page.getByRole('button', { name: gwen }).click()
  await page.waitForURL(new RegExp(`${base}$`))
  await page.goto(`${base}/ways/google`)
  await page.getByRole('button', { name: 'Disconnect Google' }).click()
  await page.waitForURL(/did=google_untied/)
  await expectSound(person)

  await context.clearCookies()
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.getByText('Google did not confirm who you are').waitFor()
})

it('a contact sets a password where the shop allows it, with a fresh proof, and comes in with it', async () => {
  await allowPasswords()
  const person = await somebody({ withScript: false })
  const { page, context } = person
  await proveMailbox(person)
  await page.goto(`${base}/ways/password`)
  await page.getByLabel('New password').fill('passwordpassword')
  await page.getByRole('button', { name: 'Save the password' }).click()
  await page.getByText('Many people have this one').first().waitFor()
  expect(await page.getByLabel('New password').inputValue()).toBe('')
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Save the password' }).click()
  await page.waitForURL(/did=password_saved/)
  await context.clearCookies()
  const looker = await somebody()
  await looker.page.goto(`${base}/sign-in`)
  await looker.page.getByRole('link', { name: 'Sign in with a password' }).click()
  await looker.page.waitForURL(/sign-in\/password/)
  expect(await problemsInLooks(looker, 'ways-door-password')).toEqual([])
  await looker.page.getByLabel('Email').fill(gwen)
  await looker.page.getByLabel('Password').fill('a wrong guess of many words')
  await looker.page.getByRole('button', { name: 'Sign in' }).click()
  await looker.page.getByText('do not belong together').waitFor()
  expect(await problemsInLooks(looker, 'ways-door-password-wrong')).toEqual([])
  await looker.page.getByLabel('Password').fill(password)
  await looker.page.getByRole('button', { name: 'Sign in' }).click()
  await looker.page.waitForURL(isInside)
  await looker.page.goto(`${base}/ways/password`)
  expect(await problemsInLooks(looker, 'ways-password')).toEqual([])
  await looker.page.getByRole('button', { name: 'Remove the password' }).click()
  await looker.page.waitForURL(/did=password_removed/)
  await looker.page.goto(`${base}/ways/choice`)
  expect(await problemsInLooks(looker, 'ways-choice')).toEqual([])
})
