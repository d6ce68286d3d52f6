import { beforeAll, describe, expect, it } from 'vitest'
import { everyText, leftInEnglish, sayingsOf, textsOf, typedIn } from '#testing/languages.ts'
import { composed, type MailExample, mailExamples } from '#testing/mails.ts'
import type { TestShop } from '#testing/world.ts'

const mark = 'Zqx'

/** To whom we speak as the shop does: no contact has that mailbox. */
const toStrangers = new Set(['forward.sent', 'handover.code', 'request.code'])

/** What makes room after the sentence that a list of mails shows. */
const padding = '&#847;&zwnj;&nbsp;'

interface Seen {
  readonly texts: readonly string[]
  readonly lang: string
  readonly reader: 'desk' | 'contact' | 'stranger'
}

async function seen(name: string, example: MailExample): Promise<Seen> {
  const { to, subject, html, text } = (await composed(name, example)) ?? expect.fail(`${name} does not go`)
  const lines = text.split(/\n|https?:\S+/).map((line) => line.trim())
  return {
    texts: [subject, ...(await textsOf(html.replaceAll(padding, ''))), ...lines].filter((one) => !one.startsWith('http')),
    lang: /<html[^>]* lang="([^"]*)"/.exec(html)?.[1] ?? '',
    reader: to.endsWith('@shop.test') ? 'desk' : toStrangers.has(name) ? 'stranger' : 'contact',
  }
}

describe('a mail of each kind', () => {
  let examples: (readonly [string, MailExample])[]
  let shops: TestShop[]
  let before: ReadonlyMap<string, Seen>
  let typed: string[]

  const everywhere = (query: string) => Promise.all(shops.map((shop) => shop.rows(query)))
  async function sent(): Promise<Map<string, Seen>> {
    const all = new Map<string, Seen>()
    for (const [name, example] of examples) all.set(name, await seen(name, example))
    return all
  }
  beforeAll(async () => {
    examples = Object.entries(await mailExamples(mark))
    shops = [...new Set(examples.map(([, [shop]]) => shop))]
    before = await sent()
    const found = (await Promise.all(shops.map((shop) => typedIn(shop, mark)))).flat()
    typed = [...found, 'Please look'].sort((a, b) => b.length - a.length)
  })

  /** What is in the wrong language when the mails to `spanish` are in Spanish and all others in English, each with its `lang`. */
  async function wrongWhere(spanish: readonly Seen['reader'][], langs: Readonly<Record<Seen['reader'], string>>) {
    const pairs = everyText()
    const [inEnglish, inSpanish] = [sayingsOf(pairs, 'en'), sayingsOf(pairs, 'es')]
    const wrong: string[] = []
    for (const [name, { texts, lang, reader }] of await sent()) {
      if (lang !== langs[reader]) wrong.push(`${name} to a ${reader}: lang is ${lang}`)
      const left = spanish.includes(reader)
        ? leftInEnglish(texts, before.get(name)?.texts ?? [], inEnglish, typed)
        : texts.filter((text) => inSpanish.some((one) => text.includes(one)))
      wrong.push(...left.map((text) => `${name} to a ${reader}: ${text}`))
    }
    return wrong
  }

  it('is in Spanish to a contact who chose it, and to nobody else', async () => {
    await everywhere(`UPDATE people SET language = 'es'`)
    expect(await wrongWhere(['contact'], { contact: 'es-US', stranger: 'en-US', desk: 'en-US' })).toEqual([])
  })

  it('is in Spanish to all of a shop that speaks it, but for its desk', async () => {
    await everywhere('UPDATE people SET language = NULL')
    await everywhere(`UPDATE profile SET locale = 'es-MX'`)
    expect(await wrongWhere(['contact', 'stranger'], { contact: 'es-MX', stranger: 'es-MX', desk: 'en-MX' })).toEqual([])
  })

  it('is in English to a contact of that shop who chose it', async () => {
    await everywhere(`UPDATE people SET language = 'en'`)
    await everywhere(`UPDATE profile SET locale = 'es-MX'`)
    expect(await wrongWhere(['stranger'], { contact: 'en-MX', stranger: 'es-MX', desk: 'en-MX' })).toEqual([])
  })
})
