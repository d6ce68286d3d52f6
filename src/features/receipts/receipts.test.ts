import { describe, expect, it, vi } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { contextOf } from '#features/approvals/testing.ts'
import { files } from '#features/files/schema.ts'
import { newId } from '#lib/id.ts'
import { receiptFault } from '#lib/receipt-check.ts'
import { sha256Of } from '#lib/sealed-record.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { textOfPdf } from '#testing/paper.ts'
import { pngOf } from '#testing/pictures.ts'
import { receiptPdf } from './pdf.ts'
import { recordById } from './queries.ts'
import { receiptOf } from './receipt.ts'
import { answer, linkTo, makeScene, mixed, send } from './testing.ts'

const price = '47.11'

async function decided() {
  const scene = await makeScene()
  await send(scene)
  return { ...scene, ...(await answer(scene, mixed)) }
}

describe('a record', () => {
  it('says what was shown, who, how they proved it, IP, device, date and time to the minute with zone, and the record before (4.9)', async () => {
    const { shop, contact, approvalId, sha256 } = await decided()
    const browser = await shop.signedIn(contact)
    const { text, status } = await browser.get(`${shop.base}/approvals/${approvalId}`)
    expect(status).toBe(200)
    for (const said of ['Front brake pads', 'Joanne Mercer, Bluestem Plumbing', 'Tue, Apr 9, 2030, 11:00 am EDT'])
      expect(text).toContain(said)
    expect(text).toContain('Signed in with the mailbox c•••@customer.test, proved Tue, Apr 9, 2030, 10:45 am EDT')
    for (const said of ['203.0.113.24', 'Safari on iPhone', 'I authorize the work.', 'PO 77', 'Not this time', '1, the first'])
      expect(text).toContain(said)
    expect(text).toContain(sha256.slice(0, 4))
    expect(text).toContain('$70.11')
  })

  it('that a person gave by phone reads as such wherever it is told', async () => {
    const scene = await makeScene()
    await send(scene)
    const { approvalId } = await answer(scene, mixed, {
      door: 'phone',
      actor: { kind: 'staff', id: scene.shop.ownerId },
      proof: { method: 'staff_word', at: null },
      recordedBy: 'Olive Owner',
      saidAt: '2030-04-09T14:30:00.000Z',
    })
    const browser = await scene.shop.signedIn(scene.contact)
    const page = await browser.get(`${scene.shop.base}/approvals/${approvalId}`)
    expect(page.text).toContain('by phone')
    expect(page.text).toContain('The word of Olive Owner: said by phone, Tue, Apr 9, 2030, 10:30 am EDT')
    expect((await browser.get(`${scene.shop.base}/jobs/${scene.job}`)).text).toContain('by phone')
    expect((await (await scene.shop.staff()).get(`${scene.shop.desk}/jobs/${scene.job}`)).text).toContain('by phone')
  })

  it('that came by a link passed on says that nobody was proven, and who passed it to whom', async () => {
    const scene = await makeScene()
    await send(scene)
    const words = { forwardedBy: 'Joanne Mercer', forwardedTo: 'Hank', email: null, name: 'Hank' }
    const { approvalId } = await answer(scene, mixed, { door: 'forward', proof: { method: 'none', at: null }, ...words })
    const page = await (await scene.shop.signedIn(scene.contact)).get(`${scene.shop.base}/approvals/${approvalId}`)
    expect(page.text).toContain('Identity not proven, passed on by Joanne Mercer for Hank')
  })

  it('draws the signature from its strokes, with words for those who hear it', async () => {
    const scene = await makeScene()
    await send(scene)
    const strokes = [
      [10, 20, 30, 40],
      [50, 50],
    ]
    const { approvalId } = await answer(scene, mixed, {
      signature: { kind: 'drawn', name: 'Joanne Mercer', width: 260, height: 64, strokes },
    })
    const page = await (await scene.shop.signedIn(scene.contact)).get(`${scene.shop.base}/approvals/${approvalId}`)
    expect(page.text).toContain('d="M10 20L30 40M50 50L50 50"')
    expect(page.text).toContain('aria-label="Signature of Joanne Mercer"')
  })

  it('is one round trip to the database', async () => {
    const { shop, contact, approvalId } = await decided()
    const browser = await shop.signedIn(contact)
    await browser.get(shop.base)
    for (const page of ['', '/edition']) {
      await libsql.resetCounters(shop.namespace)
      await browser.get(`${shop.base}/approvals/${approvalId}${page}`)
      expect((await libsql.counters(shop.namespace)).requests).toBe(1)
    }
  })

  it('is not there for another customer, by no address of it', async () => {
    const { shop, approvalId } = await decided()
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    for (const end of ['', '/edition', '/receipt.pdf', '/receipt.json'])
      expect((await stranger.get(`${shop.base}/approvals/${approvalId}${end}`)).status, end).toBe(404)
  })

  it('goes with its customer when that one is merged into another', async () => {
    const { shop, contact, approvalId } = await decided()
    const other = await shop.customer({ customerName: 'Bluestem' })
    await shop.rows('UPDATE approval_requests SET customer_id = ?', other.customerId)
    await shop.rows('UPDATE jobs SET customer_id = ?', other.customerId)
    expect((await (await shop.signedIn(other)).get(`${shop.base}/approvals/${approvalId}`)).status).toBe(200)
    expect((await (await shop.signedIn(contact)).get(`${shop.base}/approvals/${approvalId}`)).status).toBe(404)
  })

  it('shows no amount to a contact without the tick, and hands them no file that holds one', async () => {
    const { shop, contact, approvalId } = await decided()
    const at = `${shop.base}/approvals/${approvalId}`
    const seeing = await shop.signedIn(contact)
    for (const page of [at, `${at}/edition`, `${at}/receipt.json`]) expect((await seeing.get(page)).text, page).toMatch(/47\.?11/)
    const blind = await shop.signedIn(await shop.customer({ customerId: contact.customerId, seesPrices: false }))
    for (const page of [at, `${at}/edition`]) {
      const { text, status } = await blind.get(page)
      expect(status).toBe(200)
      expect(text, page).not.toContain('$')
      expect(text).toContain('Front brake pads')
      expect(text).not.toContain('receipt.json')
    }
    expect((await blind.get(`${at}/receipt.json`)).status).toBe(404)
    const [pdf, whole] = [await blind.fetch(`${at}/receipt.pdf`), await seeing.fetch(`${at}/receipt.pdf`)]
    expect(await textOfPdf(await whole.arrayBuffer())).toContain(price)
    expect(await textOfPdf(await pdf.arrayBuffer())).not.toContain('$')
    expect(await shop.rows('SELECT has_prices FROM receipts ORDER BY 1')).toEqual([[0], [1]])
  })

  it('shows no amount to production', async () => {
    const { shop, approvalId } = await decided()
    const member = await shop.staff('production')
    const { text, status } = await member.get(`${shop.desk}/approvals/${approvalId}`)
    expect(status).toBe(200)
    expect(text).not.toContain('$')
  })

  it('opens by the link to its own item and by no other link', async () => {
    const scene = await decided()
    const { shop, job, approvalId } = scene
    const work = await linkTo(scene, 'work', job)
    const proof = await linkTo(scene, 'proof', newId('prf'))
    expect((await shop.visitor().get(`/view/work/${work}/approvals/${approvalId}`)).text).toContain('Front brake pads')
    expect((await shop.visitor().get(`/view/work/${work}/approvals/${approvalId}/edition`)).status).toBe(200)
    expect((await shop.visitor().get(`/view/proof/${proof}/approvals/${approvalId}`)).status).toBe(404)
    await shop.rows('UPDATE item_links SET revoked_at = 1')
    expect((await shop.visitor().get(`/view/work/${work}/approvals/${approvalId}`)).status).toBe(404)
  })
})

