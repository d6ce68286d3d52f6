import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createClient } from '@libsql/client/http'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'

// What it would load first is for rules about moving pictures, of which there are none, and about turned screens, which is off.
const axeOptions = { resultTypes: ['violations'], preload: false }
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Whether every page is looked at in all its looks, and whether pictures are made: `npm run soak` asks for both (docs/decisions/0033). */
export const isEvery = process.env['EVERY_LOOK'] !== undefined
const isPictured = process.env['SHOTS'] !== undefined
const shots = join(import.meta.dirname, 'shots')
mkdirSync(shots, { recursive: true })

export const port = inject('port')
export const portal = `http://localhost:${port}/public/portal`
export const staffHost = `http://admin.localhost:${port}`
const mailboxApi = `http://127.0.0.1:${port + 3}/api/v1`

export interface Setting {
  readonly width?: 390 | 1280
  readonly theme?: 'light' | 'dark'
  readonly withScript?: boolean
}

/** Somebody with a browser of their own. Whatever their console or a policy complains about fails the test. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
  /** What axe finds on this page, as sentences. */
  axe(): Promise<string[]>
  /** Whether something is wider than the window. */
  overflow(): Promise<string[]>
  /** Its picture in `shots`, where SHOTS asks for pictures. */
  shot(name: string): Promise<void>
}

/** One for all files that run in this process, with which it ends: a start costs as much as a short file. */
let browser: Browser | undefined
const present = new Set<BrowserContext>()

/** Opens Chromium for the tests of a file. Whom a test made leaves with it, or their open pages would go on reading the news. */
export function openChromium(): void {
  beforeAll(async () => {
    browser ??= await chromium.launch({
      executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-gpu',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--js-flags=--single-threaded',
      ],
    })
  })
  let before = new Set<BrowserContext>()
  beforeEach(() => {
    before = new Set(present)
  })
  afterEach(() => leave([...present].filter((context) => !before.has(context))))
  afterAll(async () => {
    await leave([...present])
    proven.clear()
    looked = 0
  })
}

async function leave(contexts: readonly BrowserContext[]): Promise<void> {
  await Promise.all(contexts.map((context) => context.close()))
  for (const context of contexts) present.delete(context)
}

const heightAt = (width: number) => (width === 390 ? 844 : 900)

/** An address in the range that is kept for benchmarks (RFC 2544). */
function networkOf(seed: string): string {
  return `198.18.${Number.parseInt(seed.slice(0, 2), 16)}.${Number.parseInt(seed.slice(2, 4), 16)}`
}

