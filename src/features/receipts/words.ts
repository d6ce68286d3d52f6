import type { RecordKind } from '#features/approvals/rules.ts'
import { greet } from '#features/customers/words.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import type { Receipt } from './receipt.ts'
import { spanish } from './words-es.ts'

const whats: Readonly<Record<RecordKind, string>> = {
  proof: 'What was looked at',
  work: 'What was answered',
  estimate: 'What was answered',
  limit: 'What was answered',
  override: 'What was let through',
}

const en = {
  title: 'Receipt',
  what: (kind: RecordKind, outcome: Receipt['outcome']) => (outcome === 'approved' ? 'What was approved' : whats[kind]),
  edition: (n: number) => `Version ${n}`,
  see: 'See what they saw',
  replaced: 'A newer version was sent since. This record is about the one named here.',
  approvedTotal: 'Approved, before tax',
  answers: { approved: 'Approved', declined: 'Declined', changes: 'To be changed' },
  lede: (said: string, total: string | undefined, declined: number) =>
    [
      total ? `${said}, for ${total}.` : `${said}.`,
      declined === 1
        ? 'One line stays declined and on file.'
        : declined > 1
          ? `${declined} lines stay declined and on file.`
          : '',
    ]
      .filter(Boolean)
      .join(' '),
  how: 'How we know who it was',
  said: 'What was said',
  elsewhere: 'Some of its letters cannot be printed on this paper. Read it in full online, and print it there:',
  check: 'Check it yourself',
  checkText: 'Anyone you show this code to can see that the record is complete and unchanged. It shows no prices and no names.',
  openCheck: 'Open the check page',
  qr: 'QR code to the check page',
  pdf: 'Receipt, PDF',
  json: 'Record as a file',
  follow: 'Follow the work',
  terms: (n: number) => `The terms, version ${n}`,
  signatureOf: (name: string) => `Signature of ${name}`,
  typed: 'Typed as a signature',
  erased: (day: string) => `Content erased on ${day}`,
  erasedText: 'The personal data in this record was erased. The record itself still stands and can be checked.',
  erasedTitle: 'This was erased',
  erasedDone: 'The personal data was erased. The record stands.',
  erase: {
    title: 'Personal data in approvals',
    about: 'Records of what was approved hold the name, mailbox, address and words of the one who decided.',
    record: 'Erase personal data',
    recordTitle: 'Erase the personal data in this record?',
    recordText:
      'Name, mailbox, signature, comments and address go for good, with the PDFs. What was decided, when, and its proof stay and can still be checked. This cannot be undone.',
    contact: 'Erase from all records',
    contactTitle: (name: string) => `Erase ${name} from all records?`,
    contactText:
      'In every record they decided, their name, mailbox, signature, comments and address go for good, with the PDFs. What was decided, when, and its proof stay and can still be checked. This cannot be undone.',
    keep: 'Keep',
    do: 'Erase for good',
  },
  facts: {
    signed: 'Signed by',
    answered: 'Answered by',
    said: 'Said by',
    decided: 'Decided by',
    when: 'When',
    proved: 'Proved by',
    from: 'From',
    putDownFrom: 'Put down from',
    consent: 'In these words',
    checked: 'Checked',
    toCheck: 'To check before a yes',
    terms: 'Terms',
    po: 'PO number',
    recorded: 'Put down by',
    record: 'Record',
    fingerprint: 'Fingerprint',
    hash: 'Content',
  },
  version: (n: number) => `Version ${n}`,
  follows: (n: string, before: string) => `${n}, follows ${before}`,
  first: (n: string) => `${n}, the first`,
  proofs: {
    session: (mailbox: string, time: string) => `Signed in with the mailbox ${mailbox}${time && `, proved ${time}`}`,
    mailedLink: (mailbox: string, time: string) => `Through the link mailed to ${mailbox}, ${time}`,
    mailedCode: (mailbox: string, time: string) => `Code sent to ${mailbox}, ${time}`,
    forwarded: (by: string, to: string) => `Identity not proven, passed on by ${by} for ${to}`,
    none: 'Identity not proven',
    word: (name: string, way: string) => `The word of ${name}: said ${way}`,
  },
  sentOn: (n: number, time: string) => `Version ${n}, sent ${time}. This is how it was; nothing here is asked any more.`,
  cameOn: (time: string) => `Came with the approved estimate, ${time}. This is how it was; nothing here is asked any more.`,
  replacedEdition: 'A newer version was sent since.',
  noteThen: 'The note that came with it',
  linesThen: 'The lines that were sent',
  totalThen: 'All lines, before tax',
  askedThen: 'What was asked with it',
  line: 'Line',
  answer: 'Answer',
  amount: 'Amount',
  pictureOf: (title: string, page: number) => (page === 1 ? title : `${title}, page ${page}`),
  mail: {
    hello: greet,
    receiptSubject: (title: string) => `Your receipt: ${title}`,
    receiptText: (sentence: string, shop: string) =>
      `This is what ${shop} has on record. ${sentence}. The receipt is attached; keep it, it can be checked at any time.`,
    receiptReason: (shop: string, customer: string) => `You get this because you answered ${shop} for ${customer}.`,
    told: (name: string, company: string) => `From ${[name, company].filter(Boolean).join(', ').replace(/\.$/, '')}.`,
    toldReason: (shop: string) => `You get this because you look after this work at ${shop}, or are told of every answer.`,
    open: 'Open the record',
    openDesk: 'Open it at the desk',
    job: 'Job',
    more: (n: number) => `And ${n} more, in the attached receipt`,
  },
  history: {
    title: 'Approvals',
    sent: (n: number, title: string) => `Version ${n} sent: ${title}`,
    came: (title: string) => `Came with the approved estimate: ${title}`,
    record: (n: string) => `Record ${n}`,
    saw: 'See what was sent',
    tally: (approved: number, declined: number) => `${approved} approved, ${declined} declined`,
    recorded: (name: string) => `put down by ${name}`,
  },
}
export type ReceiptWords = Words<typeof en>

/** What people read of records. */
export const receiptWords = inLanguages({ en, es: spanish })
