import { describe, expect, it } from 'vitest'
import { textOf } from '#features/assets/testing.ts'
import { addJob, answer, sendLines } from '#features/work/testing.ts'
import { openBrowser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import {
  addressOf,
  claim,
  codeOf,
  mailedCode,
  makeVan,
  newOwner,
  type PassportScene,
  sam,
  switchOn,
  takeOver,
} from './testing.ts'

const dayMs = 86_400_000
const ownerOf = async ({ shop }: PassportScene) =>
  (await shop.rows('SELECT k.name FROM assets a JOIN customers k ON k.id = a.owner_id'))[0]?.[0]

/** Work on the van: one line done, one declined, on a job that is over. */
async function worked(scene: PassportScene) {
  const { shop, owner, asset, contact } = scene
  const job = await addJob(scene, 'Van 14, private title', [
    { name: 'Front brake pads', price: '412' },
    { name: 'Cabin filter', price: '74' },
  ])
  await shop.rows('INSERT INTO job_assets (job_id, asset_id) VALUES (?, ?)', job, asset)
  await sendLines({ ...scene, job })
  await answer({ ...scene, job }, owner, { Front: 'approved', Cabin: 'declined' })
  const doneId = shop.statuses.find(({ stage }) => stage === 'done')?.id
  await shop.rows('UPDATE jobs SET status_id = ?, is_closed = 1 WHERE id = ?', doneId, job)
  await shop.rows(
    `INSERT INTO warranties (id, customer_id, asset_id, product, from_on, created_at) VALUES ('wty_1', ?, ?, 'Old film', '2030-01-01', 1)`,
    ...[contact.customerId, asset],
  )
  return job
}

describe('a vehicle that goes to a new owner', () => {
  it('is theirs once they typed the code and proved their mailbox, and shop, old owner and new one are told', async () => {
    const scene = await makeVan()
    const { shop, contact } = scene
    const code = await codeOf(scene)
    expect((await scene.owner.get(scene.keep)).text).toContain(`${code.slice(0, 4)} ${code.slice(4)}`)
    const address = await addressOf(scene)
    const browser = shop.visitor()
    expect((await claim(browser, address, `${code.slice(0, 4)}-${code.slice(4).toUpperCase()}`)).status).toBe(303)
    expect(await ownerOf(scene)).toBe('Bluestem Plumbing')
    const [mail] = await shop.mailsTo(sam.email)
    expect(JSON.stringify(mail)).not.toMatch(/Van 14|Sam|Bluestem|CX 4471/)
    const proven = await browser.post(`${address}/claims/code`, { code: await mailedCode(shop) })
    expect((await browser.get(proven.location)).text).toContain('It is yours now')
    expect(await ownerOf(scene)).toBe('Sam Newell')
    expect((await shop.mailsTo(`hello-${shop.key}@shop.test`))[0]).toMatchObject({ Subject: 'Van 14 has a new owner' })
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Subject).toBe('Van 14 has a new owner')
    expect((await shop.mailsTo(sam.email)).length).toBe(2)
    expect(await shop.rows('SELECT count(*) FROM ownerships WHERE until_at IS NULL')).toEqual([[1]])
  })

  it('shows its new owner the vehicle and what was passed on, and no job, price, message, decline, warranty or reading of before', async () => {
    const scene = await makeVan()
    const { shop, asset } = scene
    const job = await worked(scene)
    await takeOver(scene, {}, { passesHistory: 'on' })
    const browser = await newOwner(scene)
    const page = (await browser.get(`${shop.base}/assets/${asset}`)).text
    for (const shown of ['2021 Ford Transit', 'CX 4471', '1M8GDM9AXKP042788', 'Before it was yours', 'Front brake pads'])
      expect(page, shown).toContain(shown)
    for (const secret of ['private title', '412', 'Cabin filter', 'Old film', 'Bluestem', 'Dana', 'Van 14', 'Olive', 'Owner,'])
      expect(page, secret).not.toContain(secret)
    expect(textOf(page)).not.toMatch(/Depot|Unit number/)
    for (const address of [`jobs/${job}`, `jobs/${job}/lines`])
      expect((await browser.get(`${shop.base}/${address}`)).status).toBe(404)
    for (const list of ['jobs', 'jobs?past=1', 'invoices', 'messages', ''])
      expect((await browser.get(`${shop.base}/${list}`)).text, list).not.toMatch(/private title|brake pads|Old film|412/)
  })

  it('passes on what was done for an owner before, and nothing still open, of after, or of the new owner’s own', async () => {
    const scene = await makeVan()
    const { shop, asset } = scene
    await worked(scene)
    const doneId = shop.statuses.find(({ stage }) => stage === 'done')?.id
    const onVan = async (contact: PassportScene['contact'], name: string) => {
      const job = await addJob({ ...scene, contact }, `About ${name}`, [{ name, price: '10' }])
      await shop.rows('INSERT INTO job_assets (job_id, asset_id) VALUES (?, ?)', job, asset)
      return job
    }
    const done = (job: string) => shop.rows('UPDATE jobs SET status_id = ?, is_closed = 1 WHERE id = ?', doneId, job)
    await onVan(scene.contact, 'Still open')
    await takeOver(scene, {}, { passesHistory: 'on' })
    const browser = await newOwner(scene)
    setClock(start + dayMs)
    await done(await onVan(scene.contact, 'Came after'))
    // They had it once themselves, and it came back to them.
    const own = await onVan(browser.contact, 'Done for them')
    await done(own)
    await shop.rows(
      `INSERT INTO ownerships (id, asset_id, customer_id, from_at, until_at, passes_history) VALUES ('own_1', ?, ?, 1, ?, 1)`,
      ...[asset, browser.contact.customerId, start + 2 * dayMs],
    )
    const page = textOf((await browser.get(`${shop.base}/assets/${asset}`)).text)
    const before = page.slice(page.indexOf('Before it was yours'))
    expect(before).toContain('Front brake pads')
    expect(before).not.toMatch(/Still open|Came after|Done for them/)
    expect(page).not.toMatch(/Still open|Came after/)
    expect((await browser.get(`${shop.base}/jobs/${own}`)).status).toBe(200)
  })

  it('passes nothing on of what was done where its owner did not want that', async () => {
    const scene = await makeVan()
    await worked(scene)
    await takeOver(scene, {}, { passesHistory: '' })
    await scene.shop.rows('UPDATE handovers SET passes_history = 0')
    const browser = await newOwner(scene)
    expect((await scene.shop.rows('SELECT passes_history FROM ownerships ORDER BY rowid'))[0]).toEqual([0])
    expect((await browser.get(`${scene.shop.base}/assets/${scene.asset}`)).text).not.toMatch(/Before it was yours|brake pads/)
  })

  it('leaves its old owner their history as it was, and nothing of what comes after', async () => {
    const scene = await makeVan()
    const { shop, asset, owner, desk } = scene
    const job = await worked(scene)
    await takeOver(scene)
    await desk.submit(await desk.get(`${shop.desk}/assets/${asset}/edit`), `${shop.desk}/assets/${asset}`, {
      ...{ assetName: 'Sams truck', plate: 'NEW 1', vin: '' },
    })
    const page = (await owner.get(`${shop.base}/jobs/${job}`)).text
    for (const kept of ['Van 14', 'CX 4471', '1M8GDM9AXKP042788', 'Front brake pads']) expect(page, kept).toContain(kept)
    expect((await owner.get(`${shop.base}/jobs?past=1`)).text).toContain('Van 14')
    expect((await owner.get(`${shop.base}/jobs?past=1&q=CX 4471`)).text).toContain('private title')
    expect((await owner.get(`${shop.base}/jobs?past=1&q=NEW 1`)).text).not.toContain('private title')
    for (const address of ['', 'assets', `jobs/${job}`, 'jobs?past=1', 'statement', 'requests'])
      expect((await owner.get(`${shop.base}/${address}`)).text, address).not.toMatch(/Sams truck|NEW 1|Newell/)
    for (const gone of [`assets/${asset}`, `assets/${asset}/passport`])
      expect((await owner.get(`${shop.base}/${gone}`)).status).toBe(404)
    expect((await owner.post(`${shop.base}/assets/${asset}/handovers`, { passesHistory: 'on' })).status).toBe(404)
    // What its new owner has done is theirs.
    const next = await newOwner(scene)
    const second = await addJob({ shop, desk, contact: next.contact }, 'New work', [{ name: 'Tires', price: '600' }])
    await shop.rows('INSERT INTO job_assets (job_id, asset_id) VALUES (?, ?)', second, asset)
    expect((await owner.get(`${shop.base}/jobs/${second}`)).status).toBe(404)
    expect((await owner.get(`${shop.base}/jobs`)).text).not.toContain('New work')
  })

  it('has another key from then on, and its page is off and shows nothing', async () => {
    const scene = await makeVan()
    await switchOn(scene, { showsPlate: 'on', showsHistory: 'on' })
    const printed = await addressOf(scene)
    await takeOver(scene)
    const visitor = scene.shop.visitor()
    expect((await visitor.get(printed)).status).toBe(404)
    expect((await visitor.get(await addressOf(scene, 2))).status).toBe(404)
    expect(await scene.shop.rows('SELECT generation, opened_at, shows_plate, shows_history FROM passports')).toEqual([
      [2, null, 0, 0],
    ])
  })

  it('goes to the customer whose contact took it over, where their mailbox is let in already', async () => {
    const scene = await makeVan()
    const other = await scene.shop.customer({ customerName: 'Riverside' })
    await takeOver(scene, { email: other.email ?? '' })
    expect(await ownerOf(scene)).toBe('Riverside')
    expect(await scene.shop.rows('SELECT count(*) FROM customers')).toEqual([[2]])
  })

  it('goes to no customer whose contact was put out: whoever proves that mailbox is a customer of their own', async () => {
    const scene = await makeVan()
    const other = await scene.shop.customer({ customerName: 'Riverside', hasAccess: false })
    await takeOver(scene, { email: other.email ?? '' })
    expect(await ownerOf(scene)).toBe('Sam Newell')
    expect(await scene.shop.rows(`SELECT has_access FROM contacts WHERE id = ?`, other.contactId)).toEqual([[0]])
  })

  it('is no new owner’s whose company owns it: their own code changes nothing', async () => {
    const scene = await makeVan()
    const { shop, contact } = scene
    const browser = shop.visitor()
    const address = await addressOf(scene)
    await claim(browser, address, await codeOf(scene), { email: contact.email ?? '' })
    const own = await browser.post(`${address}/claims/code`, { code: await mailedCode(shop) })
    expect([own.status, own.text]).toEqual([422, expect.stringContaining('It is yours already')])
    expect(await shop.rows('SELECT used_at FROM handovers')).toEqual([[null]])
  })
})

