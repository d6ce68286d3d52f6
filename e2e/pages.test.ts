import { describe, expect, inject, it } from 'vitest'
import {
  expectSound,
  openChromium,
  type Person,
  port,
  portal,
  problemsOf,
  type Setting,
  signIn,
  somebody,
  staffHost,
} from './person.ts'

openChromium()

const settings = [
  { width: 390, theme: 'light' },
  { width: 390, theme: 'dark' },
  { width: 1280, theme: 'light' },
  { width: 1280, theme: 'dark' },
] as const satisfies readonly Setting[]

const smithHost = `http://portal.smithembroidery.localhost:${port}/portal`
const nameOf = ({ width, theme }: (typeof settings)[number]) => `${width}-${theme}`

/** Visits pages, keeps their pictures, and returns what is wrong with any of them. */
async function visit(person: Person, base: string, name: string, paths: readonly string[]): Promise<string[]> {
  const problems: string[] = []
  for (const path of paths) {
    const response = await person.page.goto(base + path)
    if (!response?.ok()) problems.push(`${base}${path} answered ${response?.status()}`)
    problems.push(...(await problemsOf(person)))
    await person.shot(`${name}${path.replace(/[a-z]{3}_[0-9a-f]{32}/, 'one').replace(/\W+/g, '-')}`)
  }
  return problems
}

/** The addresses of the first things a list leads to. */
async function firstOf({ page }: Person, base: string, list: string, pattern: RegExp): Promise<string> {
  await page.goto(base + list)
  const all = await page.locator('main a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname))
  return all.find((path) => pattern.test(path)) ?? `${list}/none`
}

describe.each(settings)('at $width px, $theme', (setting) => {
  const size = nameOf(setting)

  it('every page of a customer of both shops is sound', async () => {
    const problems: string[] = []
    for (const [name, base, email] of [
      ['smith', smithHost, 'dana@riversidebrewing.example'],
      ['apex', `${portal}/apex-fleet`, 'gwen@bluestemplumbing.example'],
    ] as const) {
      const person = await somebody(setting)
      problems.push(...(await visit(person, base, `${size}-${name}`, ['/sign-in'])))
      await signIn(person, `${base}/sign-in`, email)
      problems.push(...(await visit(person, base, `${size}-${name}`, ['', '/jobs', '/jobs?past=1', '/invoices'])))
      const origin = new URL(base).origin
      const things = [
        await firstOf(person, base, '/jobs', /\/jobs\/job_/),
        await firstOf(person, base, '/invoices', /\/invoices\/inv_/),
      ]
      problems.push(...(await visit(person, origin, `${size}-${name}`, things)))
      await person.page.goto(`${base}/nowhere`)
      problems.push(...(await problemsOf(person)))
      await person.context.close()
    }
    expect(problems).toEqual([])
  })

  it('every page of the desk is sound', async () => {
    const problems: string[] = []
    for (const [name, slug, email] of [
      ['smith', 'smith-embroidery', 'marisol@smithembroidery.example'],
      ['apex', 'apex-fleet', 'ray@apexfleet.example'],
    ] as const) {
      const person = await somebody(setting)
      const base = `${staffHost}/admin/${slug}`
      await signIn(person, `${base}/sign-in`, email)
      const settingsPages = ['', '/branding', '/portal', '/payments', '/statuses', '/automations', '/team'].map(
        (path) => `/settings${path}`,
      )
      const lists = [
        '',
        '/jobs?as=board',
        '/jobs?as=list',
        '/jobs/new',
        '/invoices',
        '/invoices/new',
        '/customers',
        '/customers/new',
      ]
      problems.push(...(await visit(person, base, `${size}-desk-${name}`, [...lists, ...settingsPages])))
      for (const [list, pattern] of [
        ['/jobs?as=list', /\/jobs\/job_/],
        ['/invoices', /\/invoices\/inv_/],
        ['/customers', /\/customers\/cus_/],
      ] as const) {
        const path = await firstOf(person, base, list, pattern)
        problems.push(...(await visit(person, staffHost, `${size}-desk-${name}`, [path, `${path}/edit`])))
      }
      await person.context.close()
    }
    expect(problems).toEqual([])
  })
})

it('the private link that start prints is a sign-in page that shows nothing of the customer', async () => {
  const person = await somebody()
  await person.page.goto(inject('privateLink'))
  await expectSound(person)
  expect(await person.page.textContent('body')).not.toMatch(/Riverside|Dana/)
})
