import { expect, inject, it } from 'vitest'
import {
  isEvery,
  openChromium,
  type Person,
  port,
  portal,
  problemsInLooks,
  problemsOf,
  signIn,
  somebody,
  staffHost,
} from './person.ts'

openChromium()

const customers = {
  smith: { base: `http://portal.smithembroidery.localhost:${port}/portal`, email: 'dana@riversidebrewing.example' },
  apex: { base: `${portal}/apex-fleet`, email: 'gwen@bluestemplumbing.example' },
} as const
const desks = {
  smith: { base: `${staffHost}/admin/smith-embroidery`, email: 'marisol@smithembroidery.example' },
  apex: { base: `${staffHost}/admin/apex-fleet`, email: 'ray@apexfleet.example' },
} as const

/** Of the pages that both shops have, those whose turn is this one's: each is looked at under one brand, in the soak under both. */
function turnsOf(shop: string, paths: readonly string[]): readonly string[] {
  return isEvery ? paths : paths.filter((_, i) => (i % 2 === 0) === (shop === 'smith'))
}

/** Visits pages and returns what is wrong with any of them. */
async function visit(person: Person, base: string, name: string, paths: readonly string[], status = 200): Promise<string[]> {
  const problems: string[] = []
  for (const path of paths) {
    const response = await person.page.goto(base + path)
    if (response?.status() !== status) problems.push(`${base}${path} answered ${response?.status()}`)
    problems.push(
      ...(await problemsInLooks(person, `${name}${path.replace(/[a-z]{3}_[0-9a-f]{32}/g, 'one').replace(/\W+/g, '-')}`)),
    )
  }
  return problems
}

/** The address of the first thing a list leads to. */
async function firstOf({ page }: Person, base: string, list: string, pattern: RegExp): Promise<string> {
  await page.goto(base + list)
  const all = await page.locator('main a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname))
  return all.find((path) => pattern.test(path)) ?? `${list}/none`
}

it.each(Object.entries(customers))('every page of a customer is sound, its turn at %s', async (name, { base, email }) => {
  const person = await somebody()
  const problems = await visit(person, base, name, turnsOf(name, ['/sign-in', '/c/nobody']))
  await signIn(person, `${base}/sign-in`, email)
  problems.push(...(await visit(person, base, name, turnsOf(name, ['', '/jobs', '/jobs?past=1', '/jobs?q=zzz', '/invoices']))))
  const job = await firstOf(person, base, '/jobs', /\/jobs\/job_/)
  const invoice = await firstOf(person, base, '/invoices', /\/invoices\/inv_/)
  problems.push(...(await visit(person, new URL(base).origin, name, turnsOf(name, [job, invoice]))))
  problems.push(...(await visit(person, base, name, turnsOf(name, ['/nowhere', '/jobs/none']), 404)))
  expect(problems).toEqual([])
})

it.each(Object.entries(desks))('every page of the desk is sound, its turn at %s', async (shop, { base, email }) => {
  const name = `desk-${shop}`
  const person = await somebody({ width: 1280 })
  await signIn(person, `${base}/sign-in`, email)
  const lists = ['', '/jobs?as=board', '/jobs?as=list', '/invoices', '/customers', '/security', '/settings/branding']
  const problems = await visit(person, base, name, turnsOf(shop, lists))
  for (const [list, pattern] of [
    ['/jobs?as=list', /\/jobs\/job_/],
    ['/invoices', /\/invoices\/inv_/],
    ['/customers', /\/customers\/cus_/],
  ] as const) {
    const path = await firstOf(person, base, list, pattern)
    problems.push(...(await visit(person, staffHost, name, turnsOf(shop, [path, `${path}/edit`]))))
  }
  expect(problems).toEqual([])
})

it.each(Object.entries(desks).slice(0, 1))(
  'every form, setting and refusal of the desk of %s is sound',
  async (shop, { base, email }) => {
    const name = `desk-${shop}`
    const person = await somebody({ width: 1280 })
    const { page } = person
    await signIn(person, `${base}/sign-in`, email)
    const settingsPages = [
      '',
      '/portal',
      '/approvals',
      '/approvals/preview/proof',
      '/payments',
      '/statuses',
      '/automations',
      '/team',
    ].map((path) => `/settings${path}`)
    const forms = ['/jobs/new', '/invoices/new', '/customers/new', '/jobs?as=list&q=zzz']
    const problems = await visit(person, base, name, [...forms, ...settingsPages])
    const customer = await firstOf(person, base, '/customers', /\/customers\/cus_/)
    await page.goto(staffHost + customer)
    const links = await page.locator('main a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname))
    const preview = links.find((path) => path.includes('/preview/')) ?? ''
    const contact = links.find((path) => /contacts\/con_\w+\/edit/.test(path)) ?? ''
    const people = [`${customer}/contacts/new`, contact, `${customer}/merge`, preview, `${preview}/invoices`]
    problems.push(...(await visit(person, staffHost, name, people)))
    problems.push(...(await visit(person, base, name, ['/nowhere', '/jobs/none'], 404)))

    // A form that was sent empty comes back with its sentences.
    await page.goto(`${base}/customers/new`)
    await page
      .locator('main form')
      .last()
      .evaluate((form) => form.setAttribute('novalidate', ''))
    await page.locator('main form button[type=submit]').last().click()
    await page.waitForLoadState()
    expect(await page.locator('[aria-invalid=true]').count()).toBeGreaterThan(0)
    problems.push(...(await problemsInLooks(person, `${name}-customers-new-wrong`)))
    expect(problems).toEqual([])
  },
)

it('the private link that start prints is a sign-in page that shows nothing of the customer', async () => {
  const person = await somebody()
  await person.page.goto(inject('privateLink'))
  expect(await problemsOf(person)).toEqual([])
  expect(await person.page.textContent('body')).not.toMatch(/Riverside|Dana/)
})

it('signing in and finding what to pay need no mouse', async () => {
  const person = await somebody({ width: 1280 })
  const { page } = person
  const { base, email } = customers.apex
  await signIn(person, `${base}/sign-in`, email)
  await page.goto(base)
  const focused = () =>
    page.evaluate(() => (document.activeElement === document.body ? '' : (document.activeElement?.textContent?.trim() ?? '')))
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Skip to content')
  await page.keyboard.press('Enter')
  // What waits for a yes stands first, and its button may read alike: the one meant leads to an invoice.
  const isOnInvoice = () => page.evaluate(() => /\/invoices\/inv_/.test(document.activeElement?.getAttribute('href') ?? ''))
  for (let i = 0; i < 40 && !(await isOnInvoice()); i++) await page.keyboard.press('Tab')
  expect(await focused()).toMatch(/^(Pay|Look)/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/invoices\/inv_/)
  await page.goto(base)
  for (let i = 0; i < 40 && !/account menu/.test(await focused()); i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  for (let i = 0; i < 10 && !/^Sign out$/.test(await focused()); i++) await page.keyboard.press('Tab')
  expect(await focused()).toBe('Sign out')
})
