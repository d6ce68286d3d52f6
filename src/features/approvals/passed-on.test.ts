import { describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { makeProofScene, sendDesigns, signed } from '#features/proofs/testing.ts'
import { keysOf, makeWork, sendLines } from '#features/work/testing.ts'
import { itemLinks } from '#identity/schema.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { formsOf, type Page } from '#testing/browser.ts'
import { start, type TestContact, type TestShop } from '#testing/world.ts'

const weekMs = 7 * 86_400_000
const morgan = 'Morgan Hale'

/** The address of a link to one item that this contact passed on. */
async function passedOn(
  shop: TestShop,
  contact: TestContact,
  item: { readonly purpose: 'proof' | 'work'; readonly subjectId: string; readonly mayDecide?: boolean },
) {
  const id = newId('lnk')
  const row = {
    id,
    contactId: contact.contactId,
    forwardedTo: morgan,
    mailedAt: start,
    createdAt: start,
    expiresAt: start + weekMs,
  }
  await write(shop.tenant.database, [sql.insert(itemLinks).values({ ...row, ...item })])
  const word = item.purpose === 'proof' ? 'prf' : 'job'
  return { id, path: `/view/${item.purpose}/${await makeToken(shop.tenant.keys, word, shop.key, bodyOf(id), 1)}` }
}

async function linesPassedOn(more: { readonly mayDecide?: boolean } = {}) {
  const scene = await makeWork()
  await sendLines(scene)
  const link = await passedOn(scene.shop, scene.contact, { purpose: 'work', subjectId: scene.job, ...more })
  const keyOf = await keysOf(scene)
  const answer = (said: string, fields: Record<string, string> = {}) =>
    scene.shop.visitor().post(`${link.path}/lines/answer`, { edition: '1', [`answer-${keyOf('Front')}`]: said, ...fields })
  return { ...scene, ...link, lines: `${link.path}/lines`, answer }
}
async function proofPassedOn(more: { readonly mayDecide?: boolean } = {}) {
  const scene = await makeProofScene()
  await sendDesigns(scene, ['Crest'])
  const link = await passedOn(scene.shop, scene.contact, { purpose: 'proof', subjectId: scene.proof, ...more })
  const page = await scene.shop.visitor().get(link.path)
  const design = String((await scene.shop.rows('SELECT design_key FROM designs'))[0]?.[0])
  const answer = (choice: string, fields: Record<string, string | readonly string[]> = {}) =>
    scene.shop.visitor().post(`${link.path}/answer`, { edition: '1', 'design[]': [design], choice, ...fields })
  return { ...scene, ...link, opened: page, design, answer }
}

async function recordIn(shop: TestShop) {
  const query = 'SELECT a.body, p.payload FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id'
  const [[body, payload] = []] = await shop.rows(query)
  return body === undefined ? undefined : { body: JSON.parse(String(body)), payload: JSON.parse(String(payload)) }
}
const saysSo = { forwardedBy: 'Joanne Mercer', forwardedTo: morgan, email: null }

describe('4.13: lines that were passed on', () => {
  it('are answered with a typed name; the record says identity not proven, and who passed it to whom', async () => {
    const { shop, lines, answer, contact, desk } = await linesPassedOn()
    expect((await shop.visitor().get(lines)).text).toContain('This link was passed on to you')
    expect((await answer('approved', { signedName: 'Morgan B. Hale' })).status).toBe(303)
    const record = await recordIn(shop)
    expect(record?.body).toMatchObject({ door: 'forward', proof: { method: 'none', at: null } })
    expect(record?.payload).toMatchObject({ name: 'Morgan B. Hale', ...saysSo })
    const [[approval] = []] = await shop.rows('SELECT id FROM approvals')
    for (const page of [
      await (await shop.signedIn(contact)).get(`${shop.base}/approvals/${approval}`),
      await desk.get(`${shop.desk}/approvals/${approval}`),
    ])
      expect(page.text).toContain(`Identity not proven, passed on by Joanne Mercer for ${morgan}`)
  })

  it.each(['approved', 'declined'])('are not %s without a typed name, whatever the link was made for', async (said) => {
    const { shop, answer } = await linesPassedOn()
    const page = await answer(said, { drawn: '{"width":9,"height":9,"strokes":[[1,1]]}' })
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Type your full name')])
    expect(await recordIn(shop)).toBeUndefined()
  })

  it('lead to the lines and never to the job, its invoices or its other files', async () => {
    const { shop, job, path, lines } = await linesPassedOn()
    await shop.rows(
      `INSERT INTO files (id, key, name, type, size, sha256, visibility, created_at) VALUES ('fil_1', 'k', 'a.png', 'image/png', 1, 'x', 'internal', 1)`,
    )
    await shop.rows(
      `INSERT INTO job_files (id, job_id, file_id, stage, caption, is_for_customer, added_by_id, created_at) VALUES ('jbf_1', ?, 'fil_1', 'artwork', '', 1, 'stf_0', 1)`,
      job,
    )
    const visitor = shop.visitor()
    const job1 = await visitor.get(path)
    expect([job1.status, job1.location]).toEqual([303, lines])
    const page = await visitor.get(lines)
    expect(page.text).not.toContain(`href="${path}"`)
    expect(page.text).not.toContain('/sign-in')
    expect((await visitor.get(`${path}/files/fil_1`)).status).toBe(404)
    expect((await visitor.get(path.replace('/work/', '/invoice/'))).status).toBe(404)
  })

  it('cannot be passed on again', async () => {
    const { shop, job, path, lines } = await linesPassedOn()
    const visitor = shop.visitor()
    for (const address of [`${path}/forwards`, `${lines}/forwards`]) {
      expect((await visitor.get(address)).status).toBe(404)
      expect((await visitor.post(address, { name: 'Lee', may: 'approve', days: '7' })).status).toBe(404)
    }
    const portal = await visitor.post(`${shop.base}/jobs/${job}/lines/forwards`, { name: 'Lee', may: 'approve', days: '7' })
    expect([303, 404]).toContain(portal.status)
    expect(await shop.rows('SELECT count(*) FROM item_links WHERE forwarded_to IS NOT NULL')).toEqual([[1]])
  })

  it('show prices only while the maker sees them', async () => {
    const { shop, lines } = await linesPassedOn()
    expect((await shop.visitor().get(lines)).text).toContain('$412.00')
    await shop.rows('UPDATE contacts SET sees_prices = 0')
    expect((await shop.visitor().get(lines)).text).not.toMatch(/\$|\b412\b/)
  })

  it.each([
    ['its maker may not approve any more', 'UPDATE contacts SET can_approve = 0', 200, 403],
    ['its maker’s access ended', 'UPDATE contacts SET has_access = 0', 404, 404],
    ['it was ended', 'UPDATE item_links SET revoked_at = 1', 404, 404],
    ['its time is over', `UPDATE item_links SET expires_at = ${start}`, 404, 404],
  ])('follow at once when %s', async (_, change, shown, answered) => {
    const { shop, lines, answer } = await linesPassedOn()
    await shop.rows(change)
    expect((await shop.visitor().get(lines)).status).toBe(shown)
    expect((await answer('approved', { signedName: morgan })).status).toBe(answered)
    expect(await recordIn(shop)).toBeUndefined()
  })

  it('are never mailed afresh', async () => {
    const { shop, id, path, contact } = await linesPassedOn()
    const before = (await shop.mailsTo(contact.email ?? '')).length
    for (const change of ['', `UPDATE item_links SET expires_at = ${start}`, 'UPDATE item_links SET mailed_at = 1']) {
      if (change) await shop.rows(change)
      expect((await shop.visitor().get(`${path}/lines`)).text).not.toContain('fresh link')
      expect((await shop.visitor().post(`${path}/fresh`)).status).toBe(404)
    }
    expect(await shop.rows('SELECT generation FROM item_links WHERE id = ?', id)).toEqual([[1]])
    expect((await shop.mailsTo(contact.email ?? '')).length).toBe(before)
  })

  it('can only be looked at where the link says so, by whatever door', async () => {
    const { shop, path, lines, answer } = await linesPassedOn({ mayDecide: false })
    const page = await shop.visitor().get(lines)
    expect(formsOf(page).filter(({ fields }) => 'edition' in fields)).toEqual([])
    expect((await answer('approved', { signedName: morgan })).status).toBe(403)
    expect((await answer('declined', { signedName: morgan })).status).toBe(403)
    expect((await shop.visitor().post(`${lines}/code`)).status).toBe(404)
    expect((await shop.visitor().post(`${path.replace('/work/', '/proof/')}/answer`, { edition: '1' })).status).toBe(404)
    expect(await recordIn(shop)).toBeUndefined()
  })
})

describe('4.13: a proof that was passed on', () => {
  it.each([
    ['approve', { ...signed, signedName: 'Morgan B. Hale' }],
    ['changes', { signedName: 'Morgan B. Hale', note: 'Bigger' }],
    ['declined', { signedName: 'Morgan B. Hale' }],
  ])('is answered with “%s” and a typed name, and the record says who passed it to whom', async (choice, fields) => {
    const { shop, answer, design } = await proofPassedOn()
    const page = await answer(choice === 'approve' ? design : choice, fields)
    expect(page.status, page.text).toBe(303)
    const record = await recordIn(shop)
    expect(record?.body).toMatchObject({ door: 'forward', proof: { method: 'none', at: null } })
    expect(record?.payload).toMatchObject({ name: 'Morgan B. Hale', ...saysSo, forwardedBy: 'Dana Whitfield' })
  })

  it('asks for the name beside each answer, and takes none without', async () => {
    const { shop, answer, opened, design } = await proofPassedOn()
    const named = (page: Page) => formsOf(page).filter(({ fields }) => 'signedName' in fields).length
    expect(named(opened)).toBe(3)
    for (const [choice, note] of [
      [design, ''],
      ['changes', 'Bigger'],
      ['declined', ''],
    ] as const) {
      const page = await answer(choice, { 'checked[]': signed['checked[]'], note })
      expect([page.status, page.text]).toEqual([422, expect.stringContaining('Type your full name')])
    }
    expect(await recordIn(shop)).toBeUndefined()
  })

  it('can only be looked at where the link says so, by whatever door', async () => {
    const { shop, path, opened, answer, design } = await proofPassedOn({ mayDecide: false })
    expect(formsOf(opened)).toEqual([])
    for (const choice of [design, 'changes', 'declined'])
      expect((await answer(choice, { ...signed, note: 'Bigger' })).status).toBe(403)
    const pin = { edition: '1', design, xPpm: '5', yPpm: '5', body: 'Here' }
    expect((await shop.visitor().post(`${path}/pins`, pin)).status).toBe(403)
    expect((await shop.visitor().post(`${path}/code`)).status).toBe(404)
    expect(await recordIn(shop)).toBeUndefined()
    expect(await shop.rows('SELECT count(*) FROM pins')).toEqual([[0]])
  })
})
