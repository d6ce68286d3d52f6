import { describe, expect, it } from 'vitest'
import { act } from '#features/payments/testing.ts'
import { makeProofScene, sendDesigns } from '#features/proofs/testing.ts'
import { answer, mailedLink, makeWork, sendLines } from '#features/work/testing.ts'
import type { Browser } from '#testing/browser.ts'
import { mailbox } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { makeMailed, newestMail, stepsFor } from './testing.ts'

const minute = 60_000
/** What the browser’s script sends once a person moves on the page. */
const look = async (browser: Browser, path: string) => browser.submit(await browser.get(path), /\/seen$/)

describe('an invoice that was mailed', () => {
  it('is sent, opened by whatever fetches its link, and seen only when a person moves on the page', async () => {
    const { shop, invoice, link } = await makeMailed()
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent' })
    const scanner = shop.visitor()
    for (let i = 0; i < 20; i++) expect((await scanner.get(link)).status).toBe(200)
    await expect.poll(() => stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent opened' })
    expect((await look(shop.visitor(), link)).status).toBe(303)
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent opened seen' })
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'delivery.seen'`)).toEqual([[1]])
  })

  it('keeps the first time it was seen, and asks for no more once it was', async () => {
    const { shop, invoice, link } = await makeMailed()
    const page = await shop.visitor().get(link)
    setClock(start + minute)
    for (const _ of [1, 2]) expect((await shop.visitor().submit(page, /\/seen$/)).status).toBe(303)
    setClock(start + 2 * minute)
    const again = await shop.visitor().get(link)
    expect(again.text).not.toContain('data-seen')
    expect(await shop.rows('SELECT seen_at FROM deliveries WHERE subject_id = ?', invoice)).toEqual([[start + minute]])
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'delivery.seen'`)).toEqual([[1]])
  })

  it('is seen by whoever is signed in and moves on its page, also by somebody it was not mailed to', async () => {
    const { shop, contact, invoice } = await makeMailed()
    const other = await shop.customer({ customerId: contact.customerId, name: 'Priya Raman' })
    await look(await shop.signedIn(other), `${shop.base}/invoices/${invoice}`)
    await look(await shop.signedIn(contact), `${shop.base}/invoices/${invoice}`)
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent seen', 'Priya Raman': 'seen' })
  })

  it('gets no trace from staff who preview it', async () => {
    const { shop, desk, contact, invoice } = await makeMailed()
    const preview = `${shop.desk}/preview/${contact.contactId}/invoices/${invoice}`
    const page = await desk.get(preview)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('data-seen')
    expect((await desk.post(`${preview}/seen`)).status).toBe(403)
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent' })
  })

  it('begins anew when it is sent again, and its old steps with it', async () => {
    const { shop, desk, contact, invoice, link, record } = await makeMailed()
    await look(shop.visitor(), link)
    const form = await desk.get(`${record}/edit`)
    setClock(start + minute)
    expect((await desk.submit(form, record, { title: 'Trucker caps, wider', mail: 'on' })).status).toBe(303)
    await newestMail(shop, contact.email ?? '')
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent' })
  })

  it('that nobody mailed has nobody who got it', async () => {
    const { shop, desk, contact } = await makeMailed()
    const { draft } = await import('#features/payments/testing.ts')
    const quiet = await draft(shop, desk, contact)
    await act(shop, desk, quiet, 'sending', { isQuiet: 'on' })
    await shop.ring()
    expect(await stepsFor(shop, quiet)).toEqual({})
    expect((await desk.get(`${shop.desk}/invoices/${quiet}`)).text).not.toContain('Who got it')
  })

  it('shows at the desk how far it came with each who got it', async () => {
    const { desk, shop, link, record } = await makeMailed()
    setClock(start + 5 * minute)
    await look(shop.visitor(), link)
    setClock(start + 86_400_000)
    const { text } = await desk.get(record)
    expect(text).toContain('Who got it')
    expect(text).toContain('Sent Tue, Apr 9, 11:00 am · seen 11:05 am')
  })
})

