import { beforeAll, describe, expect, it } from 'vitest'
import { sent } from '#features/payments/testing.ts'
import { makeScene } from '#features/receipts/testing.ts'
import { type Browser, openBrowser } from '#testing/browser.ts'
import { everyText, sayingsOf } from '#testing/languages.ts'
import { textOfPdf } from '#testing/paper.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

const langOf = (text: string) => /<html lang="([^"]*)"/.exec(text)?.[1]
const choose = (shop: TestShop, { personId }: TestContact, language: 'en' | 'es' | null) =>
  shop.rows('UPDATE people SET language = ? WHERE id = ?', language, personId)
const speakSpanish = (shop: TestShop) => shop.rows(`UPDATE profile SET locale = 'es-MX'`)

async function billed() {
  const shop = await makeShop()
  const contact = await shop.customer()
  const id = await sent(shop, await shop.staff(), contact, {
    ...{ 'description[]': ['Caps'], 'quantity[]': ['1'], 'unitPrice[]': ['1234.5'], 'discount[]': [''], 'tax[]': ['0'] },
    note: 'Thank you kindly.',
  })
  const customer = await shop.signedIn(contact)
  return { shop, contact, id, customer, page: `${shop.base}/invoices/${id}` }
}

describe('the language somebody reads', () => {
  it('has their way with days and amounts', async () => {
    const { shop, contact, customer, page } = await billed()
    const read = async (locale: string, language: 'en' | 'es' | null) => {
      await shop.rows('UPDATE profile SET locale = ?', locale)
      await choose(shop, contact, language)
      const { text } = await customer.get(page)
      return [/(\$|USD\s)1,234\.50/.exec(text)?.[0].replace(/\s/, ' '), /[^>]*9[^<]*2030/.exec(text)?.[0]]
    }
    expect(await read('en-US', null)).toEqual(['$1,234.50', 'Issued Tue, Apr 9, 2030'])
    expect(await read('en-US', 'es')).toEqual(['$1,234.50', 'Emitida el mar, 9 de abr de 2030'])
    expect(await read('es-MX', null)).toEqual(['USD 1,234.50', 'Emitida el mar, 9 de abr de 2030'])
    expect(await read('es-MX', 'en')).toEqual(['$1,234.50', 'Issued Tue, Apr 9, 2030'])
  })

  it('is the shop’s where they chose none, as it is for strangers', async () => {
    const { shop, customer, page } = await billed()
    const stranger = shop.visitor()
    const seen = async () => [
      (await customer.get(page)).text,
      (await stranger.get(`${shop.base}/sign-in`)).text,
      (await stranger.get(`${shop.base}/nowhere`)).text,
    ]
    expect((await seen()).map(langOf)).toEqual(['en-US', 'en-US', 'en-US'])
    await speakSpanish(shop)
    expect((await seen()).map(langOf)).toEqual(['es-MX', 'es-MX', 'es-MX'])
  })

  it('leaves what the shop wrote as it wrote it; what it left as we wrote it follows the reader', async () => {
    const scene = await makeScene({ trade: 'decoration' })
    const { shop, contact, job } = scene
    const customer = await shop.signedIn(contact)
    const page = async () => (await customer.get(`${shop.base}/jobs/${job}`)).text
    await choose(shop, contact, 'es')
    expect(await page()).toContain('Recibido')
    await shop.rows(`UPDATE statuses SET label = 'In the queue' WHERE id = ?`, shop.statuses[0]?.id)
    expect(await page()).toContain('In the queue')
  })

  it('is not that of the desk, which is English with its days and amounts, whatever the shop speaks', async () => {
    const { shop, id } = await billed()
    await speakSpanish(shop)
    const desk = await shop.staff()
    const pages = ['', '/invoices', `/invoices/${id}`, '/jobs', '/customers', '/settings', '/inbox']
    const spanish = sayingsOf(everyText(), 'es')
    for (const page of pages) {
      const { text } = await desk.get(shop.desk + page)
      expect([page, langOf(text)]).toEqual([page, 'en-MX'])
      expect(
        spanish.filter((one) => text.includes(one)),
        page,
      ).toEqual([])
      // A list to choose from shows each locale’s own way.
      expect(
        text.replace(/<option.*?<\/option>/gs, '').match(/\d+ de \w{3}\b|\b(lun|mar|mi[eé]|jue|vie|s[aá]b|dom), /g),
        page,
      ).toBeNull()
    }
    expect((await desk.get(`${shop.desk}/invoices/${id}`)).text).toContain('Tue, Apr 9')
    expect(langOf((await openBrowser(desk.origin).get(`${shop.desk}/sign-in`)).text)).toBe('en-MX')
    // What it may choose is the shop's own, and saving other things leaves that alone.
    const settings = `${shop.desk}/settings`
    const form = await desk.get(settings)
    expect(form.text).toMatch(/<option value="es-MX" selected/)
    expect((await desk.submit(form, settings, { dueDays: '21' })).status).toBe(303)
    expect(await shop.rows('SELECT locale, due_days FROM profile')).toEqual([['es-MX', 21]])
    const [[details] = []] = await shop.rows(`SELECT details FROM events WHERE kind = 'shop.changed'`)
    expect(String(details)).not.toContain('locale')
  })

  it('changes nothing of an invoice on paper, which reads as the shop does', async () => {
    const { shop, contact, customer, page } = await billed()
    const paper = async () => textOfPdf(await (await customer.fetch(`${page}/invoice.pdf`)).arrayBuffer())
    await choose(shop, contact, 'es')
    expect((await customer.get(page)).text).toContain('Factura INV-1001')
    const english = await paper()
    expect([/Invoice INV-1001/.test(english), /Factura/.test(english), english.includes('Thank you kindly.')]).toEqual([
      true,
      false,
      true,
    ])
    await speakSpanish(shop)
    await choose(shop, contact, 'en')
    const spanish = await paper()
    expect([/Factura INV-1001/.test(spanish), /Invoice/.test(spanish), spanish.includes('Thank you kindly.')]).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('two who are answered at once', () => {
  let english: Browser
  let spanish: Browser
  let pages: string[]
  beforeAll(async () => {
    const { shop, contact, customer, page } = await billed()
    const other = await shop.customer({ customerId: contact.customerId, name: 'Carla Pérez' })
    await choose(shop, other, 'es')
    english = customer
    spanish = await shop.signedIn(other)
    pages = [page, shop.base, `${shop.base}/invoices`, `${shop.base}/profile`, `${shop.base}/messages`, `${shop.base}/jobs/job_0`]
  })

  it('each read their own language, in every word', async () => {
    const pairs = everyText()
    const wrong = { en: sayingsOf(pairs, 'es'), es: sayingsOf(pairs, 'en') }
    const found: string[] = []
    const read = async (browser: Browser, language: 'en' | 'es', page: string) => {
      const { text } = await browser.get(page)
      if (langOf(text) !== `${language}-US`) found.push(`${page} reads in ${langOf(text)}`)
      found.push(...wrong[language].filter((one) => text.includes(one)).map((one) => `${page} in ${language}: ${one}`))
    }
    const turns = Array.from({ length: 8 }, () => pages).flat()
    await Promise.all(turns.flatMap((page) => [read(english, 'en', page), read(spanish, 'es', page)]))
    expect(found).toEqual([])
  })
})
