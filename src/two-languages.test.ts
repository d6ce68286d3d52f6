import { beforeAll, describe, expect, it } from 'vitest'
import { everyText, ownWordsOf, sayingsOf, textsOf } from '#testing/languages.ts'
import { textColumns } from '#testing/overwrite.ts'
import { type Owned, ownedBy } from '#testing/owned.ts'
import { type Stop, tourOf } from '#testing/tour.ts'
import { makeShop } from '#testing/world.ts'

const mark = 'Zqx'
const pairs = everyText()

/** What reads the same in both: a few words and names, and a hash in fours. */
const alike = /^(Total|Subtotal|PDF|Google( ·)?|Safari on iPhone|Chrome on Linux|English|Español|UTC|VIN|[a-f ]+)$/

/** As does the name of a time zone, and a code. */
const isName = /^(\p{L}[\p{L} _-]+\/[\p{L}\d /_+-]+|[a-z0-9]{4} [a-z0-9]{4})$/u

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
    typed = await typedIn(owner)
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
      for (const text of now.texts) {
        const own = ownWordsOf(text, typed)
        const isSame = before.get(stop.where)?.includes(text) && /\p{L}{3}/u.test(own) && !alike.test(own) && !isName.test(text)
        if (isSame || english.some((one) => own.includes(one))) wrong.push(`${stop.where}: ${text}`)
      }
    }
    expect(wrong).toEqual([])
    expect(pages).toBeGreaterThan(90)
  })
})

/** A preview shows refusals to staff. */
const ofCustomers = /^GET (\/public\/portal\/:shop|\/portal|\/view|\/verify|\/admin\/:shop\/preview\/:contact(?!\/logo))/

async function seen({ browser, address }: Stop): Promise<{ texts: readonly string[]; lang: string } | undefined> {
  const page = await browser.get(address)
  if (!page.headers.get('content-type')?.startsWith('text/html')) return undefined
  return { texts: await textsOf(page.text), lang: /<html lang="([^"]*)"/.exec(page.text)?.[1] ?? '' }
}

/** What people typed, the longest first. */
async function typedIn({ shop }: Owned): Promise<string[]> {
  const found = new Set<string>()
  for (const [table, column] of await shop.rows(textColumns)) {
    const rows = await shop.rows(`SELECT DISTINCT "${column}" FROM "${table}" WHERE "${column}" LIKE '%${mark}%'`)
    for (const [value] of rows) for (const text of stringsOf(String(value))) if (text.includes(mark)) found.add(text)
  }
  const told = await shop.rows('SELECT payload FROM approval_payloads UNION ALL SELECT body FROM approvals')
  const faces = await shop.rows('SELECT name, email, phone, address FROM profile')
  const people = await shop.rows('SELECT email, name FROM people UNION ALL SELECT email, name FROM staff')
  for (const [text] of told) for (const one of stringsOf(String(text))) found.add(one)
  for (const text of [...faces, ...people, shop.key].flat()) found.add(String(text))
  return [...found].filter((text) => text.length > 2).sort((a, b) => b.length - a.length)
}

function stringsOf(text: string): string[] {
  if (!/^[[{]/.test(text)) return [text]
  const found: string[] = []
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value === 'string') found.push(value)
    return value
  })
  return found
}
