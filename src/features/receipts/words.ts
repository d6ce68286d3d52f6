import type { Door, RecordKind } from '#features/approvals/rules.ts'
import { greet } from '#features/customers/words.ts'
import { countOf, type Receipt } from './receipt.ts'

/** How an answer came that did not come by the portal itself: it reads as such wherever it is told. */
const ways: Readonly<Record<Door, string>> = {
  portal: '',
  link: '',
  forward: 'by a link that was passed on',
  phone: 'by phone',
  text: 'by text message',
  in_person: 'in person',
  limit: 'under the spending limit',
  desk: 'at the desk',
}
export const wayOf = (door: Door) => ways[door]

const nouns: Readonly<Record<RecordKind, readonly [one: string, many: string]>> = {
  proof: ['design', 'designs'],
  work: ['line', 'lines'],
  estimate: ['line', 'lines'],
  limit: ['limit', 'limits'],
  override: ['part', 'parts'],
}
const counted = (n: number, kind: RecordKind) => `${n} ${nouns[kind][n === 1 ? 0 : 1]}`

/** "5 lines approved, 2 declined". */
export function tallyOf(receipt: Pick<Receipt, 'kind' | 'parts'>): string {
  const said = [
    { n: countOf(receipt, 'approved'), word: 'approved' },
    { n: countOf(receipt, 'changes'), word: 'to be changed' },
    { n: countOf(receipt, 'declined'), word: 'declined' },
  ].filter(({ n }) => n > 0)
  return said.map(({ n, word }, i) => `${i === 0 ? counted(n, receipt.kind) : n} ${word}`).join(', ')
}

type Told = Pick<Receipt, 'kind' | 'outcome' | 'title' | 'parts' | 'payload' | 'body'>

const headings: Readonly<Record<Receipt['outcome'], (title: string) => string>> = {
  approved: (title) => `Approved: ${title}`,
  mixed: (title) => `Answered: ${title}`,
  changes_requested: (title) => `Changes asked for: ${title}`,
  declined: (title) => `Declined: ${title}`,
  overridden: (title) => `Let into production without approval: ${title}`,
}
export const headingOf = ({ outcome, title }: Pick<Told, 'outcome' | 'title'>) => headings[outcome](title)

const verbs: Readonly<Record<Receipt['outcome'], string>> = {
  approved: 'approved',
  mixed: 'answered',
  changes_requested: 'asked for changes to',
  declined: 'declined',
  overridden: 'let into production without approval:',
}
/** "Dana approved Spring crew polos, by phone"; lines say how many. */
export function sentenceOf(told: Told): string {
  const { kind, outcome, title, payload, body } = told
  const way = wayOf(body.door)
  const end = way ? `, ${way}` : ''
  if (kind === 'work' || kind === 'estimate') return `${capital(tallyOf(told))}: ${title}${end}`
  return `${payload?.name ?? 'Somebody'} ${verbs[outcome]} ${title}${end}`
}
interface Round {
  readonly outcome: Receipt['outcome']
  readonly door: Door
  readonly name: string | undefined
  /** "5 lines approved, 2 declined", where that says more. */
  readonly tally?: string | undefined
}
/** The same where the title stands beside it: "Approved by Dana, by phone". */
export function roundOf({ outcome, door, name, tally }: Round): string {
  const what = tally ? capital(tally) : done[outcome]
  return [name ? `${what} by ${name}` : what, wayOf(door)].filter(Boolean).join(', ')
}
const done: Readonly<Record<Receipt['outcome'], string>> = {
  approved: 'Approved',
  mixed: 'Partly approved',
  changes_requested: 'Changes asked for',
  declined: 'Declined',
  overridden: 'Let into production without approval',
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const whats: Readonly<Record<RecordKind, string>> = {
  proof: 'What was looked at',
  work: 'What was answered',
  estimate: 'What was answered',
  limit: 'What was answered',
  override: 'What was let through',
}

/** What people read of records, in English. */
export const english = {
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
} as const