export async function somebody({ width = 390, theme = 'light', withScript = true }: Setting = {}): Promise<Person> {
  if (!browser) throw new Error('Nobody has a browser before openChromium()')
  const context = await browser.newContext({
    viewport: { width, height: heightAt(width) },
    colorScheme: theme,
    javaScriptEnabled: withScript,
    reducedMotion: 'reduce',
    locale: 'en-US',
    hasTouch: width === 390,
    // Each comes from a network of their own, as people do: the limits of one are not another's.
    extraHTTPHeaders: { 'cf-connecting-ip': networkOf(randomUUID()) },
  })
  present.add(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // A page that is meant to refuse says so in the console too.
    const isRefusal = /the server responded with a status of (4|503)/.test(message.text())
    if (message.type() === 'error' && !isRefusal) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  if (withScript) {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`Policy: ${event.violatedDirective} ${event.blockedURI}`),
      )
    })
  }
  return {
    page,
    context,
    complaints,
    async axe() {
      if (!withScript) return []
      // Loading axe costs more than asking it, and least where a page begins with it: who is looked at once will be again.
      if (!(await page.evaluate(() => 'axe' in window))) {
        await page.evaluate(axeSource)
        await context.addInitScript(axeSource)
      }
      const found = await page.evaluate(async (options) => {
        // axe measures as if what lies below an open popover lay above it.
        const isFlat = document.querySelector(':popover-open') === null
        const { axe } = window as unknown as {
          axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
        return (await axe.run({ ...options, rules: { 'target-size': { enabled: isFlat } } })).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(' | ')}`,
        )
      }, axeOptions)
      return found.map((one) => `${page.url()} ${one}`)
    },
    async overflow() {
      if (!withScript) return []
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        if (scrollWidth <= clientWidth) return undefined
        // The innermost that reaches out is the one to mend.
        const out = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
        return `${scrollWidth - clientWidth} px too wide: ${out.at(-1)?.outerHTML.slice(0, 140)}`
      })
      return wide ? [`${page.url()} is ${wide}`] : []
    },
    async shot(name) {
      if (!isPictured) return
      await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
    },
  }
}

/** What is wrong with the page as it stands: axe's findings, too wide, complaints of console and policy. */
export async function problemsOf(person: Person): Promise<string[]> {
  return [...(await person.axe()), ...(await person.overflow()), ...person.complaints.splice(0)]
}

type Look = Required<Pick<Setting, 'width' | 'theme'>>
const looks: readonly Look[] = [
  { width: 390, theme: 'light' },
  { width: 1280, theme: 'dark' },
  { width: 390, theme: 'dark' },
  { width: 1280, theme: 'light' },
]
let looked = 0

/**
 * What is wrong with the page as it stands in one of its looks, both widths in both themes, and with the next page in the
 * next, so that the parts all pages share are seen in all four. EVERY_LOOK asks for all four of each page.
 */
export async function problemsInLooks(person: Person, name: string): Promise<string[]> {
  const { page } = person
  const was = page.viewportSize()
  const problems: string[] = []
  const next = looks[looked++ % looks.length]
  for (const { width, theme } of isEvery || !next ? looks : [next]) {
    await page.setViewportSize({ width, height: heightAt(width) })
    await page.emulateMedia({ colorScheme: theme })
    problems.push(...(await problemsOf(person)).map((one) => `${width} px, ${theme}: ${one}`))
    await person.shot(`${width}-${theme}-${name}`)
  }
  if (was) await page.setViewportSize(was)
  return problems
}

/** Looks at the page as it stands: accessible, not too wide, nothing complained. */
export async function expectSound(person: Person): Promise<void> {
  expect(await problemsOf(person)).toEqual([])
}

export interface Mail {
  readonly Subject: string
  readonly Text: string
}

/** The newest mail to an address whose subject says this and that has this word, waiting until it has come. */
export async function mailTo(
  address: string,
  subject: RegExp,
  since = 0,
  word = '',
): Promise<Mail & { readonly code: string; readonly links: readonly string[]; answer(reply: object): Promise<unknown> }> {
  for (let tries = 0; tries < 200; tries++) {
    const query = encodeURIComponent(`to:${address} ${word}`)
    const { messages } = (await (await fetch(`${mailboxApi}/search?query=${query}`)).json()) as {
      messages: { ID: string; Subject: string; Created: string }[]
    }
    const found = messages.find((one) => subject.test(one.Subject) && Date.parse(one.Created) >= since)
    if (found) {
      const mail = (await (await fetch(`${mailboxApi}/message/${found.ID}`)).json()) as Mail
      const [, first = '', second = ''] = /\b(\d{4}) ?(\d{4})\b/.exec(mail.Text) ?? []
      return {
        ...{ ...mail, code: first + second, links: mail.Text.match(/https?:\/\/\S+/g) ?? [] },
        answer: async (reply) => {
          const brought = await fetch(`${mailboxApi}/message/${found.ID}/reply`, { method: 'POST', body: JSON.stringify(reply) })
          return ((await brought.json()) as { answer: unknown }).answer
        },
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No mail to ${address} with a subject like ${subject}`)
}

/** Sends what a shop would mail once nobody wrote for some minutes: as if they had passed. */
export async function ringShop(slug: string): Promise<void> {
  const at = (name: string) => createClient({ url: `http://127.0.0.1:${port + 1}/dev/${name}/` })
  const { rows } = await at('directory').execute({ sql: 'SELECT database FROM shops WHERE slug = ?', args: [slug] })
  const [name = ''] = String(rows[0]?.[0]).split(':').slice(-1)
  await at(name).execute('UPDATE outbox SET due_at = 0 WHERE sent_at IS NULL AND failed_at IS NULL')
  // Any mail that goes at once wakes the shop's clock.
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(portal).origin }
  const body = `email=nobody-${randomUUID()}%40x.example`
  await fetch(`${portal}/${slug}/sign-in`, { method: 'POST', headers, body, redirect: 'manual' })
}

/** The code this browser asked for at a door: another may ask for the same mailbox at the same time. */
export async function codeFor({ page, context }: Person, email: string): Promise<string> {
  const door = (await context.cookies(page.url())).find(({ name }) => name.endsWith('-door'))
  // What began in this browser; the mailed link names it too.
  const [, challenge] = /^chl_(\w+)/.exec(door?.value ?? '') ?? []
  if (!challenge) throw new Error(`No code for ${email} was asked for here`)
  return (await mailTo(email, /code/i, 0, challenge)).code
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
const proven = new Map<string, Cookies>()

/** Proves a mailbox at a door and comes out signed in. The second time the device is known, as a real one would be. */
export async function signIn(person: Person, door: string, email: string): Promise<void> {
  const { page, context } = person
  const origin = new URL(door).origin
  const known = proven.get(`${origin} ${email}`)
  if (known) {
    await context.addCookies(known)
    await page.goto(door.replace(/\/sign-in$/, ''))
    return
  }
  await page.goto(door)
  await page.getByLabel(/email/i).fill(email)
  await page.getByRole('button', { name: 'Email me a code' }).click()
  await page.waitForURL(/sign-in\/code/)
  await page.getByLabel('Eight-digit code').fill(await codeFor(person, email))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.includes('/sign-in'))
  proven.set(`${origin} ${email}`, await context.cookies(origin))
}
