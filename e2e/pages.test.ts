import { describe, expect, inject, it } from 'vitest'
import { expectSound, openChromium, type Person, port, portal, type Setting, signIn, somebody, staffHost } from './person.ts'

openChromium()

const settings = [
  { width: 390, theme: 'light' },
  { width: 390, theme: 'dark' },
  { width: 1280, theme: 'light' },
  { width: 1280, theme: 'dark' },
] as const satisfies readonly Setting[]

const smithHost = `http://portal.smithembroidery.localhost:${port}/portal`
const nameOf = ({ width, theme }: (typeof settings)[number]) => `${width}-${theme}`

async function visit(person: Person, base: string, name: string, paths: readonly string[]) {
  for (const path of paths) {
    const response = await person.page.goto(base + path)
    expect(response?.status(), base + path).toBeLessThan(400)
    await expectSound(person)
    await person.shot(`${name}${path.replace(/\W+/g, '-')}`)
  }
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
    for (const [name, base, email] of [
      ['smith', smithHost, 'dana@riversidebrewing.example'],
      ['apex', `${portal}/apex-fleet`, 'gwen@bluestemplumbing.example'],
    ] as const) {
      const person = await somebody(setting)
      await person.page.goto(`${base}/sign-in`)
      await expectSound(person)
      await person.shot(`${size}-${name}-sign-in`)
      await signIn(person, `${base}/sign-in`, email)
      await visit(person, base, `${size}-${name}`, ['', '/jobs', '/jobs?past=1', '/invoices'])
      const origin = new URL(base).origin
      await visit(person, origin, `${size}-${name}-job`, [await firstOf(person, base, '/jobs', /\/jobs\/job_/)])
      await visit(person, origin, `${size}-${name}-invoice`, [await firstOf(person, base, '/invoices', /\/invoices\/inv_/)])
      await person.page.goto(`${base}/nowhere`)
      await expectSound(person)
      await person.context.close()
    }
  })

  it('every page of the desk is sound', async () => {
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
      await visit(person, base, `${size}-desk-${name}`, [
        ...['', '/jobs?as=board', '/jobs?as=list', '/jobs/new', '/invoices', '/invoices/new', '/customers', '/customers/new'],
        ...settingsPages,
      ])
      for (const [list, pattern] of [
        ['/jobs?as=list', /\/jobs\/job_/],
        ['/invoices', /\/invoices\/inv_/],
        ['/customers', /\/customers\/cus_/],
      ] as const) {
        const path = await firstOf(person, base, list, pattern)
        await visit(person, staffHost, `${size}-desk-${name}`, [path, `${path}/edit`])
      }
      await person.context.close()
    }
  })
})

it('the private link that start prints is a sign-in page that shows nothing of the customer', async () => {
  const person = await somebody()
  await person.page.goto(inject('privateLink'))
  await expectSound(person)
  expect(await person.page.textContent('body')).not.toMatch(/Riverside|Dana/)
})
