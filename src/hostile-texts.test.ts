import { beforeAll, describe, expect, it } from 'vitest'
import { type Browser, type Control, type Fields, type Form, formsOf, type Page } from '#testing/browser.ts'
import { filled, fillingOf } from '#testing/filling.ts'
import { outlineOf, outlineOfHtml } from '#testing/outline.ts'
import { libsql, type ReceivedMail } from '#testing/outside.ts'
import { keepingTriggers, overwrite, seededWord, textColumns } from '#testing/overwrite.ts'
import { type Owned, ownedBy } from '#testing/owned.ts'
import { fileNames, mark, payloads } from '#testing/payloads.ts'
import { pngOf } from '#testing/pictures.ts'
import { isSoak } from '#testing/soak.ts'
import { type Stop, tourOf } from '#testing/tour.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

/** How often every form is filled; `npm run soak` has each payload come through each field. */
const rounds = isSoak ? payloads.length : 2

/** What is wrong with an answer that may show what somebody typed. */
async function wrongIn(where: string, page: Page): Promise<string[]> {
  if (/json(;|$)/.test(page.headers.get('content-type') ?? '')) JSON.parse(page.text)
  const { dangers } = await outlineOf(page)
  const headers = [...page.headers].filter(isBroken).map(([name]) => name)
  // A page of a failure shows none of it, so it would prove nothing.
  const failed = page.status >= 500 ? [`answered ${page.status}`] : []
  return [...failed, ...dangers, ...headers].map((what) => `${where}: ${what}`)
}

/** A header that an attack made or left: only a file's name may carry it, inside its quotes. */
function isBroken([name, value]: readonly [string, string]): boolean {
  if (name === 'content-disposition')
    return !/^(inline|attachment); filename="[^"\\]*"(; filename\*=UTF-8''[\w.~%-]*)?$/.test(value)
  return name.includes(mark) || (name !== 'location' && value.includes(`${mark}=`))
}

async function wrongOnTour(stops: readonly Stop[]): Promise<string[]> {
  const wrong: string[] = []
  for (const { where, address, browser } of stops) wrong.push(...(await wrongIn(where, await browser.get(address))))
  return wrong
}

async function uploadLogo(shop: TestShop, name: string): Promise<Page> {
  const desk = await shop.staff()
  const action = `${shop.desk}/settings/branding`
  const logo = new File([await pngOf(8, 4)], name, { type: 'image/png' })
  return desk.submit(await desk.get(action), action, { logo })
}

/** A customer's shop with something to see on every page, and the way to all of them. */
async function everyPage(): Promise<{ owner: Owned; stops: readonly Stop[] }> {
  const owner = await ownedBy(await makeShop({ hasHost: true }), seededWord)
  const { shop, contact, ids } = owner
  await uploadLogo(shop, 'logo.png')
  const desk = await shop.staff()
  const line = { 'description[]': ['Cap'], 'quantity[]': ['1'], 'unitPrice[]': ['9'] }
  await desk.post(`${shop.desk}/invoices`, { customerId: contact.customerId, title: `${seededWord} caps`, ...line })
  await desk.post(`${shop.desk}/jobs/${ids['job']}/notes`, { publicNote: `${seededWord} note`, version: '1' })
  const stops = await tourOf(owner)
  return { owner, stops: stops.filter(({ route }) => route.method === 'GET') }
}

describe('a shop whose every text is an attack', () => {
  let owner: Owned
  let stops: readonly Stop[]
  beforeAll(async () => {
    ;({ owner, stops } = await everyPage())
  })

  /** Makes every text of the shop one of these, in turn by its column. */
  async function rewrite(...texts: readonly string[]): Promise<void> {
    const [columns, triggers] = [await owner.shop.rows(textColumns), await owner.shop.rows(keepingTriggers)]
    const parts = texts.map((text, turn) =>
      overwrite(
        columns.filter((_, i) => i % texts.length === turn),
        triggers,
        text,
      ),
    )
    await libsql.exec(owner.shop.namespace, parts.flat().join(';'))
  }

  it('has pages of the same elements and attributes as one of plain words, and shows each attack as the words it is', async () => {
    const plain = new Map<string, readonly string[]>()
    // One letter that no paper draws, as the attacks have some: a page offers no PDF of it, and is no other page otherwise.
    await rewrite(`${seededWord} words \u6f22`)
    for (const { where, address, browser } of stops) plain.set(where, (await outlineOf(await browser.get(address))).elements)
    await rewrite(payloads.join(' '))
    let shown = 0
    for (const { where, address, browser } of stops) {
      const page = await browser.get(address)
      expect((await outlineOf(page)).elements, where).toEqual(plain.get(where))
      expect(await wrongIn(where, page)).toEqual([])
      if (page.text.includes('&lt;script&gt;alert(1)')) shown++
    }
    expect(shown).toBeGreaterThan(40)
  })

  it('never has one for an address', async () => {
    const addresses = ['javascript:alert(1)//', '//zqx.test/']
    for (const texts of isSoak ? addresses.map((one) => [one]) : [addresses]) {
      await rewrite(...texts)
      expect(await wrongOnTour(stops)).toEqual([])
    }
  })

  it('sends mails that run nothing, of one line for a subject and with a text beside', async () => {
    await rewrite(payloads.join(' '))
    const { shop, contact, ids } = owner
    await shop.rows('UPDATE statuses SET mails_customer = 1')
    const desk = await shop.staff()
    const to = shop.statuses.find(({ stage }) => stage === 'ready')?.id ?? ''
    const press = async (page: string, action: string, fields: Fields = {}) =>
      expect((await desk.submit(await desk.get(shop.desk + page), shop.desk + action, fields)).status, action).toBe(303)
    await press(`/jobs/${ids['job']}`, `/jobs/${ids['job']}/moves`, { to })
    await press(`/customers/${contact.customerId}`, `/customers/${contact.customerId}/link/mails`)
    const [[draft] = []] = await shop.rows('SELECT id FROM invoices WHERE sent_at IS NULL')
    await press(`/invoices/${draft}`, `/invoices/${draft}/sending`)
    await press(`/invoices/${draft}`, `/invoices/${draft}/payments`, { method: 'check', receipt: 'on' })
    const mails = await shop.mailsTo(contact.email ?? '')
    expect(mails.filter(({ HTML }) => HTML.includes('&lt;script&gt;')).length).toBeGreaterThan(3)
    for (const mail of mails) expect(await wrongInMail(mail)).toEqual([])
  })
})

