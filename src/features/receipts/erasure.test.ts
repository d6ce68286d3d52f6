import { describe, expect, it } from 'vitest'
import { depsOf } from '#env.ts'
import { checkChain } from '#lib/receipt-check.ts'
import { testEnv } from '#testing/outside.ts'
import { answer, makeScene, mixed, send } from './testing.ts'

async function decided() {
  const scene = await makeScene()
  await send(scene)
  const record = await answer(scene, mixed)
  const browser = await scene.shop.signedIn(scene.contact)
  await browser.get(`${scene.shop.base}/approvals/${record.approvalId}/receipt.pdf`)
  return { ...scene, ...record, browser }
}

describe('erasing', () => {
  it('takes the personal data of a record with its PDFs, and the record still verifies', async () => {
    const { shop, browser, approvalId, sha256 } = await decided()
    const [[key] = []] = await shop.rows(`SELECT key FROM files WHERE type = 'application/pdf'`)
    expect(await depsOf(testEnv).files.get(String(key))).toBeDefined()
    const manager = await shop.staff('manager')
    const page = await manager.get(`${shop.desk}/approvals/${approvalId}`)
    expect((await manager.submit(page, /erasure/)).status).toBe(303)
    expect(await shop.rows('SELECT payload, salt, erased_at IS NOT NULL FROM approval_payloads')).toEqual([[null, null, 1]])
    expect(await depsOf(testEnv).files.get(String(key))).toBeUndefined()
    const at = `${shop.base}/approvals/${approvalId}`
    const shown = await browser.get(at)
    expect(shown.text).toContain('Content erased on')
    expect(shown.text).not.toMatch(/203\.0\.113|Go ahead|receipt\.pdf/)
    expect((await browser.get(`${at}/receipt.pdf`)).status).toBe(410)
    const open = await shop.visitor().get(`/verify/${shop.key}_${sha256}`)
    expect(open.text).toContain('Content erased on Tue, Apr 9, 2030, 11:00 am EDT')
    expect(open.text).not.toContain('Bluestem')
    expect(await checkChain((await manager.get(`${shop.desk}/settings/approvals/chain.jsonl`)).text)).toMatchObject({
      ...{ records: 1, erased: 1, head: sha256, faults: [] },
    })
  })

  it('of a contact reaches every record of theirs and nobody else’s', async () => {
    const scene = await decided()
    const { shop, contact } = scene
    await answer(
      scene,
      { lin_flush: 'approved' },
      { actor: { kind: 'contact', id: 'con_other' }, name: 'Somebody Else', email: 'else@x.test' },
    )
    const manager = await shop.staff('manager')
    const page = await manager.get(`${shop.desk}/contacts/${contact.contactId}/edit`)
    expect((await manager.submit(page, /erasure/)).status).toBe(303)
    const rows = await shop.rows(
      `SELECT a.sequence, p.payload IS NULL FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id ORDER BY 1`,
    )
    expect(rows).toEqual([
      [1, 1],
      [2, 0],
    ])
  })

  it.each([
    ['through a link of theirs', { kind: 'link', id: 'lnk_theirs' }, null],
    ['put down by the shop, with their mailbox', { kind: 'staff', id: 'stf_0' }, 'theirs'],
  ] as const)('of a contact reaches what was decided %s', async (_, actor, mailbox) => {
    const scene = await decided()
    const { shop, contact } = scene
    await shop.rows(
      `INSERT INTO item_links (id, purpose, subject_id, contact_id, mailed_at, created_at) VALUES ('lnk_theirs', 'work', 'job_0', ?, 1, 1)`,
      contact.contactId,
    )
    const email = mailbox && (contact.email ?? null)
    await answer(scene, { lin_flush: 'approved' }, { actor, name: 'Joanne M.', email })
    await (await shop.staff('manager')).post(`${shop.desk}/contacts/${contact.contactId}/erasure`)
    expect(await shop.rows('SELECT count(*) FROM approval_payloads WHERE payload IS NOT NULL')).toEqual([[0]])
  })

  it('is not an advisor’s to do, nor offered to one', async () => {
    const { shop, contact, approvalId } = await decided()
    const advisor = await shop.staff('advisor')
    for (const at of [`${shop.desk}/approvals/${approvalId}`, `${shop.desk}/contacts/${contact.contactId}`])
      expect((await advisor.post(`${at}/erasure`)).status).toBe(403)
    expect((await advisor.get(`${shop.desk}/approvals/${approvalId}`)).text).not.toContain('erasure')
    expect((await advisor.get(`${shop.desk}/settings/approvals/chain.jsonl`)).status).toBe(403)
    expect(await shop.rows('SELECT count(*) FROM approval_payloads WHERE erased_at IS NULL')).toEqual([[1]])
  })

  it('mails no receipt of what was erased before it went', async () => {
    const { shop, contact, approvalId } = await decided()
    const manager = await shop.staff('manager')
    await manager.post(`${shop.desk}/approvals/${approvalId}/erasure`)
    expect((await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)).toEqual([])
  })
})

describe('the chain as a file', () => {
  it('has the keys first and every record in order, past one page of them', async () => {
    const { shop, sha256 } = await decided()
    const manager = await shop.staff('manager')
    const address = `${shop.desk}/settings/approvals/chain.jsonl`
    expect((await manager.get(`${shop.desk}/settings/approvals`)).text).toContain(`href="${address}"`)
    const download = async () => (await manager.get(address)).text
    const text = await download()
    expect(await checkChain(text)).toMatchObject({ records: 1, head: sha256, faults: [] })
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ format: 'approval-chain/1', shop: shop.key })
    await shop.rows(`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
      INSERT INTO approvals SELECT 'apl_' || i, i, kind, request_id, subject_id, job_id, customer_id, edition_id, edition, outcome, body, 'x' || i,
        previous_sha256, signature, key_id, at FROM approvals, n WHERE sequence = 1`)
    const lines = (await download()).trim().split('\n')
    expect(lines).toHaveLength(451)
    expect(JSON.parse(lines.at(-1) ?? '').sha256).toBe('x450')
  })
})
