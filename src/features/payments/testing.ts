import { openBrowser, type Page } from '#testing/browser.ts'
import { type StripeEvent, stripe, testEnv } from '#testing/outside.ts'
import type { TestContact, TestShop } from '#testing/world.ts'

type Desk = Awaited<ReturnType<TestShop['staff']>>

const lines = { 'description[]': ['Trucker caps', 'Digitizing'], 'quantity[]': ['72', '1'], 'unitPrice[]': ['9.85', '45'] }
/** What those lines come to: 72 × 9.85 + 45. */
export const totalMinor = 75_420

/** Connects the shop as its owner would, and has Stripe say that it may charge. Gives the account. */
export async function connect(shop: TestShop, desk: Desk): Promise<string> {
  const led = await desk.post(`${shop.desk}/settings/payments/connection`)
  const account = /\/setup\/s\/(acct_\w+)\//.exec(led.location)?.[1] ?? ''
  await stripe.onboard(account)
  await deliverAll(account)
  return account
}

/** A draft for this contact's customer. */
export async function draft(
  shop: TestShop,
  desk: Desk,
  contact: TestContact,
  fields: Record<string, string | string[]> = {},
): Promise<string> {
  const form = { customerId: contact.customerId, title: 'Trucker caps, hop patch', dueOn: '2030-04-23', note: '', poNumber: '' }
  const made = await desk.post(`${shop.desk}/invoices`, { ...form, ...lines, ...fields })
  return invoiceIn(made.location)
}
export const invoiceIn = (location: string) => /invoices\/(inv_[0-9a-f]{32})/.exec(location)?.[1] ?? ''

/** That draft, sent. */
export async function sent(
  shop: TestShop,
  desk: Desk,
  contact: TestContact,
  fields: Record<string, string | string[]> = {},
): Promise<string> {
  const id = await draft(shop, desk, contact, fields)
  await act(shop, desk, id, 'sending')
  return id
}

/** Presses a button of the invoice's page, as it is now. */
export async function act(
  shop: TestShop,
  desk: Desk,
  id: string,
  what: string,
  fields: Record<string, string> = {},
): Promise<Page> {
  const page = await desk.get(`${shop.desk}/invoices/${id}`)
  return desk.submit(page, `${shop.desk}/invoices/${id}/${what}`, fields)
}

/** A shop that takes payments, with a signed-in customer and one sent invoice. */
export async function openTill(shop: TestShop) {
  const desk = await shop.staff()
  const account = await connect(shop, desk)
  const contact = await shop.customer()
  const invoice = await sent(shop, desk, contact)
  const customer = await shop.signedIn(contact)
  const pay = () => customer.post(`${shop.base}/invoices/${invoice}/payment`)
  return { desk, account, contact, invoice, customer, pay, path: `${shop.base}/invoices/${invoice}` }
}

export const sessionIn = (location: string) => /\/c\/pay\/(cs_\w+)/.exec(location)?.[1] ?? ''

/** Hands a signed event to the Worker as Stripe does. */
export async function deliver(event: Pick<StripeEvent, 'payload' | 'signature'>): Promise<{ status: number; outcome: string }> {
  const body = new TextEncoder().encode(event.payload)
  const headers = {
    'stripe-signature': event.signature,
    'content-type': 'application/json',
    'content-length': String(body.byteLength),
  }
  const answer = await openBrowser(testEnv.PORTAL_ORIGIN).fetch('/webhooks/stripe', { method: 'POST', body, headers })
  const { outcome = '' }: { outcome?: string } = await answer.json()
  return { status: answer.status, outcome }
}

/** The account's events so far, signed for now. */
export const eventsOf = (account: string) => stripe.events(account, Date.now())

/** Hands over all events of an account, oldest first. */
export async function deliverAll(account: string): Promise<void> {
  for (const event of await eventsOf(account)) await deliver(event)
}

/** Signs any text with the platform's secret, as only Stripe can. */
export async function sign(payload: string, secret = testEnv.STRIPE_WEBHOOK_SECRETS, atMs = Date.now()): Promise<string> {
  const utf8 = new TextEncoder()
  const t = Math.floor(atMs / 1000)
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(`${t}.${payload}`)))
  return `t=${t},v1=${[...mac].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** What the shop's books say of an invoice: its balance, and every movement of money. */
export async function books(shop: TestShop, invoice: string) {
  const [[balance] = []] = await shop.rows('SELECT balance_minor FROM invoices WHERE id = ?', invoice)
  const rows = await shop.rows('SELECT kind, amount_minor FROM ledger WHERE invoice_id = ? ORDER BY at, rowid', invoice)
  return { balance, ledger: rows.map(([kind, amount]) => `${kind} ${amount}`) }
}

/** Every movement of credit in the shop's books: money that is on no invoice. */
export async function creditRows(shop: TestShop): Promise<string[]> {
  const rows = await shop.rows('SELECT kind, amount_minor FROM ledger WHERE invoice_id IS NULL ORDER BY at, rowid')
  return rows.map(([kind, amount]) => `${kind} ${amount}`)
}

/** A till whose customer paid one invoice and had what they paid with kept; another invoice waits. */
export async function openKept(shop: TestShop, card: 'good' | 'bank' | 'asks' = 'good') {
  const till = await openTill(shop)
  const { customer, account, desk, contact, invoice: first } = till
  const session = sessionIn((await customer.submit(await customer.get(till.path), /\/payment$/, { keep: 'on' })).location)
  await stripe.pay(session, card)
  if (card === 'bank') await stripe.bank(session, true)
  await deliverAll(account)
  const invoice = await sent(shop, desk, contact)
  const [[way, method] = []] = await shop.rows('SELECT id, stripe_method FROM saved_methods')
  const path = `${shop.base}/invoices/${invoice}`
  const tap = async () => customer.submit(await customer.get(path), /\/payments\/charges$/)
  return { ...till, first, invoice, path, way: String(way), method: String(method), tap }
}

/** The code in the last mail to this address that carries one. */
export async function codeFor(shop: TestShop, address: string): Promise<string> {
  const mails = await shop.mailsTo(address)
  const codes = mails.flatMap(({ Text }) => /\b(\d{4} ?\d{4})\b/.exec(Text)?.[1] ?? [])
  return codes[0] ?? ''
}

/** Whether a kept method can be charged at Stripe still. */
export async function isAttached(account: string, method: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${testEnv.STRIPE_SECRET_KEY}`, 'stripe-account': account }
  const answer = await fetch(`${testEnv.STRIPE_URL}/v1/payment_methods/${method}`, { headers })
  const { customer }: { customer: unknown } = await answer.json()
  return customer !== null
}
