import { describe, expect, it } from 'vitest'
import { replyTo } from '#features/inbound/testing.ts'
import { makeVan, newOwner, takeOver } from '#features/passports/testing.ts'
import type { Browser } from '#testing/browser.ts'
import { setClock, start } from '#testing/world.ts'
import { textOf } from './testing.ts'

const minute = 60_000

/** Follows the way to write that stands on the page of the thing, and says this. */
async function ask(browser: Browser, page: string, body: string): Promise<string> {
  const way = /href="([^"#]*\/(?:messages|inbox)\/own_[0-9a-f]{32})#write"/.exec((await browser.get(page)).text)?.[1]
  if (!way) throw new Error(`No way to ask on ${page}`)
  const sent = await browser.submit(await browser.get(way), `${way}#write`, { body })
  expect(sent.status).toBe(303)
  return way
}

async function makeAsked() {
  const scene = await makeVan()
  const page = `${scene.shop.base}/assets/${scene.asset}`
  const talk = await ask(scene.owner, page, 'Does the warranty hold?')
  return { ...scene, page, talk, subject: talk.slice(talk.lastIndexOf('/') + 1) }
}

describe('a question about a vehicle', () => {
  it('is asked on its page, stands there, in the list by its name, and in the shop’s inbox with the way to it', async () => {
    const { shop, owner, desk, asset, page, talk, subject } = await makeAsked()
    expect((await owner.get(page)).text).toMatch(/Does the warranty hold\?[\s\S]*Read all and answer/)
    const opened = await owner.get(talk)
    expect(textOf(opened.text)).toContain('Van 14 Details and service history')
    expect(opened.text).toContain(`href="${page}"`)
    expect((await owner.get(`${shop.base}/messages`)).text).toMatch(/Van 14[\s\S]*You: Does the warranty hold\?/)
    expect((await desk.get(`${shop.desk}/inbox`)).text).toMatch(/Bluestem Plumbing[\s\S]*Van 14[\s\S]*Does the warranty hold\?/)
    expect((await desk.get(`${shop.desk}/inbox?q=CX 4471`)).text).toContain('Does the warranty hold?')
    const atDesk = (await desk.get(`${shop.desk}/inbox/${subject}`)).text
    expect(atDesk).toContain(`href="${shop.desk}/assets/${asset}">details and work</a>`)
  })

  it('is mailed to the shop by the vehicle’s name, and the answer to the customer, who answers it by email', async () => {
    const scene = await makeAsked()
    const { shop, desk, owner, contact, talk, subject } = scene
    setClock(start + 3 * minute)
    expect((await shop.mailsTo(`hello-${shop.key}@shop.test`))[0]?.Subject).toBe('Dana Whitfield wrote about Van 14')
    const answer = `${shop.desk}/inbox/${subject}`
    await desk.submit(await desk.get(answer), `${answer}#write`, { body: 'Until May.' })
    setClock(start + 6 * minute)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toBe(`Shop ${shop.key} wrote about Van 14`)
    expect(JSON.stringify(mail)).toContain(`/messages/${subject}`)
    if (!mail) throw new Error('Nobody was told')
    expect(await replyTo(mail, { text: 'Good, thank you.' })).toEqual({ status: 200, outcome: 'accepted' })
    expect((await owner.get(talk)).text).toContain('Good, thank you.')
    // Of a van that is not theirs any more, as well: the words stay between the two who wrote them.
    await takeOver(scene)
    expect(await replyTo(mail, { text: 'One more thing.' })).toEqual({ status: 200, outcome: 'accepted' })
    expect((await owner.get(talk)).text).toContain('One more thing.')
    expect((await (await newOwner(scene)).get(scene.page)).text).not.toContain('One more thing.')
  })

  it('has an answer that counts as unread until it is read', async () => {
    const { shop, desk, owner, talk, subject } = await makeAsked()
    setClock(start + minute)
    const answer = `${shop.desk}/inbox/${subject}`
    await desk.submit(await desk.get(answer), `${answer}#write`, { body: 'Until May.' })
    const unread = async () => /(\d+)<span class="sr"> unread<\/span>/.exec((await owner.get(shop.base)).text)?.[1]
    expect(await unread()).toBe('1')
    await owner.submit(await owner.get(talk), `${talk}/seen`)
    expect(await unread()).toBeUndefined()
  })

  it('is asked by the shop too, on its own page of the vehicle', async () => {
    const { shop, desk, asset, owner } = await makeVan()
    const page = `${shop.desk}/assets/${asset}`
    expect(textOf((await desk.get(page)).text)).toContain('Nothing was written about it yet. Write to Bluestem Plumbing')
    await ask(desk, page, 'Is the light still on?')
    expect((await desk.get(page)).text).toContain('You: Is the light still on?')
    expect((await owner.get(`${shop.base}/assets/${asset}`)).text).toContain('Is the light still on?')
    const maker = await shop.staff('production')
    expect((await maker.get(page)).text).not.toContain('Is the light still on?')
  })

  it('is nobody’s of another customer', async () => {
    const { shop, talk, page } = await makeAsked()
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.get(page)).status).toBe(404)
    expect((await stranger.get(talk)).status).toBe(404)
    expect((await stranger.post(talk, { body: 'x' })).status).toBe(404)
    expect((await stranger.post(`${talk}/seen`)).status).toBe(404)
  })

  it('stays to read once the vehicle is put away, and no new one begins', async () => {
    const { shop, desk, owner, asset, talk, subject } = await makeAsked()
    const put = async () => {
      const record = `${shop.desk}/assets/${asset}`
      await desk.submit(await desk.get(record), `${record}/archive`)
    }
    await put()
    const kept = await owner.get(talk)
    expect([kept.status, kept.text.includes('Does the warranty hold?'), kept.text.includes(`/assets/${asset}"`)]).toEqual([
      200,
      true,
      false,
    ])
    expect(kept.text).toContain('This is not on file for you any more')
    expect(textOf((await desk.get(`${shop.desk}/inbox/${subject}`)).text)).toContain('details and work , archived')
    await shop.rows('DELETE FROM thread_reads')
    await shop.rows('DELETE FROM messages')
    await shop.rows('DELETE FROM threads')
    for (const [browser, address] of [[owner, talk] as const, [desk, `${shop.desk}/inbox/${subject}`] as const]) {
      expect((await browser.get(address)).status).toBe(404)
      expect((await browser.post(address, { body: 'x' })).status).toBe(404)
    }
  })
})

