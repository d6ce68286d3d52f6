import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import type { RequestState } from '#features/approvals/rules.ts'
import { approvalRequests, approvals, editionFiles, editions, receipts } from '#features/approvals/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { itemLinks } from '#identity/schema.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import type { Browser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { makeShop, start, type TestContact, type TestShop } from '#testing/world.ts'
import { files, jobFiles } from './schema.ts'

const content = '0123456789'

let shop: TestShop
let contact: TestContact
let browser: Browser
let job: string
beforeAll(async () => {
  shop = await makeShop()
  contact = await shop.customer()
  browser = await shop.signedIn(contact)
  job = await makeJob(contact)
})

async function makeJob({ customerId }: TestContact) {
  const id = newId('job')
  const number = Number((await shop.rows('SELECT count(*) FROM jobs'))[0]?.[0]) + 1
  const row = { id, number, title: 'Caps', customerId, statusId: shop.statuses[0]?.id ?? '', statusAt: start, createdAt: start }
  await write(shop.tenant.database, [sql.insert(jobs).values(row)])
  return id
}
async function makeFile(more: Partial<typeof files.$inferInsert> = {}) {
  const id = newId('fil')
  const key = `${shop.key}/${id}`
  await depsOf(testEnv).files.put(key, new TextEncoder().encode(content), 'image/png')
  const row = { id, key, name: 'Naht "fein" ü.png', type: 'image/png', size: content.length, sha256: id, createdAt: start }
  await write(shop.tenant.database, [sql.insert(files).values({ ...row, visibility: 'internal', ...more })])
  return id
}
async function onJob(fileId: string, jobId: string, isForCustomer = true) {
  const row = { id: newId('jbf'), jobId, fileId, stage: 'artwork', isForCustomer, addedById: 'stf_0', createdAt: start }
  await write(shop.tenant.database, [sql.insert(jobFiles).values(row)])
  return row.id
}
/** An edition with one file, of a request that stands so. */
async function inEdition(fileId: string, customerId: string, state: RequestState, number: number, current: number) {
  const [subjectId, editionId] = [newId('prf'), newId('edi')]
  await write(shop.tenant.database, [
    sql.insert(editions).values({ id: editionId, subjectId, number, content: '{}', sha256: editionId, createdAt: start }),
    sql.insert(editionFiles).values({ editionId, fileId, subjectId }),
    sql.insert(approvalRequests).values({
      ...{ id: newId('apr'), kind: 'proof' as const, subjectId, customerId, title: 'Proof', state, edition: current },
    }),
  ])
  return subjectId
}
async function linkTo(purpose: 'work' | 'invoice' | 'proof', subjectId: string, to = contact) {
  const id = newId('lnk')
  const row = { id, purpose, subjectId, contactId: to.contactId, mailedAt: start, createdAt: start }
  await write(shop.tenant.database, [sql.insert(itemLinks).values(row)])
  const words = { work: 'job', invoice: 'inv', proof: 'prf' } as const
  return makeToken(shop.tenant.keys, words[purpose], shop.key, bodyOf(id), 1)
}
const look = async (who: Browser, address: string, headers: Record<string, string> = {}) => {
  const response = await who.fetch(address, { headers })
  return { status: response.status, text: new TextDecoder().decode(await response.arrayBuffer()), headers: response.headers }
}
const seen = async (id: string, who = browser) => (await look(who, `${shop.base}/files/${id}`)).status