describe('what somebody types into any form of any page', () => {
  it('comes back as words: at once, on every page and in every mail', async () => {
    const { owner, stops } = await everyPage()
    const { shop, contact } = owner
    const wrong: string[] = []
    const taken = new Set<string>()
    for (let round = 0; round < rounds; round++) {
      for (const { where, address, browser } of stops) {
        for (const form of formsOf(await browser.get(address))) {
          if (!form.controls.some(isTyped)) continue
          const answer = await send(browser, form, round, async (page) => {
            wrong.push(...(await wrongIn(`${where} → ${form.action}`, page)))
          })
          if (answer.status === 303) taken.add(form.action.replace(/^.*\/shop-\w+/, '').replace(/[a-z]{3}_[0-9a-f]{32}/g, '*'))
        }
      }
      wrong.push(...(await wrongIn('logo', await uploadLogo(shop, fileNames[round % fileNames.length] ?? ''))))
    }
    // Most was taken, or nothing of it would be shown anywhere.
    expect([...taken]).toEqual(expect.arrayContaining(accepted))
    wrong.push(...(await wrongOnTour(stops)))
    for (const mail of [...(await shop.mailsTo(contact.email ?? '')), ...(await shop.mailsTo(shop.ownerEmail))])
      wrong.push(...(await wrongInMail(mail)))
    expect(wrong).toEqual([])
  })
})

const accepted = [
  ...['/sign-in', '/customers', '/customers/*', '/customers/*/contacts', '/contacts/*', '/jobs', '/jobs/*', '/jobs/*/notes'],
  ...['/invoices', '/invoices/*/payments', '/settings', '/settings/portal', '/settings/statuses/*', '/settings/automations/*'],
  ...['/settings/team', '/settings/team/*'],
]

/** Fills and sends a form, and again with what was refused as it was before, so that the rest is taken. */
async function send(browser: Browser, form: Form, round: number, look: (page: Page) => Promise<void>): Promise<Page> {
  const fields = attackOn(form, round)
  const go = (all: Fields) => (form.method === 'post' ? browser.post(form.action, all) : browser.get(asQuery(form, all)))
  const first = await go(fields)
  await look(first)
  if (first.status !== 422) return first
  const refused = [...first.text.matchAll(/name="([^"]+)"[^>]*aria-invalid="true"/g)].map(([, name = '']) => name)
  const second = await go({ ...fields, ...Object.fromEntries(refused.map((name) => [name, form.fields[name] ?? ''])) })
  await look(second)
  return second
}

const isTyped = ({ kind }: Control) => !/^(select|file|color)$/.test(kind)

let next = 0
/** Each field gets the next payload: one time also numbers, days and mailboxes, the other only where words are asked for. */
function attackOn(form: Form, round: number): Record<string, string | string[]> {
  return filled(form, (control) => {
    const attack = payloads[next++ % payloads.length] ?? ''
    return round % 2 === 0 ? attack : fillingOf(control, attack, `round-${round}@hostile.test`)
  })
}

const asQuery = ({ action }: Form, fields: Fields) =>
  `${action.replace(/\?.*/, '')}?${new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]))}`

async function wrongInMail({ Subject, HTML, Text, From }: ReceivedMail): Promise<string[]> {
  const { dangers } = await outlineOfHtml(HTML, true)
  const lines = [Subject, From.Name].filter((line) => /[\r\n]/.test(line))
  return [...dangers, ...lines, ...(Text.trim() ? [] : ['no text'])].map((what) => `mail ${Subject}: ${what}`)
}
