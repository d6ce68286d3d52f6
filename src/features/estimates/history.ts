import { pastWords } from '#features/deliveries/words.ts'
import type { Happening } from './queries.ts'

/** An event of an estimate as staff read it. */
export function eventInWords({ kind, facts }: Pick<Happening, 'kind' | 'facts'>): string {
  if (kind === 'approval.given') return facts['state'] === 'approved' ? 'Approved' : 'Declined'
  return sentences[kind] ?? kind
}

const sentences: Readonly<Record<string, string>> = {
  ...pastWords,
  'estimate.created': 'Draft made',
  'estimate.copied': 'Copied from another',
  'estimate.edited': 'Changed',
  'approval.asked': 'Sent',
  'estimate.photos_added': 'Photos added',
  'estimate.photo_removed': 'Photo removed',
  'estimate.withdrawn': 'Taken back',
  'estimate.discarded': 'Discarded',
  'estimate.asked': 'A question came',
  'estimate.replied': 'Answered a question',
  'payment.started': 'The customer went to pay the deposit',
  'payment.offered': 'Payment page opened',
  'payment.processing': 'Deposit paid; waiting for the bank',
  'payment.succeeded': 'Deposit paid',
  'payment.failed': 'The bank refused the deposit',
  'payment.expired': 'Payment page closed unpaid',
  'payment.refunded': 'Deposit given back',
}
