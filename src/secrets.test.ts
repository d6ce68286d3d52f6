import { describe, expect, it } from 'vitest'
import { openTill } from '#features/payments/testing.ts'
import { type Browser, openBrowser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { secretsIn } from '#testing/secret-shapes.ts'
import { makeShop } from '#testing/world.ts'

/** Every page that can be reached from one by links, with what it says. */
async function crawl(browser: Browser, from: string): Promise<Map<string, string>> {
  const pages = new Map<string, string>()
  const waiting = [from]
  for (let path = waiting.pop(); path !== undefined && pages.size < 120; path = waiting.pop()) {
    if (pages.has(path)) continue
    const page = await browser.get(path)
    const headers = [...page.headers].filter(([name]) => name !== 'set-cookie').join('\n')
    pages.set(path, `${headers}\n${page.text}`)
    const links = [...page.text.matchAll(/(?:href|action|src)="(\/[^"#]*)/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    )
    waiting.push(...links.filter((link) => !link.startsWith('/assets/') && !link.includes('?')))
  }
  return pages
}

describe('no page or header', () => {
  it('carries a secret: of the platform, of the shop or of a session, wherever links lead', async () => {
    const shop = await makeShop()
    const { desk, contact, customer } = await openTill(shop)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const link = /https?:\/\/\S+\/view\/\S+/.exec(mail?.Text ?? '')?.[0] ?? ''
    const visitor = shop.visitor()
    await visitor.post(`${shop.base}/sign-in`, { email: contact.email ?? '' })
    const crawls = [
      await crawl(desk, shop.desk),
      await crawl(customer, shop.base),
      await crawl(shop.visitor(), new URL(link).pathname),
      await crawl(visitor, `${shop.base}/sign-in/code`),
      await crawl(openBrowser(testEnv.STAFF_ORIGIN), '/'),
    ]
    const pages = crawls.flatMap((found) => [...found])
    expect(pages.length).toBeGreaterThan(35)
    const cookies = [desk, customer, visitor].flatMap((browser) =>
      [...browser.cookies.values()].flatMap((value) => [value, value.split('.').at(-1) ?? value]),
    )
    const env = Object.entries(testEnv).filter(
      ([name, value]) => typeof value === 'string' && /KEY|SECRET|TOKEN|DIRECTORY|SQLD|MAIL_URL/.test(name),
    )
    const keys = [await shop.tenant.keys.mac('known device', contact.email ?? ''), String(await shop.tenant.keys.jwtKey())]
    const secrets = [...cookies, ...env.map(([, value]) => String(value)), ...keys]
    expect(secrets.length).toBeGreaterThan(10)
    expect(pages.flatMap(([path, text]) => secrets.filter((one) => text.includes(one)).map((one) => `${path}: ${one}`))).toEqual(
      [],
    )
    expect(pages.flatMap(([path, text]) => secretsIn(text).map((what) => `${path}: ${what}`))).toEqual([])
  })
})