describe('what was said about a vehicle that went to a new owner', () => {
  it('stays with who said it: neither owner ever sees the other’s, and the shop sees whose is whose', async () => {
    const scene = await makeAsked()
    const { shop, desk, owner, asset, page, talk, subject } = scene
    await takeOver(scene)
    const next = await newOwner(scene)
    for (const address of [page, `${shop.base}/messages`, shop.base])
      expect((await next.get(address)).text, address).not.toContain('warranty hold')
    expect((await next.get(talk)).status).toBe(404)
    expect((await next.post(talk, { body: 'x' })).status).toBe(404)
    setClock(start + minute)
    const theirs = await ask(next, page, 'Who serviced it?')
    expect(theirs).not.toBe(talk)
    expect((await owner.get(theirs)).status).toBe(404)
    expect((await owner.post(theirs, { body: 'x' })).status).toBe(404)
    expect((await owner.get(`${shop.base}/messages`)).text).not.toContain('Who serviced it?')
    expect((await owner.get(page)).status).toBe(404)
    // Its old owner goes on reading what they wrote, under the name it had, and is heard.
    await desk.submit(await desk.get(`${shop.desk}/assets/${asset}/edit`), `${shop.desk}/assets/${asset}`, {
      assetName: 'Sams truck',
    })
    const kept = (await owner.get(talk)).text
    for (const shown of ['Van 14', 'Does the warranty hold?', 'This is not on file for you any more'])
      expect(kept).toContain(shown)
    expect(kept).not.toMatch(/Sams truck|Newell/)
    const record = textOf((await desk.get(`${shop.desk}/assets/${asset}`)).text)
    expect(record).toMatch(/Sam Newell Sam Newell: Who serviced it\?.*Bluestem Plumbing Dana Whitfield: Does the warranty hold\?/)
    expect(textOf((await desk.get(`${shop.desk}/inbox/${subject}`)).text)).toMatch(
      /Van 14 Bluestem Plumbing , details and work , handed over/,
    )
  })

  it('begins anew with an owner who has it for a second time', async () => {
    const scene = await makeAsked()
    const { shop, contact, page, talk, owner } = scene
    await takeOver(scene)
    await shop.rows('UPDATE ownerships SET until_at = 2 WHERE until_at IS NULL')
    await shop.rows(
      `INSERT INTO ownerships (id, asset_id, customer_id, from_at) VALUES ('own_${'0'.repeat(32)}', ?, ?, 3)`,
      ...[scene.asset, contact.customerId],
    )
    expect((await owner.get(page)).text).not.toContain('Does the warranty hold?')
    expect(await ask(owner, page, 'It is back.')).not.toBe(talk)
    expect((await owner.get(talk)).text).toContain('Does the warranty hold?')
  })

  it('goes along when two records of one customer become one', async () => {
    const { shop, desk, contact, talk, page } = await makeAsked()
    const other = await shop.customer({ customerName: 'Bluestem' })
    const record = `${shop.desk}/customers/${contact.customerId}/merge`
    const merged = await desk.submit(await desk.get(`${record}?into=${other.customerId}`), record)
    expect(merged.status).toBe(303)
    const survivor = await shop.signedIn(other)
    expect((await survivor.get(page)).text).toContain('Does the warranty hold?')
    expect((await survivor.get(talk)).text).toContain('Does the warranty hold?')
  })
})