describe('the code for a new owner', () => {
  it('works once: of two who have it, one gets it, and neither replays it', async () => {
    const scene = await makeVan()
    const { shop } = scene
    const code = await codeOf(scene)
    const address = await addressOf(scene)
    const people = ['ann', 'ben'].map((name) => ({ name, email: `${name}@next.test`, browser: shop.visitor() }))
    const codes: string[] = []
    for (const { name, email, browser } of people) {
      expect((await claim(browser, address, code, { claimant: name, email })).status).toBe(303)
      codes.push(await mailedCode(shop))
    }
    const answers = await Promise.all(
      people.map(({ browser }, i) => browser.post(`${address}/claims/code`, { code: codes[i] ?? '' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(answers.find(({ status }) => status === 422)?.text).toContain('Somebody took it over already')
    expect(await shop.rows('SELECT count(*) FROM ownerships')).toEqual([[2]])
    for (const [i, { browser }] of people.entries()) await browser.post(`${address}/claims/code`, { code: codes[i] ?? '' })
    expect((await claim(shop.visitor(), address, code)).status).toBe(404)
    expect(await shop.rows('SELECT count(*) FROM ownerships')).toEqual([[2]])
    expect(await shop.rows('SELECT count(*) FROM customers')).toEqual([[2]])
  })

  it('ends with its fifth wrong try, and says of none whether it was wrong or over', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const code = await codeOf(scene)
    const address = await addressOf(scene)
    const wrong = code === '22222222' ? '33333333' : '22222222'
    const texts = new Set<string>()
    for (let i = 0; i < 5; i++) {
      const page = await claim(scene.shop.visitor(), address, wrong)
      texts.add(/class="wrong"[^>]*>[\s\S]*?<\/span>/.exec(page.text)?.[0].replace(/<[^>]+>/g, '') ?? '')
      expect(page.status).toBe(422)
    }
    const right = await claim(scene.shop.visitor(), address, code)
    texts.add(/class="wrong"[^>]*>[\s\S]*?<\/span>/.exec(right.text)?.[0].replace(/<[^>]+>/g, '') ?? '')
    expect([right.status, texts.size]).toEqual([422, 1])
    expect(await scene.shop.rows('SELECT count(*) FROM handover_claims')).toEqual([[0]])
  })

  it('ends after seven days, also for who typed it before', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const code = await codeOf(scene)
    const address = await addressOf(scene)
    setClock(start + 7 * dayMs - 60_000)
    const browser = scene.shop.visitor()
    expect((await claim(browser, address, code)).status).toBe(303)
    const mailed = await mailedCode(scene.shop)
    setClock(start + 7 * dayMs)
    expect((await browser.post(`${address}/claims/code`, { code: mailed })).text).toContain('its owner ended the code')
    expect((await claim(scene.shop.visitor(), address, code)).status).toBe(422)
    expect(await ownerOf(scene)).toBe('Bluestem Plumbing')
  })

  it('ends when its owner ends it, and when they make another', async () => {
    const scene = await makeVan()
    const { shop, owner, keep, asset } = scene
    await switchOn(scene)
    const address = await addressOf(scene)
    const first = await codeOf(scene)
    await owner.submit(await owner.get(keep), `${shop.base}/assets/${asset}/handovers/removal`)
    expect((await claim(shop.visitor(), address, first)).status).toBe(422)
    const second = await codeOf(scene)
    const third = await shop.rows('SELECT count(*) FROM handovers WHERE revoked_at IS NULL')
    expect(third).toEqual([[1]])
    await owner.post(`${shop.base}/assets/${asset}/handovers`, { passesHistory: 'on' })
    expect((await claim(shop.visitor(), address, second)).status).toBe(422)
  })

  it('is shown to nobody who previews, and to no contact who may not decide', async () => {
    const scene = await makeVan()
    const { shop, desk, contact, asset } = scene
    const code = await codeOf(scene)
    const shown = `${code.slice(0, 4)} ${code.slice(4)}`
    const preview = await desk.get(`${shop.desk}/preview/${contact.contactId}/assets/${asset}/passport`)
    expect([preview.status, preview.text.includes(shown)]).toEqual([200, false])
    const viewer = await shop.signedIn(await shop.customer({ customerId: contact.customerId, canApprove: false }))
    expect((await viewer.get(scene.keep)).text).not.toContain(shown)
  })

  it('is stopped after twenty tries an hour from one network, whatever it tries', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const address = await addressOf(scene)
    const browser = scene.shop.visitor()
    const statuses: number[] = []
    for (let i = 0; i < 21; i++) statuses.push((await claim(browser, address, '22222222')).status)
    expect([new Set(statuses.slice(0, 20)), statuses[20]]).toEqual([new Set([422]), 429])
  })
})

describe('the mailbox of a new owner', () => {
  it('is proven in the browser that typed the code, in ten minutes and five tries; a new code starts anew', async () => {
    const scene = await makeVan()
    const { shop } = scene
    const address = await addressOf(scene)
    const browser = shop.visitor()
    await claim(browser, address, await codeOf(scene))
    const code = await mailedCode(shop)
    const other = openBrowser(testEnv.PORTAL_ORIGIN)
    expect((await other.post(`${address}/claims/code`, { code })).location).toBe(address)
    const wrong = code === '00000000' ? '11111111' : '00000000'
    for (let i = 0; i < 5; i++) expect((await browser.post(`${address}/claims/code`, { code: wrong })).status).toBe(422)
    expect((await browser.post(`${address}/claims/code`, { code })).text).toContain('This code has ended')
    await browser.post(`${address}/claims/code/again`)
    const second = await mailedCode(shop)
    expect(second).not.toBe(code)
    setClock(start + 10 * 60_000)
    expect((await browser.post(`${address}/claims/code`, { code: second })).text).toContain('This code has ended')
    await browser.post(`${address}/claims/code/again`)
    expect((await browser.post(`${address}/claims/code`, { code: await mailedCode(shop) })).status).toBe(303)
    expect(await ownerOf(scene)).toBe('Sam Newell')
  })

  it('is flooded by nobody: past three codes none is mailed, and what is not mailed proves nothing', async () => {
    const scene = await makeVan()
    const { shop } = scene
    const address = await addressOf(scene)
    const browser = shop.visitor()
    await claim(browser, address, await codeOf(scene))
    for (let i = 0; i < 4; i++) await browser.post(`${address}/claims/code/again`)
    expect((await shop.mailsTo(sam.email)).length).toBeLessThanOrEqual(3)
    expect((await browser.post(`${address}/claims/code`, { code: await mailedCode(shop) })).text).toContain('This code has ended')
  })
})
