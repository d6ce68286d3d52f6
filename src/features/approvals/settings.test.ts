import { describe, expect, it } from 'vitest'
import { normalizeEmail } from '#lib/email.ts'
import { sha256Of } from '#lib/sealed-record.ts'
import type { Browser, Fields } from '#testing/browser.ts'
import { formsOf } from '#testing/browser.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { askedOf, termsOf } from './asked.ts'
import { askedForStaff } from './queries.ts'
import {
  type ApprovalSettings,
  defaultApprovals,
  needsCode,
  needsSignature,
  type RequestKind,
  type SignatureRule,
} from './rules.ts'
import { contextOf, makeJob, sendParts } from './testing.ts'

async function makeScene() {
  const shop = await makeShop()
  await shop.rows('UPDATE profile SET approvals = NULL')
  const owner = await shop.staff()
  const address = `${shop.desk}/settings/approvals`
  const save = async (fields: Fields = {}) => owner.submit(await owner.get(address), address, fields)
  return { shop, owner, address, save }
}
async function kept(shop: TestShop): Promise<ApprovalSettings> {
  const [[text] = []] = await shop.rows('SELECT approvals FROM profile')
  return JSON.parse(String(text))
}
const heldBy = async (browser: Browser, address: string) =>
  formsOf(await browser.get(address)).find(({ action }) => action === address)?.fields ?? {}

describe('whether a signature is asked', () => {
  const base = defaultApprovals('fleet')
  it.each<[SignatureRule, number, number | null, boolean]>([
    ['never', 0, 99_999_999, false],
    ['never', 0, null, false],
    ['always', 0, 0, true],
    ['always', 0, null, true],
    ['above', 50_000, 49_999, false],
    ['above', 50_000, 50_000, false],
    ['above', 50_000, 50_001, true],
    ['above', 50_000, null, true],
  ])('%s, above %i, for a total of %s: %s, for each kind by its own rule', (signature, above, total, isAsked) => {
    for (const kind of ['proof', 'work', 'estimate'] as const) {
      const settings = { ...base, [kind]: { signature, signatureAboveMinor: above, checklist: [] } }
      expect(needsSignature(settings, kind, total), kind).toBe(isAsked)
      for (const other of (['proof', 'work', 'estimate'] as RequestKind[]).filter((one) => one !== kind))
        expect(needsSignature(settings, other, total)).toBe(needsSignature(base, other, total))
    }
    const settings = { ...base, linkCode: signature, linkCodeAboveMinor: above }
    expect(needsCode(settings, total)).toBe(isAsked)
  })
})

