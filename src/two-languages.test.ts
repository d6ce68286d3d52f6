import { beforeAll, describe, expect, it } from 'vitest'
import { everyText, leftInEnglish, sayingsOf, textsOf, typedIn } from '#testing/languages.ts'
import { type Owned, ownedBy } from '#testing/owned.ts'
import { isSoak } from '#testing/soak.ts'
import { type Stop, tourOf } from '#testing/tour.ts'
import { makeShop } from '#testing/world.ts'

const mark = 'Zqx'
const pairs = everyText()

describe('every text in two languages', () => {
  it('is made of the same parts', () => {
    const gaps = (text: unknown) => (String(text).match(/\{\w+\}/g) ?? []).sort().join()
    const unlike = pairs.filter(({ en, es }) => {
      if (typeof en === 'function' && typeof es === 'function') return en.length !== es.length
      return typeof en !== typeof es || gaps(en) !== gaps(es)
    })
    expect(pairs.length).toBeGreaterThan(1_000)
    expect(unlike.map(({ where }) => where)).toEqual([])
  })
})

describe('a customer who reads Spanish', () => {
  let owner: Owned
  let stops: readonly Stop[]
  let typed: readonly string[]
  beforeAll(async () => {
    owner = await ownedBy(await makeShop({ hasHost: true }), mark)
    stops = (await tourOf(owner)).filter(({ route, where }) => route.method === 'GET' && ofCustomers.test(where))
    typed = await typedIn(owner.shop, mark)
  })

  it('finds no English on any page of theirs, at the door, behind a link or where a record is checked', async () => {
    const { shop, contact } = owner
    const english = sayingsOf(pairs, 'en')
    const before = new Map<string, readonly string[]>()
    for (const stop of stops) before.set(stop.where, (await seen(stop))?.texts ?? [])
    await shop.rows(`UPDATE people SET language = 'es' WHERE id = ?`, contact.personId)
    await shop.rows(`UPDATE profile SET locale = 'es-MX'`)
    const wrong: string[] = []
    let pages = 0
    for (const stop of stops) {
      const now = await seen(stop)
      if (!now) continue
      pages++
      if (now.lang !== 'es-MX') wrong.push(`${stop.where}: reads in ${now.lang}`)
      const left = leftInEnglish(now.texts, before.get(stop.where) ?? [], english, typed)
      wrong.push(...left.map((text) => `${stop.where}: ${text}`))
    }
    expect(wrong).toEqual([])
    expect(pages).toBeGreaterThan(isSoak ? 90 : 80)
  })
})

/** A preview shows refusals to staff. */
const ofCustomers = /^GET (\/public\/portal\/:shop|\/portal|\/view|\/verify|\/admin\/:shop\/preview\/:contact(?!\/logo))/

async function seen({ browser, address }: Stop): Promise<{ texts: readonly string[]; lang: string } | undefined> {
  const page = await browser.get(address)
  if (!page.headers.get('content-type')?.startsWith('text/html')) return undefined
  return { texts: await textsOf(page.text), lang: /<html lang="([^"]*)"/.exec(page.text)?.[1] ?? '' }
}
