import { describe, expect, it } from 'vitest'
import { act } from '#features/payments/testing.ts'
import { setClock, start } from '#testing/world.ts'
import { makeMailed, report, stepsFor } from './testing.ts'

const day = 86_400_000
type Mailed = Awaited<ReturnType<typeof makeMailed>>
const tasksOf = ({ shop }: Mailed) => shop.rows('SELECT reason, done_at IS NOT NULL FROM tasks ORDER BY created_at')
const home = async ({ desk, shop }: Mailed) => (await desk.get(shop.desk)).text
/** Lets the shop's clock ring at this time after sending. */
async function wait(scene: Mailed, ms: number) {
  setClock(start + ms)
  await scene.shop.ring()
}

describe('a mail that came back', () => {
  it('asks the shop to call, with the number, until somebody ticks it off', async () => {
    const scene = await makeMailed()
    const { shop, desk, contact, mail, invoice } = scene
    await shop.rows('UPDATE contacts SET phone = ? WHERE id = ?', '(937) 555-0199', contact.contactId)
    expect(await report(mail.ID, 'bounced')).toEqual({ status: 200, outcome: 'noted' })
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent bounced' })
    const page = await desk.get(shop.desk)
    expect(page.text).toContain('Call Dana Whitfield, Riverside Brewing Co.')
    expect(page.text).toContain('href="tel:9375550199"')
    expect(page.text).toContain(`${shop.desk}/invoices/${invoice}`)
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('The mailbox does not exist.')
    const done = await desk.submit(page, /\/tasks\/tsk_\w+\/completion/)
    expect(done.location).toMatch(new RegExp(`^${shop.desk}\\?did=called&task=tsk_\\w+$`))
    expect(await home(scene)).not.toContain('Call Dana Whitfield')
    // The second click finds it done.
    expect((await desk.submit(page, /\/tasks\/tsk_\w+\/completion/)).status).toBe(303)
    expect(await tasksOf(scene)).toEqual([['bounced', 1]])
  })

  it('is ticked off with an undo that puts it back, once, and not when they looked meanwhile', async () => {
    const scene = await makeMailed()
    const { shop, desk, contact, mail, invoice } = scene
    await report(mail.ID, 'bounced')
    const tick = async () => desk.get((await desk.submit(await desk.get(shop.desk), /\/completion$/)).location)
    const ticked = await tick()
    expect(ticked.text).toContain('Ticked off.')
    for (const _ of [1, 2])
      expect((await desk.submit(ticked, /\/tasks\/tsk_\w+\/reopening$/)).location).toBe(`${shop.desk}?did=uncalled`)
    expect((await desk.get(`${shop.desk}?did=uncalled`)).text).toContain('still to be called')
    expect(await home(scene)).toContain('Call Dana Whitfield')
    expect(await tasksOf(scene)).toEqual([['bounced', 0]])
    const again = await tick()
    setClock(start + 60_000)
    const dana = await shop.signedIn(contact)
    await dana.submit(await dana.get(`${shop.base}/invoices/${invoice}`), /\/seen$/)
    await desk.submit(again, /\/reopening$/)
    expect(await tasksOf(scene)).toEqual([['bounced', 1]])
    expect((await desk.post(`${shop.desk}/tasks/tsk_0/reopening`, {})).status).toBe(404)
  })

  it('is one task however often it is reported, and one more when the next mail comes back', async () => {
    const scene = await makeMailed()
    const { shop, desk, contact, mail, invoice } = scene
    for (const _ of [1, 2, 3]) await report(mail.ID, 'bounced')
    expect(await tasksOf(scene)).toEqual([['bounced', 0]])
    await desk.submit(await desk.get(shop.desk), /\/tasks\/tsk_\w+\/completion/)
    setClock(start + 60_000)
    const record = `${shop.desk}/invoices/${invoice}`
    await desk.submit(await desk.get(`${record}/edit`), record, { title: 'Caps', mail: 'on' })
    const [next] = await shop.mailsTo(contact.email ?? '')
    expect(await stepsFor(shop, invoice)).toEqual({ 'Dana Whitfield': 'sent' })
    await report(next?.ID ?? '', 'bounced')
    expect(await tasksOf(scene)).toEqual([['bounced', 0]])
  })

  it('is no call any more once the invoice is paid', async () => {
    const scene = await makeMailed()
    const { shop, desk, mail, invoice } = scene
    await report(mail.ID, 'bounced')
    await act(shop, desk, invoice, 'payments', { method: 'cash', amount: '754.20', receivedOn: '2030-04-09' })
    expect(await home(scene)).not.toContain('Call Dana Whitfield')
  })

  it('stays a call when somebody else at the customer looks, and ends when the same contact does', async () => {
    const scene = await makeMailed()
    const { shop, contact, mail, invoice } = scene
    await report(mail.ID, 'bounced')
    const page = `${shop.base}/invoices/${invoice}`
    for (const [who, isOpen] of [
      [await shop.customer({ customerId: contact.customerId, name: 'Priya Raman' }), true],
      [contact, false],
    ] as const) {
      const browser = await shop.signedIn(who)
      await browser.submit(await browser.get(page), /\/seen$/)
      expect((await home(scene)).includes('Call Dana Whitfield')).toBe(isOpen)
    }
  })
})

