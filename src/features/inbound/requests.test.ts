import { describe, expect, it } from 'vitest'
import { setClock, start } from '#testing/world.ts'
import { form, makeScene } from '#testing/writes/scene.ts'
import { replyTo } from './testing.ts'

const minute = 60_000

/** A request that the shop answered, and the mail that told of it. */
async function makeAnswered() {
  const scene = await makeScene()
  const { shop, desk, contact } = scene
  const customer = await shop.signedIn(contact)
  const asked = { what: 'Soft-shell jackets', pieces: '36' }
  const begun = await (await form(customer, `${shop.base}/drafts/new?kind=quote`, `${shop.base}/drafts`, asked))()
  const draft = begun.location.split('?')[0] ?? ''
  const sent = await (await form(customer, `${draft}?step=contact`, `${draft}/sending`))()
  const id = /req_[0-9a-f]{32}/.exec(sent.location)?.[0] ?? ''
  const mine = `${shop.desk}/requests/${id}`
  await (await form(desk, mine, `${mine}/messages`, { body: 'Which Pantone?' }))()
  setClock(start + 3 * minute)
  const [mail] = await shop.mailsTo(contact.email ?? '')
  if (!mail) throw new Error('Nobody was told')
  const state = async () => (await shop.rows('SELECT state FROM requests'))[0]?.[0]
  return { ...scene, customer, id, mine, mail, state, theirs: `${shop.base}/requests/${id}` }
}

describe('an answer by email to a mail about a request', () => {
  it('lands in its conversation, which waits for the shop again, and tells the shop', async () => {
    const { shop, desk, customer, mine, theirs, mail, state } = await makeAnswered()
    expect(mail.Text).toContain('Or answer this email')
    expect((await replyTo(mail, { text: 'The 7526 C' })).outcome).toBe('accepted')
    for (const page of [await desk.get(mine), await customer.get(theirs)]) expect(page.text).toContain('The 7526 C')
    expect(await state()).toBe('new')
    setClock(start + 6 * minute)
    expect((await shop.mailsTo(shop.ownerEmail))[0]?.Text).toContain('The 7526 C')
  })

  it('is asked for by the mail that tells what became of it, once something was said', async () => {
    const { shop, desk, contact, mine } = await makeAnswered()
    await (await form(desk, mine, `${mine}/closing`, { reason: 'Fully booked' }))()
    setClock(start + 6 * minute)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect([mail?.Subject.includes('closed'), mail?.ReplyTo[0]?.Address.startsWith('reply+')]).toEqual([true, true])

    const quiet = await makeAnswered()
    await quiet.shop.rows('DELETE FROM thread_reads')
    await quiet.shop.rows('DELETE FROM messages')
    await quiet.shop.rows('DELETE FROM threads')
    await (await form(quiet.desk, quiet.mine, `${quiet.mine}/closing`, { reason: 'Fully booked' }))()
    setClock(start + 6 * minute)
    const [other] = await quiet.shop.mailsTo(quiet.contact.email ?? '')
    expect(other?.ReplyTo[0]?.Address ?? '').not.toContain('reply+')
  })

  it('of somebody else waits for a look, and goes into the conversation from there', async () => {
    const { shop, desk, mine, mail, state } = await makeAnswered()
    expect((await replyTo(mail, { from: 'eve@elsewhere.test', text: 'The 100 C' })).outcome).toBe('held')
    expect(await state()).toBe('responded')
    const checks = await desk.get(`${shop.desk}/checks`)
    expect((await desk.submit(checks, /checks\/mrv_\w+\/message$/)).status).toBe(303)
    expect((await desk.get(mine)).text).toContain('The 100 C')
    expect(await state()).toBe('new')
  })

  it('of a contact who was taken off says nothing', async () => {
    const { shop, mail, contact } = await makeAnswered()
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', contact.contactId)
    expect((await replyTo(mail, { text: 'The 7526 C' })).outcome).toBe('held')
    expect(await shop.rows('SELECT count(*) FROM messages')).toEqual([[1]])
  })
})
