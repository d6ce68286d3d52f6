import { expect, it } from 'vitest'
import { mailTo, openChromium, type Person, portal, problemsInLooks, signIn, somebody, staffHost } from './person.ts'

openChromium()

const base = `${portal}/apex-fleet`
const desk = `${staffHost}/admin/apex-fleet`
const gwen = 'gwen@bluestemplumbing.example'

/** Visits pages and returns what is wrong with any of them, at either width and in either theme. */
async function visit(person: Person, root: string, names: Readonly<Record<string, string>>): Promise<string[]> {
  const problems: string[] = []
  for (const [name, path] of Object.entries(names)) {
    const response = await person.page.goto(root + path)
    if (response?.status() !== 200) problems.push(`${path} answered ${response?.status()}`)
    problems.push(...(await problemsInLooks(person, name)))
  }
  return problems
}

/** The address behind the link of that name on the page as it stands. */
async function linkTo({ page }: Person, name: RegExp): Promise<string> {
  return (await page.getByRole('main').getByRole('link', { name }).first().getAttribute('href')) ?? ''
}

it('what a customer has with the shop is sound on every page: fleet, spend, one thing, its public page, appointments', async () => {
  const person = await somebody()
  const { page } = person
  await signIn(person, `${base}/sign-in`, gwen)
  const problems = await visit(person, base, {
    fleet: '/assets',
    'fleet-depot': '/assets?depot=Olathe&state=in_service',
    'fleet-due': '/assets?due=1',
    'fleet-none': '/assets?q=zzz',
    'fleet-spend': '/assets/spend',
    'thing-new': '/assets/new',
    appointments: '/appointments',
  })
  await page.goto(`${base}/assets?q=Van+14`)
  const van = await linkTo(person, /^Van 14/)
  problems.push(...(await visit(person, new URL(base).origin, { thing: van, 'thing-edit': `${van}/edit` })))
  problems.push(...(await visit(person, new URL(base).origin, { passport: `${van}/passport` })))
  await page.goto(`${base}/appointments`)
  problems.push(...(await visit(person, new URL(base).origin, { appointment: await linkTo(person, /Drop off/) })))
  expect(problems).toEqual([])
})

it('the desk’s pages of things, warranties and appointments are sound', async () => {
  const person = await somebody({ width: 1280 })
  const { page } = person
  await signIn(person, `${desk}/sign-in`, 'ray@apexfleet.example')
  const problems = await visit(person, desk, {
    'desk-things': '/assets',
    'desk-things-due': '/assets?show=due',
    'desk-warranties': '/warranties',
    'desk-warranties-active': '/warranties?show=active',
    'desk-warranties-over': '/warranties?show=over',
    'desk-settings-things': '/settings/assets',
    'desk-settings-appointments': '/settings/appointments',
    'desk-appointments': '/appointments',
    'desk-appointments-wished': '/appointments?show=wished',
    'desk-appointment-new': '/appointments/new',
  })
  await page.goto(`${desk}/warranties`)
  const warranty = await linkTo(person, /^Battery/)
  await page.goto(`${desk}/assets?q=Van+14`)
  const van = await linkTo(person, /^Van 14/)
  await page.goto(`${desk}/appointments`)
  const appointment = await linkTo(person, /Unit 14|inspection/)
  problems.push(
    ...(await visit(person, staffHost, {
      'desk-thing': van,
      'desk-thing-edit': `${van}/edit`,
      'desk-warranty-new': `/admin/apex-fleet/warranties/new?asset=${van.split('/').at(-1)}`,
      'desk-warranty-edit': warranty,
      'desk-appointment': appointment,
      'desk-appointment-edit': `${appointment}/edit`,
    })),
  )
  expect(problems).toEqual([])
})

it('a thing goes to a new owner by its code: each page on the way is sound, and nothing of its old owner’s comes along', async () => {
  const [giver, taker] = [await somebody(), await somebody()]
  const { page } = giver
  await signIn(giver, `${base}/sign-in`, gwen)
  await page.goto(`${base}/assets?q=Jetter`)
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Jetter trailer/ })
    .click()
  await page.getByRole('link', { name: /public page/i }).click()
  await page.getByRole('button', { name: 'Make a code' }).click()
  await page.waitForURL(/did=made/)
  const problems = await problemsInLooks(giver, 'handover-giver')
  const code = (await page.locator('.handover-code').textContent())?.split(': ').at(-1)?.trim() ?? ''
  const address = await page.locator('#handover-page').inputValue()

  await taker.page.goto(address)
  problems.push(...(await problemsInLooks(taker, 'handover-taker')))
  await taker.page.getByLabel('Code from the last owner').fill('2222 2222')
  await taker.page.getByLabel('Your name').fill('Ines Marsh')
  await taker.page.getByLabel(/email/i).fill('ines@marshdrains.example')
  await taker.page.getByRole('button', { name: 'Continue' }).click()
  problems.push(...(await problemsInLooks(taker, 'handover-wrong')))
  await taker.page.getByLabel('Code from the last owner').fill(code)
  const since = Date.now() - 1_000
  await taker.page.getByRole('button', { name: 'Continue' }).click()
  await taker.page.waitForURL(/claims/)
  problems.push(...(await problemsInLooks(taker, 'handover-check')))
  const mail = await mailTo('ines@marshdrains.example', /code/i, since)
  await taker.page.getByLabel(/code/i).fill(mail.code)
  await taker.page.locator('main form').first().locator('button[type=submit]').click()
  await taker.page.waitForLoadState()
  problems.push(...(await problemsInLooks(taker, 'handover-done')))
  await signIn(taker, `${base}/sign-in`, 'ines@marshdrains.example')
  problems.push(...(await visit(taker, base, { 'handover-fleet': '/assets' })))
  expect(await taker.page.textContent('main')).not.toMatch(/Van|North Kansas|BP-T1|Bluestem/)
  await page.reload()
  expect(await page.textContent('main')).not.toContain(code)
  expect(problems).toEqual([])
})

it('the public page says what its owner ticked, to anybody who scans its code', async () => {
  const [owner, stranger] = [await somebody(), await somebody()]
  await signIn(owner, `${base}/sign-in`, gwen)
  await owner.page.goto(`${base}/assets?q=Van+14`)
  await owner.page
    .getByRole('main')
    .getByRole('link', { name: /^Van 14/ })
    .click()
  await owner.page.getByRole('link', { name: /public page/i }).click()
  await stranger.page.goto(await owner.page.locator('#passport-address').inputValue())
  expect(await problemsInLooks(stranger, 'passport-public')).toEqual([])
  const page = (await stranger.page.textContent('body')) ?? ''
  expect(page).toContain('Water pump')
  expect(page).not.toMatch(/KD7 88M|1FTBW3XGXMKA14882|Bluestem|Gwen|\$/)
  expect(owner.complaints).toEqual([])
})
