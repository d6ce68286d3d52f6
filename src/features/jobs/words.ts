import type { Answer, Need } from '#features/approvals/rules.ts'
import type { Trade } from '#features/settings/rules.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import { spelled } from '#lib/numerals.ts'
import type { Stage } from './rules.ts'
import { spanish } from './words-es.ts'

/** What a trade calls its work. */
export interface Vocabulary {
  readonly one: string
  readonly many: string
  readonly One: string
  readonly Many: string
  readonly lines: string
}
const orders: Vocabulary = { one: 'order', many: 'orders', One: 'Order', Many: 'Orders', lines: 'What you ordered' }
const workOrders: Vocabulary = {
  one: 'work order',
  many: 'work orders',
  One: 'Work order',
  Many: 'Work orders',
  lines: 'What we do',
}

const byTrade: Readonly<Record<Trade, Vocabulary>> = {
  decoration: orders,
  wrap: orders,
  auto: workOrders,
  fleet: workOrders,
}

const byStage: Readonly<Record<Stage, string>> = {
  requested: 'We have it and will get back to you about the next step.',
  quoted: 'Waiting for your answer to our price.',
  artwork: 'We are preparing the artwork.',
  awaiting_approval: 'Waiting for your approval. We go on the day you give it.',
  approved: 'Approved, and waiting for its turn.',
  in_production: 'We are working on it.',
  ready: 'It is ready for you.',
  on_the_way: 'It is on its way to you.',
  done: 'It is finished.',
  on_hold: 'It is on hold for now. Call or write to us if you want to know more.',
  cancelled: 'It was cancelled.',
}

/** What each stage is called where statuses are set up, and what a customer makes of it. */
export const stageNames: Readonly<Record<Stage, string>> = {
  requested: 'Requested',
  quoted: 'Quoted',
  artwork: 'Artwork',
  awaiting_approval: 'Waiting for approval',
  approved: 'Approved',
  in_production: 'In production',
  ready: 'Ready',
  on_the_way: 'On the way',
  done: 'Done',
  on_hold: 'On hold',
  cancelled: 'Cancelled',
}

const counted = (n: number, { one, many }: Vocabulary) => `${spelled(n)} ${n === 1 ? one : many}`

