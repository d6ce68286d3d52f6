import { afterEach, describe, expect, test } from 'vitest'
import { stripe } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'
import { books, deliverAll, isAttached, openKept, sent, totalMinor } from './testing.ts'

const hour = 3_600_000
/** A minute past the hour at which autopay charges what these tests send. */
const dueAt = Date.UTC(2030, 3, 23, 14, 1)
const kept = (shop: TestShop) => shop.rows('SELECT removed_at IS NULL, autopay_at FROM saved_methods')

afterEach(async () => {
  await stripe.heal()
  setClock(start)
})

/** Somebody whose new invoices are paid by themselves, one such invoice, and what the desk may press about them. */
async function openAgreed() {
  const shop = await makeShop()
  const till = await openKept(shop)
  const { customer, desk, contact, way } = till
  await customer.submit(await customer.get(`${shop.base}/ways-to-pay/${way}/autopay`), /\/autopay$/)
  const invoice = await sent(shop, desk, contact)
  const edit = `${shop.desk}/contacts/${contact.contactId}`
  const record = `${shop.desk}/customers/${contact.customerId}`
  return { shop, ...till, invoice, edit, record }
}

/** What whoever agreed was mailed because the shop's act ended it. */
async function endsTold(shop: TestShop, contact: TestContact): Promise<string[]> {
  const mails = await shop.mailsTo(contact.email ?? '')
  return mails.filter(({ Subject }) => Subject.startsWith('Autopay is off')).map(({ Text }) => Text)
}

async function chargedBy(shop: TestShop, invoice: string): Promise<boolean> {
  setClock(dueAt)
  await shop.ring()
  return (await books(shop, invoice)).balance === 0
}

describe('what was removed', () => {
  test('is forgotten at Stripe once Stripe answers again', async () => {
    const { shop, customer, account, method } = await openAgreed()
    await stripe.fault([{ kind: 'status', status: 503, times: 50, match: '/v1/payment_methods' }])
    expect((await customer.submit(await customer.get(`${shop.base}/ways-to-pay`), /\/removal$/)).status).toBe(303)
    await shop.ring()
    await stripe.heal()
    expect(await isAttached(account, method)).toBe(true)
    setClock(start + hour)
    await shop.ring()
    expect(await isAttached(account, method)).toBe(false)
  })

  test('is asked for again where Stripe says no for another reason, and is done where Stripe does not know it', async () => {
    const { shop, customer, account, method } = await openAgreed()
    await stripe.fault([{ kind: 'status', status: 403, times: 1, match: '/v1/payment_methods' }])
    await customer.submit(await customer.get(`${shop.base}/ways-to-pay`), /\/removal$/)
    await shop.ring()
    expect(await isAttached(account, method)).toBe(true)
    setClock(start + hour)
    await shop.ring()
    expect(await isAttached(account, method)).toBe(false)
    const job = `('method.detach', json_object('account', '${account}', 'method', 'pm_gone'), 1, 1)`
    await shop.rows(`INSERT INTO outbox (id, key, kind, payload, due_at, created_at) SELECT 'out_x', 'x', * FROM (VALUES ${job})`)
    await shop.ring()
    expect(await shop.rows(`SELECT failure FROM outbox WHERE id = 'out_x'`)).toEqual([['nothing left to say']])
  })

  test('is charged no more for what an outage left open; what was charged before stands', async () => {
    for (const wasMade of [true, false]) {
      const shop = await makeShop()
      const { customer, account, invoice, tap } = await openKept(shop)
      const silence = { kind: 'status', status: 503, times: 50, match: '/v1/payment_intents' }
      await stripe.fault([...(wasMade ? [{ kind: 'drop', times: 1, match: '/v1/payment_intents' }] : []), silence])
      await tap()
      // The charge goes first, so that only what is kept here can hold it back.
      await customer.submit(await customer.get(`${shop.base}/ways-to-pay`), /\/removal$/)
      await shop.rows(`DELETE FROM outbox WHERE kind = 'method.detach'`)
      await stripe.heal()
      setClock(start + hour)
      await shop.ring()
      await deliverAll(account)
      expect((await books(shop, invoice)).balance).toBe(wasMade ? 0 : totalMinor)
      expect(await shop.rows(`SELECT count(*) FROM payments WHERE state = 'open'`)).toEqual([[0]])
      setClock(start)
    }
  })
})