describe('see what they saw', () => {
  it('opens that edition as it was, also after another was sent', async () => {
    const scene = await makeScene()
    await send(scene)
    const { approvalId } = await answer(scene, mixed)
    await send(scene, { parts: [{ key: 'lin_pads', title: 'Rear brake pads', amountMinor: 9_900 }] })
    const { text } = await (await scene.shop.signedIn(scene.contact)).get(`${scene.shop.base}/approvals/${approvalId}/edition`)
    expect(text).toContain('Version 1')
    expect(text).toContain('Front brake pads')
    expect(text).not.toContain('Rear brake pads')
    expect(text).toContain('A newer version was sent since')
  })

  it('shows the designs of that edition with their pictures', async () => {
    const scene = await makeScene({ trade: 'decoration' })
    const { proof, preview } = await sendProof(scene)
    const { approvalId } = await answer(scene, { dsn_a: 'approved' }, {}, { subject: proof })
    const { text } = await (await scene.shop.signedIn(scene.contact)).get(`${scene.shop.base}/approvals/${approvalId}/edition`)
    expect(text).toContain(`/files/${preview}`)
    expect(text).toContain('Left chest')
  })
})

describe('the receipt as JSON', () => {
  it('is the sealed record with all that is needed to check it without us', async () => {
    const { shop, contact, approvalId } = await decided()
    const { text } = await (await shop.signedIn(contact)).get(`${shop.base}/approvals/${approvalId}/receipt.json`)
    const receipt = JSON.parse(text)
    const keyOf = (id: string) => (id === receipt.keyId ? receipt.publicKey : undefined)
    expect(await receiptFault(receipt, keyOf)).toBeUndefined()
    const changed = { ...receipt, payload: receipt.payload.replace('Joanne', 'Johann') }
    expect(await receiptFault(changed, keyOf)).toMatch(/personal data/)
    expect(await receiptFault({ ...receipt, edition: receipt.edition.replace('pads', 'pods') }, keyOf)).toMatch(/what was shown/)
  })

  it('holds the twelve facts of the evidence', async () => {
    const { shop, contact, approvalId } = await decided()
    const { text } = await (await shop.signedIn(contact)).get(`${shop.base}/approvals/${approvalId}/receipt.json`)
    const { body: sealed, payload: personal } = JSON.parse(text)
    const [body, payload] = [JSON.parse(sealed), JSON.parse(personal)]
    expect(body).toMatchObject({
      subject: expect.stringMatching(/^job_/),
      edition: { number: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      decisions: expect.arrayContaining([expect.objectContaining({ key: 'lin_flush', answer: 'declined', amountMinor: 118_00 })]),
      ...{ approvedMinor: 70_11, currency: 'USD', consent: 'I authorize the work.', previous: '0'.repeat(64) },
      actor: { kind: 'contact', id: contact.contactId },
      proof: { method: 'session', at: expect.stringMatching(/Z$/) },
      ...{ at: '2030-04-09T15:00:00.000Z', zone: 'America/New_York' },
    })
    expect(payload).toMatchObject({ name: 'Joanne Mercer', email: contact.email, ip: '203.0.113.24', userAgent: 'Safari' })
  })
})

describe('the receipt as PDF', () => {
  it('is made once, whoever asks and however many at once', async () => {
    const { shop, contact, approvalId } = await decided()
    const browser = await shop.signedIn(contact)
    const at = `${shop.base}/approvals/${approvalId}/receipt.pdf`
    // The runner loads a module over the request that asks first; what all of them need is there before they race.
    await Promise.all([import('@libpdf/core'), import('#generated/pdf-fonts.ts')])
    const all = await Promise.all(Array.from({ length: 6 }, async () => (await browser.fetch(at)).arrayBuffer()))
    const hashes = await Promise.all(all.map((bytes) => sha256Of(new Uint8Array(bytes))))
    expect(new Set(hashes).size).toBe(1)
    expect(await shop.rows('SELECT sha256 FROM receipts')).toEqual([[hashes[0]]])
    expect(await shop.rows(`SELECT count(*) FROM files WHERE type = 'application/pdf'`)).toEqual([[1]])
  })

  it('says what was approved and how we know, with the address to check it, and holds the thumbnail', async () => {
    const scene = await makeScene({ trade: 'decoration' })
    const { proof } = await sendProof(scene)
    const { approvalId, sha256 } = await answer(scene, { dsn_a: 'approved' }, { name: 'Łódź Žižka' }, { subject: proof })
    const browser = await scene.shop.signedIn(scene.contact)
    const response = await browser.fetch(`${scene.shop.base}/approvals/${approvalId}/receipt.pdf`)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const bytes = await response.arrayBuffer()
    const text = (await textOfPdf(bytes)).replaceAll(/\s+/g, '')
    for (const said of [
      'Crewpolos',
      'Leftchest',
      'ŁódźŽižka',
      '203.0.113.24',
      sha256,
      `verify/${scene.shop.key}_${sha256.slice(0, 8)}`,
    ])
      expect(text).toContain(said)
    expect(new TextDecoder('latin1').decode(bytes)).toContain('/Subtype /Image')
  })
})

describe('a receipt in letters the paper has not', () => {
  it('says where to read it in full, with the address to check it, and shows no box or question mark in their place', async () => {
    const scene = await makeScene()
    await send(scene, { title: 'مرحبا' })
    const { approvalId } = await answer(scene, mixed)
    const browser = await scene.shop.signedIn(scene.contact)
    const file = await browser.fetch(`${scene.shop.base}/approvals/${approvalId}/receipt.pdf`)
    const text = await textOfPdf(await file.arrayBuffer())
    expect(text).toContain('Read it in full online')
    expect(text).toContain(`/approvals/${approvalId}`)
    expect(text).toContain('/verify/')
    expect(text).not.toMatch(/[?\ufffd]/)
  })
})

describe('a receipt of any size', () => {
  it('is made of bytes alone, fetches nothing and stays within 20 MB (ASSURANCE 64)', async () => {
    const { shop, approvalId } = await decided()
    const [[row]] = await contextOf(shop).read([recordById], { id: approvalId })
    if (!row) throw new Error('There is no record')
    const receipt = receiptOf(row)
    const long = 'http://evil.test/x.png <img src=http://evil.test> Żółć Ελληνικά Привет '.repeat(80).slice(0, 4_000)
    const parts = Array.from({ length: 200 }, (_, i) => ({
      ...{
        part: { key: `dsn_${i}`, title: `Design ${i} ${long.slice(0, 300)}`, amountMinor: 1 },
        answer: 'approved' as const,
        comment: long,
      },
    }))
    const ctx = contextOf(shop)
    await ctx.read([])
    const asked = vi.spyOn(globalThis, 'fetch')
    const bytes = await receiptPdf({
      ...{
        shop: ctx.shop,
        hasPrices: true,
        pictures: new Map([['dsn_1', await pngOf(480, 300)]]),
        check: 'http://localhost/verify/x',
        online: 'http://localhost/portal/approvals/x',
      },
      receipt: { ...receipt, kind: 'proof', parts, payload: receipt.payload && { ...receipt.payload, note: long } },
    })
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
    expect(bytes.byteLength).toBeLessThan(20 * 1024 * 1024)
  })
})

/** A proof of one design, with a preview in the store. */
async function sendProof(scene: Awaited<ReturnType<typeof makeScene>>) {
  const [proof, original, preview] = [newId('prf'), newId('fil'), newId('fil')]
  const { shop } = scene
  const bytes = await pngOf(800, 500)
  await depsOf(testEnv).files.put(`${shop.key}/${preview}`, bytes, 'image/png')
  const file = { size: bytes.byteLength, type: 'image/png', width: 800, height: 500, sha256: 'ab', createdAt: 1 }
  const rows = [
    { ...file, id: original, key: `${shop.key}/${original}`, name: 'art.png', visibility: 'internal' as const },
    {
      ...file,
      id: preview,
      key: `${shop.key}/${preview}`,
      name: 'art.png',
      visibility: 'internal' as const,
      derivedFromId: original,
      variant: 'preview' as const,
    },
  ]
  await write(shop.tenant.database, [sql.insert(files).values(rows)])
  const design = {
    key: 'dsn_a',
    title: 'Crew polos',
    placement: 'Left chest',
    amountMinor: null,
    file: { id: original, sha256: 'ab' },
  }
  await send(scene, { kind: 'proof', subjectId: proof, title: 'Spring crew polos', parts: [design], files: [original] })
  return { proof, preview }
}
