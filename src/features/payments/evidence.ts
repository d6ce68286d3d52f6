import type { Evidence } from '#adapters/stripe.ts'
import { formatMoney } from '#lib/money.ts'
import { formatInstant } from '#lib/time.ts'
import type { Records } from './evidence-queries.ts'
import type { Part, Payment } from './queries.ts'

interface Place {
  readonly locale: string
  readonly timeZone: string
}

/** Stripe takes 150,000 characters in all; so much of one field is more than a bank reads. */
const mostCharacters = 15_000

/** What our records say for a payment, under the names of the bank's form: only what is there. */
export function evidenceOf(payment: Payment, parts: readonly Part[], records: Records, { locale, timeZone }: Place): Evidence {
  const when = (at: number) => formatInstant(at, { locale, zone: timeZone }, 'year')
  const [shipment] = records.shipments
  const money = (minor: number) => formatMoney(minor, payment.currency, locale)
  const bought = [
    ...parts.map(({ number, title, amountMinor }) => `${number}: ${title}, ${money(amountMinor)}`),
    ...records.deposits.map(({ number, title }) => `Deposit for estimate ${number}: ${title}, ${money(payment.amountMinor)}`),
  ]
  const seen = records.views.flatMap(({ kind, name, sentAt, seenAt }) => [
    ...(sentAt ? [`${when(sentAt)}: the ${kind} was mailed to ${name}`] : []),
    ...(seenAt ? [`${when(seenAt)}: ${name} read the ${kind}`] : []),
  ])
  const receipts = records.receipts.flatMap(({ name, sentAt }) =>
    sentAt ? [`${when(sentAt)}: the receipt was mailed to ${name}`] : [],
  )
  const agreed = records.approvals.map(
    ({ kind, outcome, at, sha256 }) => `${when(at)}: ${kind} ${outcome}, record ${sha256.slice(0, 16)}`,
  )
  const written = records.messages.toReversed().map(({ author, body, at }) => `${when(at)}, ${author}: ${body}`)
  const sections = [
    ['What the customer agreed to', agreed],
    ['What was shipped', records.shipments.map(({ carrier, number, at }) => `${when(at)}: ${carrier.toUpperCase()} ${number}`)],
    ['What was written', written],
  ] as const
  const text = sections.flatMap(([title, lines]) => (lines.length > 0 ? [`${title}:`, ...lines, ''] : []))
  return present({
    customer_name: payment.payerName || payment.customerName,
    product_description: bought.join('\n'),
    service_date: payment.settledAt === null ? '' : when(payment.settledAt),
    shipping_carrier: shipment?.carrier.toUpperCase() ?? '',
    shipping_tracking_number: records.shipments.map(({ number }) => number).join(', '),
    access_activity_log: [...seen, ...receipts].join('\n'),
    uncategorized_text: text.join('\n').trim(),
  })
}

const present = (fields: Readonly<Record<keyof Evidence & string, string>> | Evidence): Evidence =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, text]) => (text ? [[name, text.slice(0, mostCharacters)]] : [])))
