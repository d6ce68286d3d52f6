import { beforeAll, describe, expect, it } from 'vitest'
import { type Owned, ownedBy } from '#testing/owned.ts'
import { textOfPdf } from '#testing/paper.ts'
import { type Stop, tourOf } from '#testing/tour.ts'
import { makeShop } from '#testing/world.ts'

describe('every document of record', () => {
  let owner: Owned
  let stops: Stop[]
  beforeAll(async () => {
    owner = await ownedBy(await makeShop({ hasHost: true }), 'Zqx')
    stops = (await tourOf(owner)).filter(({ route, address }) => route.method === 'GET' && /\.pdf(\?|$)/.test(address))
    // Where there is a logo, it is read in the middle of the work.
    await owner.shop.rows(`UPDATE profile SET logo_file_id = 'fil_0'`)
  })

  /** What each says, made anew for a reader of this language in a shop of this locale. */
  async function papers(locale: string, language: 'en' | 'es'): Promise<Map<string, string>> {
    const { shop } = owner
    await shop.rows('UPDATE profile SET locale = ?', locale)
    await shop.rows('UPDATE people SET language = ?', language)
    const texts = new Map<string, string>()
    for (const { browser, address, where } of stops) {
      for (const kept of ['documents', 'receipts']) await shop.rows(`DELETE FROM ${kept}`)
      const answer = await browser.fetch(address)
      const bytes = await answer.arrayBuffer()
      // A link to one thing does not open the record of another.
      if (answer.status !== 404) texts.set(where, await textOfPdf(bytes))
    }
    return texts
  }

  it('says the same whoever asked for it first: in the language of the shop, in every word', async () => {
    const ofEnglishShop = await papers('en-US', 'en')
    const kinds = [...ofEnglishShop.keys()].map((where) => /([a-z-]+)\.pdf/.exec(where)?.[1])
    expect(kinds.length).toBeGreaterThan(9)
    expect(new Set(kinds)).toEqual(new Set(['invoice', 'credit-note', 'statement', 'receipt']))
    expect(await papers('en-US', 'es')).toEqual(ofEnglishShop)
    const ofSpanishShop = await papers('es-MX', 'es')
    expect(await papers('es-MX', 'en')).toEqual(ofSpanishShop)
    for (const [where, text] of ofSpanishShop) {
      expect(text, where).not.toBe(ofEnglishShop.get(where))
      expect(text, where).not.toMatch(/\b(Invoice|Credit note|Statement|Receipt|Amount|Balance|Issued|Approved)\b/)
    }
  })
})
