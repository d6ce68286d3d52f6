import { pastWords } from '#features/deliveries/words.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import type { Happening } from './staff-queries.ts'

/** An event of an invoice as staff read it. */
export function eventInWords(
  { kind, facts, details }: Pick<Happening, 'kind' | 'facts' | 'details'>,
  { locale, currency }: Profile,
): string {
  const text = (name: string) => (typeof facts[name] === 'string' ? facts[name] : undefined)
  const amount = (name: string) =>
    typeof facts[name] === 'number' ? formatMoney(facts[name], text('currency') ?? currency, locale) : ''
  const said = sentences[kind]
  if (said) return said
  switch (kind) {
    case 'invoice.sent':
      return details?.['mailed'] === 0 ? `Sent without mail, ${amount('totalMinor')}` : `Sent, ${amount('totalMinor')}`
    case 'invoice.revised':
      return `Changed from ${amount('beforeMinor')} to ${amount('totalMinor')}`
    case 'invoice.credited':
      return `Credit note of ${amount('amountMinor')}: ${text('reason') ?? ''}`
    case 'invoice.fee_added':
      return `Late fee of ${amount('amountMinor')} added`
    case 'invoice.fee_waived':
      return `Late fee of ${amount('amountMinor')} taken back`
    case 'payment.succeeded':
      return `Paid ${amount('amountMinor')}, ${text('instrument') ?? 'online'}`
    case 'payment.twice':
      return `Paid twice: another ${amount('amountMinor')}, ${text('instrument') ?? 'online'}`
    case 'payment.received':
      return `Payment of ${amount('amountMinor')} recorded`
    case 'credit.applied':
      return `${amount('amountMinor')} paid from credit`
    case 'payment.refunded':
      return `${amount('amountMinor')} given back`
    case 'payment.failed':
      return `The bank refused the payment${text('reason') ? `: ${text('reason')}` : ''}`
    case 'dispute.opened':
      return `The bank took back ${amount('amountMinor')}: disputed`
    case 'payment.started':
      return details?.['isByItself'] ? 'Charged by itself, as the customer agreed' : 'The customer went to pay'
    case 'payment.mismatch':
      return `A payment that did not fit was not counted (${String(details?.['reason'] ?? '')})`
    default:
      return kind
  }
}

const sentences: Readonly<Record<string, string>> = {
  ...pastWords,
  'invoice.created': 'Draft made',
  'invoice.edited': 'Draft changed',
  'invoice.voided': 'Void',
  'invoice.asked': 'The customer asked a question',
  'invoice.replied': 'A question was answered',
  'invoice.po_given': 'The customer gave a PO number',
  'autopay.refused': 'The customer and, in the end, the shop were told',
  'autopay.waits': 'The charge waits: somebody has the payment page open',
  'invoice.planned': 'Plan to pay set',
  'payment.offered': 'Payment page opened',
  'payment.processing': 'Paid; waiting for the bank',
  'dispute.evidence_sent': 'Evidence sent to the bank',
  'dispute.won': 'Dispute won: the money is back',
  'dispute.lost': 'Dispute lost',
  'payment.cost_known': 'Stripe’s fee is known',
  'payment.expired': 'Payment page closed unpaid',
  'payment.refund_failed': 'A refund came back',
}
