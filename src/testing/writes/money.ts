import { act, connect, deliverAll, draft, openKept, sent, sessionIn } from '#features/payments/testing.ts'
import { stripe } from '../outside.ts'
import { form, type Scene, type Writes } from './scene.ts'

/** An invoice that was paid by card, as its payment's page at the desk. */
async function paid({ shop, desk, contact }: Scene) {
  const account = await connect(shop, desk)
  const id = await sent(shop, desk, contact)
  const browser = await shop.signedIn(contact)
  await stripe.pay(sessionIn((await browser.post(`${shop.base}/invoices/${id}/payment`)).location))
  await deliverAll(account)
  const [[payment, intent] = []] = await shop.rows('SELECT id, payment_intent FROM payments')
  return { account, intent: String(intent), payment: `${shop.desk}/payments/${payment}` }
}

/** Invoices and payments. */
export const moneyWrites: Writes = {
  'invoice.created': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/invoices/new?customer=${contact.customerId}`, `${shop.desk}/invoices`, {
      customerId: contact.customerId,
      title: 'Caps',
      'description[]': ['Cap'],
      'quantity[]': ['2'],
      'unitPrice[]': ['9.85'],
    }),
  'invoice.created from a job': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/invoices`),
  'invoice.sent': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/sending`)
  },
  'invoice.voided': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/void`)
  },
  'payment.received': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/payments`, { amount: '100', method: 'check' })
  },
  'payment.started': async ({ shop, desk, contact }) => {
    await connect(shop, desk)
    const id = await sent(shop, desk, contact)
    const browser = await shop.signedIn(contact)
    return form(browser, `${shop.base}/invoices/${id}`, `${shop.base}/invoices/${id}/payment`)
  },
  'invoice.po_given': async ({ shop, desk, contact }) => {
    await shop.rows(`UPDATE profile SET billing = '{"po":"allowed"}'`)
    const id = await sent(shop, desk, contact)
    const browser = await shop.signedIn(contact)
    return form(browser, `${shop.base}/invoices/${id}`, `${shop.base}/invoices/${id}/po`, { poNumber: 'RB-0298' })
  },
  'invoice.credited': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    await act(shop, desk, id, 'payments', { amount: '100', method: 'cash' })
    const fields = { creditAmount: '10', reason: 'Torn' }
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/credit-notes`, fields)
  },
  'invoice.fee_waived': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    await shop.rows(
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
        VALUES ('led_fee', 'late_fee', 500, 'USD', ?, ?, ?, 1)`,
      ...[contact.customerId, id, `${id}:late_fee`],
    )
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/late-fee/removal`)
  },
  'invoice.asked': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    const browser = await shop.signedIn(contact)
    return form(browser, `${shop.base}/invoices/${id}`, `${shop.base}/invoices/${id}/messages`, { body: 'What is this?' })
  },
  'invoice.replied': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    const browser = await shop.signedIn(contact)
    await browser.post(`${shop.base}/invoices/${id}/messages`, { body: 'What is this?' })
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/messages`, { body: 'Thread' })
  },
  'invoice.edited': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}/edit`, `${shop.desk}/invoices/${id}`, { title: 'Caps, again' })
  },
  'invoice.discarded': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/discarding`)
  },
  'payment.started by link': async ({ shop, desk, contact }) => {
    await connect(shop, desk)
    await sent(shop, desk, contact)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    return form(shop.visitor(), pathname, `${pathname}/payment`)
  },
  'payment.started for several': async ({ shop, desk, contact }) => {
    await connect(shop, desk)
    const ids = [await sent(shop, desk, contact), await sent(shop, desk, contact)]
    const browser = await shop.signedIn(contact)
    return form(browser, `${shop.base}/payments/new?invoice=${ids.join('&invoice=')}`, `${shop.base}/payments`)
  },
  'payment.started with what was kept': async ({ shop }) => {
    const { customer, path } = await openKept(shop)
    return form(customer, path, `${shop.base}/payments/charges`)
  },
  'proof.asked': async ({ shop }) => {
    const { customer, path } = await openKept(shop)
    await shop.rows('UPDATE sessions SET proved_at = 1')
    return form(customer, path, `${shop.base}/payments/charges`)
  },
  'method.removed': async ({ shop }) => {
    const { customer, way } = await openKept(shop)
    return form(customer, `${shop.base}/ways-to-pay`, `${shop.base}/ways-to-pay/${way}/removal`)
  },
  'autopay.started': async ({ shop }) => {
    const { customer, way } = await openKept(shop)
    const at = `${shop.base}/ways-to-pay/${way}/autopay`
    return form(customer, at, at)
  },
  'autopay.stopped': async ({ shop }) => {
    const { customer, way } = await openKept(shop)
    await shop.rows('UPDATE saved_methods SET autopay_at = 1')
    return form(customer, `${shop.base}/ways-to-pay`, `${shop.base}/ways-to-pay/${way}/autopay/end`)
  },
  'invoice.planned': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}/plan`, `${shop.desk}/invoices/${id}/plan`, {
      split: 'halves',
      firstOn: '2030-04-20',
    })
  },
  'credit.applied': async ({ shop, desk, contact }) => {
    const [much, id] = [await sent(shop, desk, contact), await sent(shop, desk, contact)]
    const cash = { amount: '800', method: 'cash', receivedOn: '2030-04-09', keepRest: 'on' }
    await act(shop, desk, much, 'payments', cash)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/credit`)
  },
  'refund.asked': async (scene) => {
    const { payment } = await paid(scene)
    return form(scene.desk, payment, `${payment}/refunds`, { amount: '100' })
  },
  'payment.refunded outside': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    await act(shop, desk, id, 'payments', { amount: '100', method: 'cash', receivedOn: '2030-04-09' })
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    return form(desk, `${shop.desk}/payments/${payment}`, `${shop.desk}/payments/${payment}/refunds`, { amount: '40' })
  },
  'evidence.sent': async (scene) => {
    const { payment, intent, account } = await paid(scene)
    const { id } = await stripe.dispute(intent)
    await deliverAll(account)
    return form(scene.desk, payment, `${payment}/disputes/${id}`)
  },
  'payments.connect_started': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/payments`, `${shop.desk}/settings/payments/connection`),
}