describe('Settings › Approvals', () => {
  it('begins as the trade does, and saving it untouched keeps it so', async () => {
    const { shop, save, owner, address } = await makeScene()
    const before = await heldBy(owner, address)
    expect((await save()).status).toBe(303)
    expect(await kept(shop)).toEqual(defaultApprovals('decoration'))
    const { command: _, version: __, ...after } = await heldBy(owner, address)
    expect(before).toMatchObject(after)
  })

  it('keeps everything that was set', async () => {
    const { shop, save } = await makeScene()
    const page = await save({
      ...{ needsProof: '', needsWork: 'on', proofSignature: 'above', proofAbove: '1,250.50', workSignature: 'always' },
      ...{ estimateSignature: 'never', po: 'demanded', linkCode: 'above', linkCodeAbove: '500', mailsShop: '' },
      workChecklist: ' The plate is right \r\n\r\nThe unit is right\r\nThe plate is right',
      recipients: 'Bay@Apex.test, office@apex.test\nbay@apex.test',
      ...{ remindAfter: '5, 1 3', remindBefore: '48', day1: '', day6: 'on' },
    })
    expect(page.status).toBe(303)
    expect(await kept(shop)).toMatchObject({
      needs: ['work'],
      proof: { signature: 'above', signatureAboveMinor: 125_050, checklist: defaultApprovals('decoration').proof.checklist },
      work: { signature: 'always', checklist: ['The plate is right', 'The unit is right'] },
      estimate: { signature: 'never' },
      ...{ po: 'demanded', linkCode: 'above', linkCodeAboveMinor: 50_000, mailsShop: false },
      recipients: [normalizeEmail('bay@apex.test'), 'office@apex.test'],
      ...{ remindAfterDays: [1, 3, 5], remindBeforeHours: 48, workingDays: [2, 3, 4, 5, 6] },
    })
  })

  it('lets points be added, removed and put in another order, without any script', async () => {
    const { shop, save } = await makeScene()
    await save({ proofChecklist: 'The size is right\nThe spelling is right\nThe dates are right' })
    expect((await kept(shop)).proof.checklist).toEqual(['The size is right', 'The spelling is right', 'The dates are right'])
    await save({ proofChecklist: '' })
    expect((await kept(shop)).proof.checklist).toEqual([])
  })

  it.each<[string, Fields, string]>([
    ['an amount that is none', { proofSignature: 'above', proofAbove: 'a lot' }, 'Type an amount'],
    ['a rule that is none', { workSignature: 'sometimes' }, 'Choose when'],
    ['half an address', { recipients: 'bay@' }, 'Type full email addresses'],
    ['days past two months', { remindAfter: '2, 61' }, 'from 1 to 60'],
    ['words for days', { remindAfter: 'tomorrow' }, 'from 1 to 60'],
    ['too many hours', { remindBefore: '241' }, 'from 0 to 240'],
    [
      'a checklist without end',
      { proofChecklist: Array.from({ length: 21 }, (_, i) => `Point ${i}`).join('\n') },
      'under 20 points',
    ],
    ['a point without end', { proofChecklist: 'x'.repeat(201) }, 'under 200 characters'],
    ['terms without end', { terms: 'x'.repeat(20_001) }, 'under 20000 characters'],
  ])('refuses %s in a sentence, with everything still in its field', async (_, fields, sentence) => {
    const { shop, save } = await makeScene()
    const page = await save({ ...fields, workChecklist: 'Kept while I mend it' })
    expect(page.status).toBe(422)
    expect(page.text).toContain(sentence)
    expect(page.text).toContain('Kept while I mend it')
    expect(await shop.rows('SELECT approvals FROM profile')).toEqual([[null]])
  })

  it('saved meanwhile by somebody else says what changed, and saves when meant', async () => {
    const { shop, owner, address } = await makeScene()
    const [theirs, mine] = [await owner.get(address), await owner.get(address)]
    await owner.submit(theirs, address, { po: 'demanded', terms: 'Theirs' })
    const again = await owner.submit(mine, address, { terms: 'Mine' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('PO numbers is now “demanded”')
    expect(again.text).toContain('Terms is now “Theirs”')
    expect(again.text).toContain('>Mine</textarea>')
    expect(await shop.rows('SELECT number, text FROM terms')).toEqual([[1, 'Theirs']])
    expect((await owner.submit(again, address)).status).toBe(303)
    expect(await shop.rows('SELECT number, text FROM terms ORDER BY number')).toEqual([
      [1, 'Theirs'],
      [2, 'Mine'],
    ])
  })

  it('shows the sheet of each kind as the customer meets it', async () => {
    const { owner, address, save } = await makeScene()
    await save({ terms: 'What you approve is made.', po: 'demanded', workSignature: 'never', workChecklist: 'The unit is right' })
    const proof = await owner.get(`${address}/preview/proof`)
    for (const part of ['What you approve is made.', 'The spelling is right', 'name="signedName"', 'name="poNumber"'])
      expect(proof.text).toContain(part)
    const work = await owner.get(`${address}/preview/work`)
    expect(work.text).toContain('The unit is right')
    expect(work.text).not.toContain('name="signedName"')
    expect((await owner.get(`${address}/preview/limit`)).status).toBe(404)
  })
})

describe('the terms', () => {
  it('become a new edition with each change of their text, and with nothing else', async () => {
    const { shop, save } = await makeScene()
    await save({ terms: 'First.\r\nTwo lines.' })
    await save({ po: 'no' })
    await save({ terms: 'First.\r\nTwo lines. ' })
    await save({ terms: 'Second.' })
    await save({ terms: '' })
    const rows = await shop.rows('SELECT number, text, sha256, created_by_id FROM terms ORDER BY number')
    const texts = ['First.\nTwo lines.', 'Second.', '']
    expect(rows).toEqual(await Promise.all(texts.map(async (text, i) => [i + 1, text, await sha256Of(text), shop.ownerId])))
  })

  it('of earlier can be read as they were', async () => {
    const { owner, save, address } = await makeScene()
    await save({ terms: 'The first text.' })
    await save({ terms: 'The second text.' })
    const page = await owner.get(address)
    for (const number of [1, 2]) expect(page.text).toContain(`href="${address}/terms/${number}"`)
    expect((await owner.get(`${address}/terms/1`)).text).toContain('The first text.')
    expect((await owner.get(`${address}/terms/2`)).text).toContain('In force since')
    for (const wrong of ['3', '0', 'x', '-1']) expect((await owner.get(`${address}/terms/${wrong}`)).status, wrong).toBe(404)
  })

  it('and the checklist of what was sent stay as they were, until it is sent anew', async () => {
    const { shop, save } = await makeScene()
    const contact = await shop.customer()
    const job = await makeJob(shop, contact)
    const shown = async () => {
      const asked = askedOf(await contextOf(shop).read(askedForStaff, { subject: job }))
      return [asked && termsOf(asked)?.text, asked?.content?.checklist, asked?.content?.needsSignature]
    }
    await save({ terms: 'The first text.', workChecklist: 'The plate is right', workSignature: 'always' })
    await sendParts(shop, contact, job)
    await save({ terms: 'The second text.', workChecklist: '', workSignature: 'never' })
    expect(await shown()).toEqual(['The first text.', ['The plate is right'], true])
    await sendParts(shop, contact, job)
    expect(await shown()).toEqual(['The second text.', [], false])
    await save({ terms: '' })
    await sendParts(shop, contact, job)
    expect(await shown()).toEqual([undefined, [], false])
  })

  it('cannot become two editions of one number, however many save at once', async () => {
    const { shop, owner, address } = await makeScene()
    const page = await owner.get(address)
    const pages = await Promise.all(
      ['A', 'B', 'C', 'D'].map((terms) => owner.submit({ ...page }, address, { terms, command: '' })),
    )
    expect(pages.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409])
    expect(await shop.rows('SELECT number FROM terms')).toEqual([[1]])
  })
})
