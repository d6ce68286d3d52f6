import type { LedgerKind } from '#features/payments/rules.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import type { Age, Entry } from './rules.ts'
import { spanish } from './words-es.ts'

const kinds: Readonly<Record<LedgerKind, string>> = {
  invoice: 'Invoice',
  void: 'Void',
  revision: 'Changed',
  payment: 'Payment',
  refund: 'Given back',
  credit: 'Paid beyond what was due',
  deposit: 'Deposit',
  applied: 'Credit applied',
  credit_note: 'Credit note',
  late_fee: 'Late fee',
  dispute: 'Taken back by the bank',
  dispute_won: 'Given again by the bank',
}

const en = {
  title: 'Statement of account',
  about: (from: string, to: string) => `From ${from} to ${to}`,
  opening: 'Balance before',
  closing: 'Balance at the end',
  credit: 'In your favor',
  movements: 'What moved',
  nothing: 'Nothing moved in these days',
  nothingHint: 'Choose other days to see more.',
  columns: { day: 'Day', what: 'What', amount: 'Amount', balance: 'Balance' },
  from: 'From',
  to: 'To',
  asset: 'Vehicle',
  allAssets: 'Everything',
  show: 'Show',
  pdf: 'Download PDF',
  csv: 'Download CSV',
  invoices: 'Invoices',
  link: 'Statement of account',
  what: ({ kind, number, noteNumber, instrument }: Entry) =>
    [kinds[kind], noteNumber, number && (kind === 'invoice' ? number : `on ${number}`), instrument && `by ${instrument}`]
      .filter(Boolean)
      .join(' '),
}
export type StatementWords = Words<typeof en>

/** What a customer reads on a statement. */
export const statementWords = inLanguages({ en, es: spanish })

/** What staff read about what is open. */
export const desk = {
  ageing: 'What is open, by age',
  ages: {
    current: 'Not due',
    to30: '1–30 days late',
    to60: '31–60 days late',
    to90: '61–90 days late',
    over90: 'Over 90 days late',
  } satisfies Record<Age, string>,
  total: 'Total',
  customer: 'Customer',
  nothing: 'Nobody owes you anything',
  nothingHint: 'What is sent and unpaid stands here, by how late it is.',
} as const
