import { greet } from '#features/customers/words.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './forward-words-es.ts'
import type { RequestKind } from './rules.ts'

const things: Readonly<Record<RequestKind, string>> = {
  proof: 'the proof for',
  work: 'the lines of',
  estimate: 'the estimate for',
  limit: 'the spending limit for',
}
const thing = (kind: RequestKind, title: string) => `${things[kind]} ${title}`

const en = {
  block: 'Somebody else should see this?',
  blockText: 'Make a link to this alone, to look at or to answer, for as long as you say.',
  open: 'Pass it on',
  title: 'Pass it on',
  heading: (kind: RequestKind, title: string) => `Pass on ${thing(kind, title)}`,
  lede: 'The link opens this alone, nothing else of yours. You can take it back at any time.',
  back: (title: string) => title,
  name: 'For whom',
  nameHint: 'They see this name, and it stands in the record',
  email: 'Their email, if we should send it',
  emailHint: 'Leave it empty to hand the link over yourself',
  may: 'They may',
  view: 'Look at it',
  approve: 'Look and answer for you',
  answered: 'It was answered already, so they can only look at it.',
  days: 'Days it opens',
  daysHint: 'From 1 to 30',
  make: 'Make the link',
  making: 'Making',
  refused: 'Not made yet. Look at this again:',
  made: (name: string, isMailed: boolean) =>
    isMailed ? `The link for ${name} is made, and a mail with it is on its way.` : `The link for ${name} is made. Copy it below.`,
  list: 'Links you made',
  none: 'No link yet',
  noneText: 'Links you make are listed here, each to be taken back.',
  mayNow: (mayDecide: boolean) => (mayDecide ? 'May answer for you' : 'May look at it'),
  until: (time: string) => `opens until ${time}`,
  mailedTo: (email: string) => `mailed to ${email}`,
  copy: 'Copy or share it',
  message: (name: string) => `Message for ${name}`,
  share: 'Share',
  take: 'Take back',
  takeFrom: (name: string) => `Take back the link for ${name}`,
  taking: 'Taking back',
  taken: 'Taken back. The link opens nothing any more.',
  ready: (given: {
    readonly to: string
    readonly from: string
    readonly kind: RequestKind
    readonly title: string
    readonly shop: string
    readonly mayDecide: boolean
    readonly by: string | undefined
    readonly until: string
    readonly url: string
  }) =>
    [
      `Hi ${given.to},`,
      `${given.mayDecide ? 'please look at and answer' : 'please look at'} ${thing(given.kind, given.title)}, from ${given.shop}:`,
      given.url,
      [given.by, `The link is for you alone and opens until ${given.until}.`].filter(Boolean).join(' '),
      given.from,
    ].join('\n\n'),
  approversOnly: 'Only somebody who may approve can pass this on. Ask a colleague, or call the shop.',
  tooMany: 'You made 20 links today. Go on tomorrow; nothing was made now.',
  wrong: {
    name: 'Type for whom the link is',
    may: 'Choose what they may do',
    days: 'Type a number of days from 1 to 30',
  },
  mail: {
    subject: (from: string, title: string, mayDecide: boolean) =>
      mayDecide ? `${from} asks you to answer: ${title}` : `${from} shows you ${title}`,
    heading: (title: string) => title,
    hello: greet,
    text: (from: string, company: string, kind: RequestKind, title: string) =>
      `${from} at ${company} passed ${thing(kind, title)} on to you.`,
    may: (from: string, mayDecide: boolean) =>
      mayDecide
        ? `You may answer in their place. You are asked for your name, and it is kept that ${from} passed this on to you.`
        : `You may look at it. ${from} answers.`,
    button: { proof: 'Look at the proof', work: 'Look at the lines', estimate: 'Look at the estimate', limit: 'Look at it' },
    until: (time: string) => `The link is for you alone and opens until ${time}.`,
    reason: (from: string, shop: string) => `You get this because ${from} gave your address to pass on something by ${shop}.`,
  },
}
export type ForwardWords = Words<typeof en>

/** What is said around passing one item on. */
export const forwardWords = inLanguages({ en, es: spanish })