describe('a customer gets the bytes', () => {
  it('of a file on their job and of what was drawn of it, until it is hidden or removed', async () => {
    const file = await makeFile()
    const drawn = await makeFile({ derivedFromId: file })
    const row = await onJob(file, job)
    expect([await seen(file), await seen(drawn)]).toEqual([200, 200])
    await shop.rows('UPDATE job_files SET is_for_customer = 0 WHERE id = ?', row)
    expect([await seen(file), await seen(drawn)]).toEqual([404, 404])
    await shop.rows('UPDATE job_files SET is_for_customer = 1, removed_at = 1 WHERE id = ?', row)
    expect([await seen(file), await seen(drawn)]).toEqual([404, 404])
  })

  it('of no loose file, no internal one, and none of another customer’s job', async () => {
    const other = await shop.customer({ customerName: 'Other Co.' })
    const [loose, internal, theirs] = [await makeFile({ isLoose: true }), await makeFile(), await makeFile()]
    await onJob(internal, job, false)
    await onJob(theirs, await makeJob(other))
    expect(await Promise.all([loose, internal, theirs, 'fil_none', '..%2Fx'].map((id) => seen(id)))).toEqual(Array(5).fill(404))
    expect(await seen(theirs, await shop.signedIn(other))).toBe(200)
  })

  it('of a file in an edition that was sent to them, and of no draft, no later edition, nobody else’s', async () => {
    const other = await shop.customer({ customerName: 'Other Co.' })
    const mine = contact.customerId
    const cases = [
      [mine, 'open', 1, 1, 200],
      [mine, 'approved', 1, 2, 200],
      [mine, 'draft', 1, 1, 404],
      [mine, 'withdrawn', 1, 1, 404],
      [mine, 'open', 2, 1, 404],
      [other.customerId, 'open', 1, 1, 404],
    ] as const
    for (const [customer, state, number, current, status] of cases) {
      const file = await makeFile()
      await inEdition(file, customer, state, number, current)
      expect(await seen(file), `${state} ${number} of ${current}`).toBe(status)
    }
  })

  it('only while their access lasts, also of what their browser keeps', async () => {
    const leaver = await shop.customer()
    const who = await shop.signedIn(leaver)
    const file = await makeFile()
    await onJob(file, await makeJob(leaver))
    const first = await look(who, `${shop.base}/files/${file}`)
    const kept = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await look(who, `${shop.base}/files/${file}`, kept)).status).toBe(304)
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', leaver.contactId)
    expect((await look(who, `${shop.base}/files/${file}`, kept)).status).toBe(303)
    expect((await look(who, `${shop.base}/files/${file}`, { range: 'bytes=0-1' })).status).toBe(303)
  })
})

describe('a link gets the bytes', () => {
  it('of its one job, and of nothing else of the same customer', async () => {
    const [file, elsewhere, internal] = [await makeFile(), await makeFile(), await makeFile()]
    const drawn = await makeFile({ derivedFromId: file })
    await onJob(file, job)
    await onJob(internal, job, false)
    await onJob(elsewhere, await makeJob(contact))
    const token = await linkTo('work', job)
    const through = async (id: string) => (await look(shop.visitor(), `/view/work/${token}/files/${id}`)).status
    expect(await Promise.all([file, drawn].map(through))).toEqual([200, 200])
    expect(await Promise.all([elsewhere, internal].map(through))).toEqual([404, 404])
    const invoice = await linkTo('invoice', job)
    expect((await look(shop.visitor(), `/view/work/${invoice}/files/${file}`)).status).toBe(404)
    await shop.rows('UPDATE item_links SET revoked_at = 1')
    expect(await through(file)).toBe(404)
  })

  it('of no job that went to another company after it was mailed', async () => {
    const moved = await makeJob(contact)
    const file = await makeFile()
    await onJob(file, moved)
    const token = await linkTo('work', moved)
    const other = await shop.customer({ customerName: 'Other Co.' })
    await shop.rows('UPDATE jobs SET customer_id = ? WHERE id = ?', other.customerId, moved)
    expect((await look(shop.visitor(), `/view/work/${token}/files/${file}`)).status).toBe(404)
  })

  it('of no proof that went to another company after it was mailed', async () => {
    const [file, other] = [await makeFile(), await shop.customer({ customerName: 'Other Co.' })]
    const proof = await inEdition(file, contact.customerId, 'open', 1, 1)
    const address = `/view/proof/${await linkTo('proof', proof)}/files/${file}`
    expect((await look(shop.visitor(), address)).status).toBe(200)
    await shop.rows('UPDATE approval_requests SET customer_id = ? WHERE subject_id = ?', other.customerId, proof)
    expect((await look(shop.visitor(), address)).status).toBe(404)
  })
})