const en = {
  vocabularies: byTrade,
  stageSentences: byStage,
  pieces: (n: number) => (n === 1 ? '1 piece' : `${n} pieces`),
  step: (at: number, steps: number, label: string) =>
    at > steps ? `All ${steps} steps done` : `Step ${at} of ${steps}: ${label}`,
  waits: 'Waiting for you',
  promised: (day: string) => `Promised ${day}`,
  late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
  list: {
    active: 'In the works',
    past: 'Past',
    views: 'Show',
    search: (vocabulary: Vocabulary) => `Search ${vocabulary.many}`,
    headingActive: (n: number | undefined, vocabulary: Vocabulary) =>
      n === undefined ? `Your ${vocabulary.many} in the works` : `${counted(n, vocabulary)} in the works`,
    headingPast: (vocabulary: Vocabulary) => `Past ${vocabulary.many}`,
    headingFound: (text: string) => `Found for “${text}”`,
    noneActive: (vocabulary: Vocabulary) => `No ${vocabulary.many} in the works`,
    noneActiveText: (vocabulary: Vocabulary) => `Your next ${vocabulary.one} appears here the moment we start it.`,
    nonePast: (vocabulary: Vocabulary) => `No past ${vocabulary.many} yet`,
    nonePastText: (vocabulary: Vocabulary) => `Finished ${vocabulary.many} stay here, so that you can look them up.`,
    noneFound: 'Nothing found',
    noneFoundText: 'Try a shorter word, a number, or clear the search.',
    clear: 'Clear the search',
    request: (trade: Trade) => (trade === 'auto' || trade === 'fleet' ? 'Request service' : 'Request a quote'),
    pager: { label: 'Pages', previous: 'Newer', next: 'Older', at: (page: number) => `Page ${page}` },
  },
  page: {
    progress: 'Progress',
    promised: 'Promised',
    skipped: 'Skipped',
    ask: (ways: readonly string[], name: string) => {
      const text = `${ways.join(' or ')} ${name}`
      return text.charAt(0).toUpperCase() + text.slice(1)
    },
    call: 'call',
    write: 'email',
    askText: 'Say yes or no, or what should be different.',
    since: (time: string) => `Since ${time}`,
    item: 'Item',
    each: 'Each',
    quantity: 'Qty',
    total: 'Total',
    after: (quantity: string) => ` each, ${quantity}`,
    subtotal: 'Subtotal',
    discount: 'Discount',
    tax: (name: string, rate: string, isIncluded: boolean) => `${name} ${rate}`.trim() + (isIncluded ? ', included' : ''),
    totalWithTax: 'Total with tax',
    withoutDeclined: (total: string) => `${total}, without what was declined`,
    said: { approved: 'Approved', declined: 'Declined', changes: 'To be changed' } satisfies Record<Answer, string>,
    changedSince: {
      approved: 'Changed since it was approved',
      declined: 'Changed since it was declined',
      changes: 'Changed since',
    } satisfies Record<Answer, string>,
    less: (percent: string) => `${percent} off`,
    advisor: 'Looking after this',
    email: 'Email',
    deliveries: 'Deliveries',
    track: (carrier: string) => `Track with ${carrier}`,
    shipped: (time: string) => `Sent ${time}`,
    invoices: 'Invoices',
    invoice: (number: string) => `Invoice ${number}`,
    paid: 'Paid',
    due: (day: string) => `Due ${day}`,
    dueLate: (day: string) => `Due ${day}, late`,
    open: 'To pay',
    pay: (amount: string) => `Pay ${amount}`,
    note: 'A note from us',
    details: 'Details',
    yourPo: 'Your PO',
    again: 'Same again, other quantity',
    placed: 'Placed',
    elsewhere: 'See everything else',
    elsewhereText: 'This link opens this page alone. Sign in to see all your work and your invoices.',
    signIn: 'Sign in',
  },
  due: {
    waits: (request: string) => `${request} waits for an answer.`,
    waitsForYou: (request: string) => `${request} waits for your answer.`,
    movedFrom: (day: string) => `Moved from ${day} while an answer was missing`,
    moved: 'The promised day moved while an answer was missing',
    move: (from: string, to: string) => `From ${from} to ${to}`,
    because: (request: string, time: string) => `No answer to ${request} by ${time}`,
  },
  files: {
    title: 'Photos and files',
    before: 'Before',
    after: 'After',
    open: (title: string) => `Look at ${title}`,
    close: 'Close',
    download: (name: string) => `Download ${name}`,
    page: (title: string, page: number) => `${title}, page ${page}`,
  },
  mail: {
    subject: '{{job}}: {{status}}',
    body: 'Hi {{contact}},\n\n{{job}} has moved on. It now stands at: {{status}}.',
    button: (vocabulary: Vocabulary) => `Follow your ${vocabulary.one}`,
    status: 'Status',
    promised: 'Promised',
    tracking: (carrier: string) => `Tracking, ${carrier}`,
    /** In the middle of a shop's own sentence: "We promised it for …", "Hi …,". */
    noDue: 'a day we are still setting',
    noName: 'there',
    reason: (shop: string) => `You get this because ${shop} works for you and tells you when your work moves on.`,
  },
}
export type JobWords = Words<typeof en>

/** What customers read of this slice. */
export const jobWords = inLanguages({ en, es: spanish })
/** What each trade calls its work; and where the work stands, said to the customer in one sentence. */
export const { vocabularies, stageSentences } = jobWords

/** The last move, where a page offers to take it back though something else was done since. */
export const lastMove = (status: string) => `Last moved to ${status}.`

const needWords: Readonly<Record<Need, string>> = { proof: 'The proof is', work: 'The lines are' }
/** Why a job stays out of production, and what to do about it. */
export function keptSentence(missing: readonly Need[]): string {
  const what = missing.length > 1 ? 'Proof and lines are' : needWords[missing[0] ?? 'proof']
  return `${what} not approved yet. Send for approval, or record an answer given by phone.`
}

/** What staff are told was done: an address names one of these and nothing else. */
export const done = {
  created: 'Saved. It is on the board.',
  saved: 'Saved.',
  moved: 'Moved.',
  undone: 'Moved back. Nobody was told.',
  noted: 'Notes saved.',
  freed: 'The promised day moves while an answer is missing.',
  fixed: 'The promised day stays as it is.',
  shipped: 'Tracking added. The customer sees it now.',
  unshipped: 'Tracking removed.',
  answered: 'Recorded. Everybody who may approve gets a copy.',
  filed: 'Files added.',
  refiled: 'File changed.',
  unfiled: 'File removed.',
  linesSent: 'Sent. Each approver gets a mail with a link to the lines.',
  linesKept: 'Sent. Every answer stands, so nobody is asked again.',
  linesSentQuietly: 'Sent without a mail. It stands in their portal.',
} as const
export type Done = keyof typeof done

export function doneInWords(key: string | undefined): string | undefined {
  return key && Object.hasOwn(done, key) ? done[key as Done] : undefined // its own key, as just checked
}
