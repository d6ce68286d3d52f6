import type { Answer, Door } from '#features/approvals/rules.ts'
import { greet } from '#features/customers/words.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import { spelled } from '#lib/numerals.ts'
import type { Difference, Mark, Tally } from './rules.ts'
import { spanish } from './words-es.ts'

const lines = (n: number) => (n === 1 ? '1 line' : `${n} lines`)
const Lines = (n: number) => `${spelled(n)} ${n === 1 ? 'line' : 'lines'}`
const needs = (n: number) => `${Lines(n)} ${n === 1 ? 'needs' : 'need'} your answer`

/** "5 lines approved, 2 declined". */
function answered({ approved, declined, open }: Tally): string {
  const parts = [
    approved > 0 && [approved, 'approved'],
    declined > 0 && [declined, 'declined'],
    open > 0 && [open, 'not answered'],
  ].filter((part) => part !== false)
  return parts.map(([n, what], i) => (i === 0 ? `${lines(Number(n))} ${what}` : `${n} ${what}`)).join(', ')
}

const changeWords: Readonly<Record<Mark | 'removed', string>> = {
  added: 'added',
  price: 'changed',
  changed: 'changed',
  removed: 'removed',
}
/** "1 line added, 1 price changed". */
function changes(marks: Difference['marks']): string {
  const said = (Object.keys(changeWords) as (Mark | 'removed')[]) // its own four keys, as written above
    .filter((mark) => marks[mark] > 0)
    .map((mark) => `${counted(marks[mark], mark === 'price' ? 'price' : 'line')} ${changeWords[mark]}`)
  return said.join(', ')
}
const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`

const doors: Readonly<Record<Door, string>> = {
  portal: '',
  link: '',
  forward: '',
  phone: ', by phone',
  text: ', by text message',
  in_person: ', in person',
  limit: '',
  desk: '',
}
const said: Readonly<Record<Answer, string>> = { approved: 'Approved', declined: 'Declined', changes: 'Changes asked for' }

const en = {
  title: 'Lines to approve',
  needs,
  lines,
  answered,
  allAnswered: (tally: Tally) => (tally.declined === 0 ? 'Everything is approved' : answered(tally)),
  withdrawn: 'The shop took this back',
  withdrawnText: 'There is nothing to answer any more. Call or write to them if you want to know why.',
  thanks: (shop: string) => `Thank you. ${shop} sees your answers at once.`,
  promised: (day: string) => `promised ${day}`,
  plate: (plate: string) => `plate ${plate}`,
  block: 'What we found',
  closed: 'This work is closed: there is nothing to answer',
  changedSince: (day: string) => `Changed since you answered on ${day}`,
  marks: { added: 'Added', price: 'Price changed', changed: 'Changed' } satisfies Record<Mark, string>,
  changes,
  was: 'was ',
  noLonger: (names: string) => `No longer part of it: ${names}.`,
  yourAnswer: (title: string) => `Your answer to ${title}`,
  approve: 'Approve',
  decline: 'Decline',
  comment: 'A word about it, if you like',
  photo: (alt: string) => `Photo: ${alt}`,
  parts: (amount: string) => `parts ${amount}`,
  labor: (hours: string) => `labor ${hours} h`,
  each: (quantity: string, price: string) => `${quantity} × ${price}`,
  off: (percent: string) => `${percent} off`,
  kept: 'Still approved',
  keptFirst: 'Approved',
  keptAside: 'You need do nothing',
  onFile: 'Declined, kept on file',
  onFileCount: (n: number) => `${Lines(n)} you declined ${n === 1 ? 'is' : 'are'} kept on file and can be approved later.`,
  afterAll: 'Approve after all',
  afterAllFor: (title: string) => `Approve after all: ${title}`,
  youSaid: (comment: string) => `You said “${comment}”`,
  theySaid: (name: string, comment: string) => `${name} said “${comment}”`,
  decided: (answer: Answer, when: string, who: string, door: Door) => `${said[answer]} ${when} by ${who}${doors[door]}`,
  byLimit: (when: string) => `Approved ${when} within your spending limit`,
  you: 'you',
  someone: 'somebody at your company',
  toSend: 'Before you send',
  sum: 'If you send this now',
  sumStill: (n: number) => `Still approved, ${lines(n)}`,
  sumOpen: (n: number) => `${Lines(n)} to answer`,
  notAnswered: 'not answered',
  declinedSum: 'declined',
  total: 'Approved',
  beforeTax: (who: string) => `Before tax. ${who} sees your answers at once.`,
  atOnce: (who: string) => `${who} sees your answers at once.`,
  progress: (n: number, all: number) => `${n} of ${all} answered`,
  progressPattern: '{n} of {all} answered',
  send: 'Send answers',
  sending: 'Sending',
  partly: 'You can answer some lines now and the others later.',
  editing: 'The shop is changing this',
  editingText: 'Your answers count for the lines as they stand here. What changes comes to you again.',
  nothingChosen: 'Approve or decline at least one line',
  look: 'Look at this again:',
  mayNot: 'You can look at this, but not approve it for your company. Ask a colleague who may.',
  askColleague: (names: readonly string[]) =>
    names.length > 0 ? `${names.join(' or ')} can answer this for your company.` : 'Nobody of your company may answer this yet.',
  onlyThey: 'Only the customer answers here.',
  answer: (n: number) => (n === 1 ? 'Answer this line' : `Answer ${n} lines`),
  openLines: 'Look at the lines',
  consentUnpriced: 'I authorize the work on the lines I approved.',
  long: 'Keep this under 1,000 characters',
  sitting: {
    title: 'Lines to approve',
    home: 'Home',
    heading: (n: number, jobs: number, what: { readonly one: string; readonly many: string }) =>
      jobs === 1 ? needs(n) : `${Lines(n)} on ${jobs} ${what.many} need your answer`,
    lede: 'Answer them in one go. What you leave out stays open.',
    none: 'Nothing needs your answer',
    gone: 'Work the shop took back',
    noneText: 'When the shop asks about lines, they stand here, all of them together.',
    order: (One: string, number: number) => `${One} ${number}`,
    more: 'All of it',
    partly: 'Not everything was sent',
    partlyText: 'The rest counts. Look at these once more:',
  },
  limit: {
    title: 'Spending limit',
    heading: 'May we go on without asking up to these amounts?',
    accepted: 'You let the shop go on without asking up to these amounts',
    over: 'This spending limit has ended',
    refused: 'You said no to this spending limit',
    text: 'Lines within both amounts are approved at once, and everybody who approves gets a mail each time. Everything else is asked. You can end it whenever you like.',
    perLine: 'One line, before tax',
    perJob: 'All such lines of one job',
    accept: 'Accept the limit',
    refuse: 'Refuse',
    end: 'End the limit',
    choose: 'Choose one',
    answered: 'This was answered or taken back already. Reload the page.',
    ended: 'This limit was ended meanwhile.',
    proposedSubject: (shop: string) => `${shop} proposes a spending limit`,
    hello: greet,
    proposedText: 'You can let us go on with small work without asking each time. Have a look and say yes or no.',
    look: 'Look at the proposal',
    usedSubject: (title: string, n: number) => `${title}: ${lines(n)} approved within your limit`,
    usedText: (n: number) =>
      `${Lines(n)} ${n === 1 ? 'was' : 'were'} approved within the limit your company accepted, so we go on.`,
    usedTotal: 'Approved within the limit, before tax',
    lookLines: 'Look at the lines',
    reason: (shop: string, company: string) => `You get this because you approve work at ${shop} for ${company}.`,
  },
  mail: {
    subject: (title: string, n: number) => `${title}: ${lines(n)} to approve`,
    subjectAgain: (title: string, n: number) => `${title} changed: ${lines(n)} to approve`,
    heading: needs,
    hello: greet,
    text: 'We looked it over and need your yes or no before we go on. Each line has its own answer.',
    textAgain: (what: string) => `Something changed since you answered: ${what}. What did not change keeps your answer.`,
    answerBy: 'Answer by',
    total: 'To approve, before tax',
    more: (n: number) => `and ${lines(n)} more`,
    button: (n: number) => (n === 1 ? 'Answer this line' : `Answer ${n} lines`),
    reason: (shop: string, company: string) => `You get this because you approve work at ${shop} for ${company}.`,
  },
}
export type WorkWords = Words<typeof en>

/** What customers read of this slice. */
export const workWords = inLanguages({ en, es: spanish })