describe('staff get the bytes', () => {
  it('of every file of the shop in every role, but of no receipt and no other shop’s', async () => {
    const file = await makeFile({ isLoose: true })
    for (const role of ['owner', 'production'] as const)
      expect((await look(await shop.staff(role), `${shop.desk}/files/${file}`)).status).toBe(200)
    const stranger = await (await makeShop()).staff()
    expect((await look(stranger, `${shop.desk}/files/${file}`)).text).not.toContain(content)
    const receipt = await makeFile()
    const record = { kind: 'proof' as const, subjectId: 'prf_0', customerId: contact.customerId, outcome: 'approved' as const }
    const chain = { sequence: 1, body: '{}', sha256: 'x', previousSha256: '', signature: '', keyId: 'k', at: start }
    await write(shop.tenant.database, [
      sql.insert(approvals).values({ id: 'apv_0', ...record, ...chain }),
      sql.insert(receipts).values({ approvalId: 'apv_0', hasPrices: true, fileId: receipt, sha256: 'x', createdAt: start }),
    ])
    expect((await look(await shop.staff(), `${shop.desk}/files/${receipt}`)).status).toBe(404)
  })

  it('in a preview, as far as the customer gets them', async () => {
    const [shown, hidden] = [await makeFile(), await makeFile()]
    await onJob(shown, job)
    await onJob(hidden, job, false)
    const owner = await shop.staff()
    const base = `${shop.desk}/preview/${contact.contactId}/files`
    expect((await look(owner, `${base}/${shown}`)).status).toBe(200)
    expect((await look(owner, `${base}/${hidden}`)).status).toBe(404)
  })
})

describe('an answer with bytes', () => {
  it('runs nothing, is drawn in by no other site, is asked for anew each time, and is saved under its name', async () => {
    const picture = await makeFile()
    const document = await makeFile({ type: 'application/pdf', name: 'Beleg.pdf' })
    const owner = await shop.staff()
    const { headers, text } = await look(owner, `${shop.desk}/files/${picture}`)
    expect(text).toBe(content)
    expect(headers.get('content-type')).toBe('image/png')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(headers.get('content-length')).toBe(String(content.length))
    expect(headers.get('content-disposition')).toBe(
      `inline; filename="Naht _fein_ _.png"; filename*=UTF-8''Naht%20%22fein%22%20%C3%BC.png`,
    )
    const other = await look(owner, `${shop.desk}/files/${document}`)
    expect(other.headers.get('content-disposition')).toMatch(/^attachment; filename="Beleg.pdf"/)
  })

  it('comes in parts as they are asked for', async () => {
    const file = await makeFile()
    const owner = await shop.staff()
    const ask = (headers: Record<string, string>) => look(owner, `${shop.desk}/files/${file}`, headers)
    for (const [range, part, where] of [
      ['bytes=2-4', '234', 'bytes 2-4/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
      ['bytes=0-99', content, 'bytes 0-9/10'],
    ] as const) {
      const answer = await ask({ range })
      expect([answer.status, answer.text, answer.headers.get('content-range')], range).toEqual([206, part, where])
    }
    const past = await ask({ range: 'bytes=10-' })
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */10'])
    for (const headers of [{ range: 'bytes=0-1,4-5' }, { range: 'lines=1-2' }, { range: 'bytes=1-2', 'if-range': '"older"' }])
      expect((await ask(headers)).status).toBe(200)
  })

  it('whose bytes are gone from the store is not found', async () => {
    const file = await makeFile()
    await testEnv.FILES.delete(`${shop.key}/${file}`)
    expect((await look(await shop.staff(), `${shop.desk}/files/${file}`)).status).toBe(404)
  })
})
