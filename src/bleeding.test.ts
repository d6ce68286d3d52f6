import { describe, expect, it } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

const fail = (): never => {
  throw new Error('There is no such shop')
}

describe('many shops at once', () => {
  it('never see each other’s words, over 20 shops and 1,280 answers in waves of 64', async () => {
    const shops: { shop: TestShop; canary: string; browser: Browser; desk: Browser }[] = []
    for (let i = 0; i < 20; i++) {
      const canary = `Canary${String.fromCharCode(65 + i)}${i}Works`
      const shop = await makeShop({ name: canary })
      const browser = await shop.signedIn(await shop.customer({ customerName: `${canary} customer`, name: `${canary} person` }))
      shops.push({ shop, canary, browser, desk: await shop.staff() })
    }
    const paths = ['', '/jobs', '/invoices', '/nowhere', '/sign-in']
    for (let wave = 0; wave < 20; wave++) {
      await Promise.all(
        Array.from({ length: 64 }, async (_, i) => {
          const at = (wave * 7 + i * 13) % shops.length
          const { shop, canary, browser, desk } = shops[at] ?? fail()
          const path = paths[(wave + i) % paths.length] ?? ''
          const { text } = i % 4 === 0 ? await desk.get(shop.desk + path) : await browser.get(shop.base + path)
          const named = new Set(text.match(/Canary[A-T]\d+Works/g))
          expect([...named]).toEqual([canary])
        }),
      )
    }
  })
})