describe('a proof that was mailed', () => {
  it('is seen and decided by the answer itself, where no script tells that anybody looked', async () => {
    const scene = await makeProofScene()
    await sendDesigns(scene, ['Front'])
    const { shop, contact, proof } = scene
    const mail = await newestMail(shop, contact.email ?? '')
    const link = new URL(/http\S+\/view\/proof\/\S+/.exec(mail.Text)?.[0] ?? '').pathname
    const page = await shop.visitor().get(link)
    const said = { choice: 'changes', note: 'Larger, please' }
    expect((await shop.visitor().submit(page, `${link}/answer`, said)).status).toBe(303)
    expect((await stepsFor(shop, proof))['Dana Whitfield']).toMatch(/^sent (opened )?seen decided$/)
    const desk = await scene.desk.get(scene.editor)
    expect(desk.text).toContain('answered 11:00 am')
  })
})

describe('lines that were mailed', () => {
  it('are seen on their own page and not on the page of the job, and decided by an answer', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const { shop, contact, job } = scene
    const link = await mailedLink(scene)
    expect((await shop.visitor().get(link.replace(/\/lines$/, ''))).text).not.toContain('data-seen')
    const token = link.split('/').at(-2)
    for (const other of ['proof', 'estimate'])
      expect((await shop.visitor().post(`/view/${other}/${token}/seen`)).status).toBe(404)
    await look(shop.visitor(), link)
    expect((await stepsFor(shop, job))['Joanne Mercer']).toMatch(/seen$/)
    await answer(scene, await shop.signedIn(contact), { Oil: 'approved' })
    expect((await stepsFor(shop, job))['Joanne Mercer']).toMatch(/seen decided$/)
    expect((await scene.desk.get(`${shop.desk}/jobs/${job}`)).text).toContain('answered 11:00 am')
  })

  it('passed on to somebody else say nothing of whom they were mailed to', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const { shop, contact, job } = scene
    await shop.ring()
    const maker = await shop.signedIn(contact)
    const forwards = `${shop.base}/jobs/${job}/lines/forwards`
    const made = await maker.submit(await maker.get(forwards), forwards, { name: 'Lena Ortiz', may: 'approve' })
    const shown = await maker.get(made.location)
    const passed = new URL(/https?:[^"<\s]+\/view\/work\/[^"<\s]+/.exec(shown.text)?.[0] ?? 'http://none').pathname
    const page = await shop.visitor().get(passed)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('data-seen')
    expect((await shop.visitor().post(`${passed}/seen`)).status).toBe(303)
    expect(await stepsFor(shop, job)).toEqual({ 'Joanne Mercer': 'sent' })
  })
})

describe('what was sent to one customer', () => {
  it('is not marked as seen by another one, nor before it was sent, nor through a link to something else', async () => {
    const { shop, invoice, link } = await makeMailed()
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.post(`${shop.base}/invoices/${invoice}/seen`)).status).toBe(404)
    const token = link.split('/').at(-1)
    expect((await shop.visitor().post(`/view/proof/${token}/seen`)).status).toBe(404)
    expect((await shop.visitor().post(`/view/work/${token}/lines/seen`)).status).toBe(404)
    await shop.rows('UPDATE invoices SET voided_at = 1')
    expect((await shop.visitor().post(`${link}/seen`)).status).toBe(404)
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent' })
  })
})

it('a mail that no provider takes is a customer to call', async () => {
  const { shop, desk, contact } = await makeMailed()
  const { draft } = await import('#features/payments/testing.ts')
  const invoice = await draft(shop, desk, contact)
  await act(shop, desk, invoice, 'sending')
  await mailbox.fault([{ kind: 'status', status: 422, times: 1, match: '/emails' }])
  await shop.ring()
  await mailbox.heal()
  expect((await stepsFor(shop, invoice))['Dana Whitfield']).toBe('sent bounced')
  expect((await desk.get(shop.desk)).text).toContain('Call Dana Whitfield, Riverside Brewing Co.')
})
