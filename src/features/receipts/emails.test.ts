import { describe, expect, it } from 'vitest'
import { sha256Of } from '#lib/sealed-record.ts'
import { libsql, mailbox } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { answer, makeScene, mixed, type Scene, send } from './testing.ts'

async function decided(words: Parameters<typeof answer>[2] = {}, scene?: Scene) {
  const made = scene ?? (await makeScene())
  await send(made)
  return { ...made, ...(await answer(made, mixed, words)) }
}
const about = async (address: string, subject: RegExp) => (await mailbox.to(address)).filter((mail) => subject.test(mail.Subject))

describe('the receipt', () => {
  it('goes to the one who answered, with the PDF that the record’s page hands out (4.9)', async () => {
    const { shop, contact, approvalId } = await decided()
    await shop.ring()
    const [mail, ...others] = await about(contact.email ?? '', /^Your receipt/)
    expect(others).toEqual([])
    expect(mail?.Text).toContain(`/approvals/${approvalId}`)
    expect(mail?.Text).toContain('$70.11')
    expect(mail?.Attachments).toEqual([expect.objectContaining({ FileName: 'receipt-1.pdf', ContentType: 'application/pdf' })])
    const bytes = await mailbox.part(mail?.ID ?? '', mail?.Attachments[0]?.PartID ?? '')
    expect(await shop.rows('SELECT sha256 FROM receipts WHERE has_prices = 1')).toEqual([[await sha256Of(bytes)]])
  })

  it('goes while the portal is off too, and leads nowhere then', async () => {
    const { shop, contact, approvalId } = await decided()
    await shop.rows('UPDATE profile SET is_portal_on = 0')
    await shop.ring()
    const [mail] = await about(contact.email ?? '', /^Your receipt/)
    expect(mail?.Attachments).toHaveLength(1)
    expect(mail?.Text).not.toContain(`/approvals/${approvalId}`)
  })

  it('without the tick holds no amount, in the mail or in the PDF', async () => {
    const scene = await makeScene()
    await scene.shop.rows('UPDATE contacts SET sees_prices = 0')
    const { shop, contact } = await decided({}, scene)
    await shop.ring()
    const [mail] = await about(contact.email ?? '', /^Your receipt/)
    expect(mail?.Text).toContain('Front brake pads')
    expect((mail?.Text ?? '$') + mail?.HTML).not.toContain('$')
    expect(await shop.rows('SELECT has_prices FROM receipts ORDER BY 1')).toEqual([[0], [1]])
  })

  it('does not go to somebody whose access ended meanwhile', async () => {
    const { shop, contact } = await decided()
    await shop.rows('UPDATE contacts SET has_access = 0')
    await shop.ring()
    expect(await about(contact.email ?? '', /^Your receipt/)).toEqual([])
  })

  it('is one mail when the mailbox was down, and when what was noted is lost', async () => {
    const { shop, contact } = await decided()
    await mailbox.fault([{ kind: 'drop', times: 1, match: '/emails' }])
    await shop.ring()
    await mailbox.heal()
    await libsql.fault(shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    setClock(start + 30_000)
    await shop.ring()
    await libsql.heal(shop.namespace)
    setClock(start + 120_000)
    await shop.ring()
    expect(await about(contact.email ?? '', /^Your receipt/)).toHaveLength(1)
    expect(await shop.rows('SELECT count(*) FROM receipts')).toEqual([[1]])
  })
})

describe('the shop', () => {
  it('is told in one line what the outcome is, with the lines and comments, and the PDF (4.5, 4.6)', async () => {
    const { shop, approvalId } = await decided()
    await shop.ring()
    const [mail] = await about(shop.ownerEmail, /lines approved/)
    expect(mail?.Subject).toBe('2 lines approved, 1 declined: Unit 14')
    for (const said of ['Front brake pads', 'Brake fluid flush', 'Declined: “Not this time”', '“Go ahead”', 'PO 77'])
      expect(mail?.Text).toContain(said)
    expect(mail?.Text).toContain(`/approvals/${approvalId}`)
    expect(mail?.Attachments).toHaveLength(1)
  })

  it('reads of an approval by phone as such', async () => {
    const { shop } = await decided({ door: 'phone', actor: { kind: 'staff', id: 'stf_1' }, recordedBy: 'Olive Owner' })
    await shop.ring()
    expect(await about(shop.ownerEmail, /by phone$/)).toHaveLength(1)
  })

  it('is told who approved a proof', async () => {
    const scene = await makeScene({ trade: 'decoration' })
    const subject = await send(scene, {
      kind: 'proof',
      subjectId: 'prf_1',
      title: 'Spring crew polos',
      parts: [{ key: 'dsn_a', title: 'Chest', amountMinor: null }],
    })
    await answer(scene, { dsn_a: 'approved' }, {}, { subject })
    await scene.shop.ring()
    expect(await about(scene.shop.ownerEmail, /^Joanne Mercer approved Spring crew polos$/)).toHaveLength(1)
  })

  it('tells nobody who left it, and nobody it no longer names', async () => {
    const { shop } = await decided()
    await shop.rows('UPDATE staff SET is_active = 0')
    await shop.ring()
    expect(await about(shop.ownerEmail, /lines approved/)).toEqual([])
  })
})
