import { sent } from '#features/payments/testing.ts'
import { openBrowser } from '#testing/browser.ts'
import { mailbox, testEnv } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

/** A shop with one invoice that was mailed to Dana, and the mail with its link. */
export async function makeMailed(options: Parameters<TestShop['customer']>[0] = {}) {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer(options)
  const invoice = await sent(shop, desk, contact)
  const mail = await newestMail(shop, contact.email ?? '')
  const { pathname: link } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail.Text)?.[0] ?? 'http://none')
  return { shop, desk, contact, invoice, mail, link, record: `${shop.desk}/invoices/${invoice}` }
}

export async function newestMail(shop: TestShop, address: string) {
  const [mail] = await shop.mailsTo(address)
  if (!mail) throw new Error(`No mail to ${address}`)
  return mail
}

/** Hands the Worker what the provider reports about a mail. */
export async function report(id: string, kind: 'delivered' | 'bounced'): Promise<{ status: number; outcome: string }> {
  return postReport(await mailbox.report(id, kind, Date.now()))
}

export async function postReport(
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  provider = 'resend',
): Promise<{ status: number; outcome: string }> {
  const bytes = new TextEncoder().encode(body)
  const answer = await openBrowser(testEnv.PORTAL_ORIGIN).fetch(`/webhooks/mail/${provider}`, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
    body: bytes,
  })
  const text = await answer.text()
  const { outcome = '' }: { outcome?: string } = answer.ok ? JSON.parse(text) : {}
  return { status: answer.status, outcome }
}

const steps = ['sent', 'delivered', 'bounced', 'opened', 'seen', 'decided'] as const
/** Which steps stand in the rows of a document, by contact. */
export async function stepsFor(shop: TestShop, subject: string): Promise<Record<string, string>> {
  const rows = await shop.rows(
    `SELECT c.name, ${steps.map((step) => `d.${step}_at`).join(', ')} FROM deliveries d JOIN contacts c ON c.id = d.contact_id
      WHERE d.subject_id = ?`,
    subject,
  )
  return Object.fromEntries(rows.map(([name, ...times]) => [String(name), steps.filter((_, i) => times[i] !== null).join(' ')]))
}