describe('silence', () => {
  it('of three days asks the shop to call, once, and no earlier', async () => {
    const scene = await makeMailed()
    await wait(scene, 3 * day - 1)
    expect(await tasksOf(scene)).toEqual([])
    await wait(scene, 3 * day)
    await wait(scene, 9 * day)
    expect(await tasksOf(scene)).toEqual([['silent', 0]])
    const { text } = await (await scene.shop.staff()).get(scene.shop.desk)
    expect(text).toContain('Nobody has looked at the invoice')
  })

  it('lasts as many days as the shop set', async () => {
    const scene = await makeMailed()
    const { shop, desk } = scene
    const settings = `${shop.desk}/settings/approvals`
    expect((await desk.submit(await desk.get(settings), settings, { callAfter: '1' })).status).toBe(303)
    await wait(scene, day)
    expect(await tasksOf(scene)).toEqual([['silent', 0]])
    const refused = await desk.submit(await desk.get(settings), settings, { callAfter: '0' })
    expect([refused.status, refused.text.includes('Type a number of days from 1 to 60')]).toEqual([422, true])
  })

  it.each([
    ['seen by somebody of the customer', 'seen'],
    ['paid', `UPDATE invoices SET balance_minor = 0`],
    ['void', `UPDATE invoices SET voided_at = 1`],
    ['of a contact who may not come in any more', `UPDATE contacts SET has_access = 0`],
    ['closed off, because the portal is', `UPDATE profile SET is_portal_on = 0`],
    ['a mail that came back, which is a call already', `UPDATE deliveries SET bounced_at = 1`],
  ])('is none where it is %s', async (_, change) => {
    const scene = await makeMailed()
    const { shop, invoice } = scene
    if (change === 'seen') {
      const other = await shop.customer({ customerId: scene.contact.customerId, name: 'Priya Raman' })
      const browser = await shop.signedIn(other)
      await browser.submit(await browser.get(`${shop.base}/invoices/${invoice}`), /\/seen$/)
    } else await shop.rows(change)
    await wait(scene, 4 * day)
    expect(await tasksOf(scene)).toEqual([])
  })

  it('ends when a person looks, whoever of the customer it is', async () => {
    const scene = await makeMailed()
    const { shop, contact, invoice } = scene
    await wait(scene, 3 * day)
    const other = await shop.signedIn(await shop.customer({ customerId: contact.customerId, name: 'Priya Raman' }))
    await other.submit(await other.get(`${shop.base}/invoices/${invoice}`), /\/seen$/)
    expect(await tasksOf(scene)).toEqual([['silent', 1]])
  })

  it('is no business of production', async () => {
    const scene = await makeMailed()
    const { shop } = scene
    await wait(scene, 3 * day)
    const maker = await shop.staff('production')
    expect((await maker.get(shop.desk)).text).not.toContain('Call Dana')
    const [[id] = []] = await shop.rows('SELECT id FROM tasks')
    expect((await maker.post(`${shop.desk}/tasks/${id}/completion`)).status).toBe(403)
  })
})
