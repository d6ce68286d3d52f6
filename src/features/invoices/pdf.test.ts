import { describe, expect, test, vi } from 'vitest'
import { act, draft, sent } from '#features/payments/testing.ts'
import { newId } from '#lib/id.ts'
import { textOfPdf } from '#testing/paper.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

async function billed(lines: Record<string, string | string[]> = {}) {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer()
  const id = await sent(shop, desk, contact, lines)
  return { shop, desk, contact, id }
}
const pdfOf = async (shop: TestShop, contact: TestContact, id: string) => {
  const browser = await shop.signedIn(contact)
  return browser.fetch(`${shop.base}/invoices/${id}/invoice.pdf`)
}
const made = async (shop: TestShop) => (await shop.rows('SELECT subject_id FROM documents')).length

describe('the PDF of an invoice', () => {
  test('says what the page says, in the customer’s portal, by link and at the desk', async () => {
    const { shop, desk, contact, id } = await billed({
      ...{ title: 'Żółty ölçü, Привет', 'description[]': ['Caps', 'Patch'], 'quantity[]': ['2', '3'] },
      ...{ 'unitPrice[]': ['18.40', '5'], 'discount[]': ['10', ''], 'tax[]': ['7.5', '7.5'], note: 'Thanks 🎉' },
    })
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const link = /http\S+\/view\/invoice\/[^\s/]+/.exec(mail?.Text ?? '')?.[0] ?? ''
    expect(mail?.Text).toContain(`${link}/invoice.pdf`)
    const own = await pdfOf(shop, contact, id)
    expect(own.headers.get('content-type')).toBe('application/pdf')
    expect(own.headers.get('content-disposition')).toBe('attachment; filename="invoice-INV-1001.pdf"')
    const others = [
      await desk.fetch(`${shop.desk}/invoices/${id}/invoice.pdf`),
      await shop.visitor().fetch(`${new URL(link).pathname}/invoice.pdf`),
      await desk.fetch(`${shop.desk}/preview/${contact.contactId}/invoices/${id}/invoice.pdf`),
    ]
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200])
    const text = await textOfPdf(await own.arrayBuffer())
    for (const said of ['Invoice INV-1001', 'Żółty ölçü, Привет', 'Riverside Brewing Co.', 'Caps', '10% off', '$36.80', '$51.80'])
      expect(text).toContain(said)
    expect(text).toContain('Thanks')
    expect(await made(shop)).toBe(1)
  })

  test('is made by the shop’s clock when it is sent, and again when it changes; the same content is made once', async () => {
    const { shop, desk, contact, id } = await billed()
    expect(await made(shop)).toBe(0)
    await shop.ring()
    expect(await made(shop)).toBe(1)
    await pdfOf(shop, contact, id)
    expect(await made(shop)).toBe(1)
    const page = await desk.get(`${shop.desk}/invoices/${id}/edit`)
    await desk.submit(page, `${shop.desk}/invoices/${id}`, { note: 'Another word' })
    await shop.ring()
    expect(await made(shop)).toBe(2)
    expect(await textOfPdf(await (await pdfOf(shop, contact, id)).arrayBuffer())).toContain('Another word')
    await act(shop, desk, id, 'payments', { amount: '1', method: 'cash' })
    expect(await textOfPdf(await (await pdfOf(shop, contact, id)).arrayBuffer())).toContain('Cash')
    expect(await made(shop)).toBe(3)
  })

  test('asked for twice at once is one document', async () => {
    const { shop, contact, id } = await billed()
    const answers = await Promise.all([pdfOf(shop, contact, id), pdfOf(shop, contact, id), pdfOf(shop, contact, id)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await made(shop)).toBe(1)
    expect(await shop.rows(`SELECT count(*) FROM files WHERE type = 'application/pdf'`)).toEqual([[1]])
  })

  test('in Chinese, Japanese and Korean is written whole, with what its lines carry of the fonts alone', async () => {
    const { shop, contact, id } = await billed({
      ...{ title: '春の刺繍 for spring', 'description[]': ['帽子 50 個', '모자 자수'], 'quantity[]': ['1', '2'] },
      'unitPrice[]': ['9', '5'],
    })
    const bytes = await (await pdfOf(shop, contact, id)).arrayBuffer()
    const text = await textOfPdf(bytes)
    for (const said of ['春の刺繍 for spring', '帽子 50 個', '모자 자수', '$19.00']) expect(text).toContain(said)
    expect(text).not.toContain('Read it in full online')
    expect(bytes.byteLength).toBeLessThan(120_000)
  })

  test('in letters the paper has not says where to read it instead, and page and mail lead to the page', async () => {
    const { shop, contact, id } = await billed({
      title: 'مرحبا',
      'description[]': ['مرحبا'],
      'quantity[]': ['1'],
      'unitPrice[]': ['9'],
    })
    const text = await textOfPdf(await (await pdfOf(shop, contact, id)).arrayBuffer())
    expect(text).toContain('Read it in full online')
    expect(text).toContain(`/invoices/${id}`)
    expect(text).toContain('$9.00')
    expect(text).not.toContain('?')
    const browser = await shop.signedIn(contact)
    expect((await browser.get(`${shop.base}/invoices/${id}`)).text).not.toContain('invoice.pdf')
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Text).toContain('Print it from its page')
    expect(mail?.Text).not.toContain('invoice.pdf')
  })

  test('fetches nothing that stands in it', async () => {
    const evil = '<img src="http://evil.test/x.png"> http://evil.test/a'
    const { shop, contact, id } = await billed({
      ...{ title: evil, 'description[]': [evil, evil], 'quantity[]': ['1', '2'], 'unitPrice[]': ['9', '5'], note: evil },
    })
    const asked = vi.spyOn(globalThis, 'fetch')
    const text = await textOfPdf(await (await pdfOf(shop, contact, id)).arrayBuffer())
    const addresses = asked.mock.calls.map(([input]) => (input instanceof Request ? input.url : String(input)))
    asked.mockRestore()
    expect(text).toContain('evil.test')
    expect(addresses).not.toEqual([])
    expect(addresses.filter((address) => address.includes('evil.test'))).toEqual([])
  })

  test('is for those who may read the invoice: no other customer, nobody without prices, no production, no draft', async () => {
    const { shop, desk, contact, id } = await billed()
    const stranger = await shop.customer({ customerName: 'Other Co.' })
    const blind = await shop.customer({ customerId: contact.customerId, seesPrices: false, canPay: false })
    expect((await pdfOf(shop, stranger, id)).status).toBe(404)
    expect((await pdfOf(shop, blind, id)).status).toBe(404)
    const production = await shop.staff('production')
    expect((await production.fetch(`${shop.desk}/invoices/${id}/invoice.pdf`)).status).toBe(403)
    const unsent = await draft(shop, desk, contact)
    expect((await pdfOf(shop, contact, unsent)).status).toBe(404)
    expect((await desk.fetch(`${shop.desk}/invoices/${unsent}/invoice.pdf`)).status).toBe(404)
    expect((await desk.fetch(`${shop.desk}/invoices/${newId('inv')}/invoice.pdf`)).status).toBe(404)
  })

  test('carries the shop’s logo', async () => {
    const { shop, desk, contact, id } = await billed()
    const without = (await (await pdfOf(shop, contact, id)).arrayBuffer()).byteLength
    const { pngOf } = await import('#testing/pictures.ts')
    const settings = await desk.get(`${shop.desk}/settings/branding`)
    expect(settings.status).toBe(200)
    const { depsOf } = await import('#env.ts')
    const { testEnv } = await import('#testing/outside.ts')
    const key = `${shop.key}/logo`
    await depsOf(testEnv).files.put(key, await pngOf(200, 80), 'image/png')
    await shop.rows(
      `INSERT INTO files (id, key, name, type, size, sha256, visibility, created_at) VALUES ('fil_logo', ?, 'logo.png', 'image/png', 1, 'x', 'public', 1)`,
      key,
    )
    await shop.rows(`UPDATE profile SET logo_file_id = 'fil_logo'`)
    const bytes = await (await pdfOf(shop, contact, id)).arrayBuffer()
    expect(new TextDecoder('latin1').decode(bytes)).toContain('/Subtype /Image')
    expect(bytes.byteLength).toBeGreaterThan(without)
  })
})
