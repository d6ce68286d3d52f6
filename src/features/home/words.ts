import { vocabularies } from '#features/jobs/words.ts'
import type { Trade } from '#features/settings/rules.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import { spelled } from '#lib/numerals.ts'
import { spanish } from './words-es.ts'

interface Asked {
  readonly edition: number
  readonly openParts: number
  readonly parts: number
  readonly money: string | undefined
}
/** "Five lines", or "Two of five lines" once some are answered. */
function counted(open: number, all: number, noun: string): string {
  const nouns = all === 1 ? noun : `${noun}s`
  return open < all ? `${spelled(open)} of ${spelled(all).toLowerCase()} ${nouns}` : `${spelled(all)} ${nouns}`
}

const en = {
  title: 'Home',
  heading: (waiting: number) => (waiting === 1 ? 'One thing needs you' : `${spelled(waiting)} things need you`),
  headingQuiet: 'Nothing needs you',
  lede(trade: Trade, working: number, shipping: number) {
    const { one, many } = vocabularies[trade]
    const works = working === 0 ? '' : `${spelled(working)} ${working === 1 ? `${one} is` : `${many} are`} in the works`
    const way = shipping === 0 ? '' : `${spelled(shipping)} ${shipping === 1 ? `${one} is` : `${many} are`} on the way to you`
    if (!works && !way) return 'Nothing is in the works right now.'
    return works && way ? `${works}, and ${way.charAt(0).toLowerCase()}${way.slice(1)}.` : `${works || way}.`
  },
  needs: 'Needs you',
  requests: 'Need something?',
  request: 'Request a quote',
  allRequests: 'Your requests',
  answered: 'answered',
  asked: {
    proof: {
      title: (title: string) => `Approve the proof for ${title}`,
      look: 'Look at proof',
      what: ({ edition, openParts, parts }: Asked) =>
        [edition > 1 && `Version ${edition}.`, parts > 1 && `${counted(openParts, parts, 'design')}.`].filter(Boolean).join(' '),
    },
    work: {
      title: (title: string) => `Approve the work on ${title}`,
      look: 'Look at the lines',
      what: ({ openParts, parts, money }: Asked) =>
        `${counted(openParts, parts, 'line')}${money ? `, ${money} before tax in all` : ''}.`,
    },
    estimate: {
      title: (title: string) => `Answer the estimate for ${title}`,
      look: 'Look at the estimate',
      what: ({ money }: Asked) => (money ? `${money} before tax.` : ''),
    },
    limit: {
      title: () => 'Answer the spending limit we propose',
      look: 'Look at the limit',
      what: () => 'Up to it we go on without asking each time.',
    },
  },
  others: 'Waits for an approver',
  othersText: 'Somebody else at your company approves these. Nothing is asked of you.',
  active: 'In the works',
  past: (trade: Trade) => `Past ${vocabularies[trade].many}`,
  noJobs: (trade: Trade) => `No ${vocabularies[trade].many} in the works`,
  noJobsText: (trade: Trade) => `Your next ${vocabularies[trade].one} appears here the moment we start it.`,
  pay: (number: string, title: string) => `Pay invoice ${number} for ${title}`,
  payAmount: (amount: string) => `Pay ${amount}`,
  payLabel: (amount: string, number: string) => `Pay ${amount}, invoice ${number}`,
  look: 'Look at it',
  due: (day: string, inWords: string) => `Due ${day}, ${inWords.replace(/^due /, '')}.`,
  wasDue: (day: string) => `It was due ${day}.`,
  dueShort: (day: string, isLate: boolean) => (isLate ? `Due ${day}, late` : `Due ${day}`),
  onItsWay: 'Your payment is on its way',
  atBank: 'Your bank is looking into a payment',
  invoice: (number: string) => `Invoice ${number}`,
  toPay: 'To pay',
  allInvoices: 'All invoices',
}
export type HomeWords = Words<typeof en>

/** What customers read on their first page. */
export const homeWords = inLanguages({ en, es: spanish })