describe('what somebody kept is nobody else’s', () => {
  test('whoever gets the contact with another email sees no card, and pays nothing by it', async () => {
    const { shop, desk, contact, account, method, invoice, edit } = await openAgreed()
    await desk.submit(await desk.get(`${edit}/edit`), edit, { email: `new-${contact.email}` })
    expect(await kept(shop)).toEqual([[0, null]])
    const [[person] = []] = await shop.rows('SELECT person_id FROM contacts WHERE id = ?', contact.contactId)
    const owner = await shop.signedIn({ ...contact, personId: String(person) })
    expect((await owner.get(`${shop.base}/ways-to-pay`)).text).toContain('Nothing is kept yet')
    expect(await chargedBy(shop, invoice)).toBe(false)
    expect(await isAttached(account, method)).toBe(false)
  })

  test('a change of anything else leaves it', async () => {
    const { shop, desk, edit, invoice } = await openAgreed()
    await desk.submit(await desk.get(`${edit}/edit`), edit, { phone: '+1 503 555 0142' })
    expect(await chargedBy(shop, invoice)).toBe(true)
  })

  test.each([
    ['taken off the customer', (at: string) => `${at}/removal`],
    ['erased', (at: string) => `${at}/erasure`],
  ])('it is forgotten where its owner is %s', async (_how, action) => {
    const { shop, desk, contact, edit, account, method, invoice } = await openAgreed()
    await shop.customer({ customerId: contact.customerId })
    expect((await desk.submit(await desk.get(`${edit}/edit`), action(edit))).status).toBe(303)
    expect(await kept(shop)).toEqual([[0, null]])
    expect(await chargedBy(shop, invoice)).toBe(false)
    expect(await isAttached(account, method)).toBe(false)
  })

  test('it pays nothing by itself once its owner lost access or was archived, though both come back', async () => {
    const access = await openAgreed()
    const { shop, desk, record, edit } = access
    await desk.submit(await desk.get(record), `${edit}/access`, { access: '' })
    await desk.submit(await desk.get(record), `${edit}/access`, { access: 'on' })
    expect(await kept(shop)).toEqual([[1, null]])
    expect(await chargedBy(shop, access.invoice)).toBe(false)
    setClock(start)
    const archived = await openAgreed()
    await archived.desk.submit(await archived.desk.get(archived.record), `${archived.record}/archive`)
    await archived.desk.submit(await archived.desk.get(archived.record), `${archived.record}/restoration`)
    expect(await kept(archived.shop)).toEqual([[1, null]])
    expect(await endsTold(archived.shop, archived.contact)).toEqual([expect.stringContaining('changed your account')])
    expect(await chargedBy(archived.shop, archived.invoice)).toBe(false)
  })

  test.each(['stays', 'goes'])(
    'it pays no invoice of another customer that its owner’s is merged with, where theirs %s',
    async (which) => {
      const { shop, desk, contact, invoice } = await openAgreed()
      const other = await shop.customer({ customerName: 'Riverside Brewing' })
      const theirs = await sent(shop, desk, other)
      const [from, into] = which === 'goes' ? [contact, other] : [other, contact]
      const merge = `${shop.desk}/customers/${from.customerId}/merge`
      const page = await desk.get(`${merge}?into=${into.customerId}`)
      expect((await desk.submit(page, merge, { into: into.customerId })).status).toBe(303)
      expect(await kept(shop)).toEqual([[1, null]])
      expect(await endsTold(shop, contact)).toHaveLength(1)
      expect(await chargedBy(shop, theirs)).toBe(false)
      expect((await books(shop, invoice)).balance).toBe(totalMinor)
    },
  )
})
