import { inLanguages, type Words } from '#lib/language.ts'
import type { TalkSubject } from './rules.ts'
import { spanish } from './words-es.ts'

interface About {
  readonly kind: TalkSubject
  readonly title: string
  readonly number: string
}

const en = {
  title: 'Messages',
  heading: (unread: number) => {
    if (unread === 0) return 'Messages'
    return unread === 1 ? 'One conversation has something new' : `${unread} conversations have something new`
  },
  conversations: 'Conversations',
  all: 'All messages',
  /** A conversation's name; `work` is what this shop calls a job. */
  name: ({ kind, title, number }: About, shop: string) => {
    if (kind === 'general') return shop
    return kind === 'invoice' ? `Invoice ${number}` : title
  },
  /** What stands beside the name: where it leads. */
  about: ({ kind, number }: About, work: string) => {
    if (kind === 'general') return undefined
    if (kind === 'job') return `${work} ${number}`
    if (kind === 'asset') return 'Details and service history'
    return kind === 'estimate' ? `Estimate ${number}` : 'Look at the invoice'
  },
  general: 'About everything else',
  you: 'You',
  unread: 'unread',
  said: (name: string, text: string) => (text ? `${name}: ${text}` : `${name} sent a file`),
  none: 'No messages yet',
  noneText: (shop: string) => `What you and ${shop} write each other stands here. Ask about anything.`,
  new: 'New message',
  write: {
    label: 'Your message',
    to: (name: string) => `Write to ${name}`,
    send: 'Send',
    sending: 'Sending…',
    told: (name: string) => `${name} gets an email too.`,
    missing: 'Write your message first',
    preview: 'Only the customer writes here.',
    tooMany: 'This conversation is as long as it can get. Write under “New message”, or call.',
    tooOften: 'You sent a lot within an hour. What you wrote is still here: send it again in a while.',
    notYours: 'Only whoever this was sent to can write. Ask them to.',
  },
  begin: (name: string) => `Nothing was written yet. ${name} reads what you write here.`,
  log: 'What was written',
  mailed: {
    quoted: 'Show the quoted text',
    leftOut: (names: readonly string[]) => `Not kept, because files of this kind cannot be: ${names.join(', ')}`,
  },
  earlier: 'Earlier messages',
  later: 'Newest messages',
  today: 'Today',
  job: {
    title: 'Messages',
    write: (work: string) => `Write about this ${work}`,
    more: 'Read all and answer',
  },
  asset: { ask: 'Ask a question', gone: 'This is not on file for you any more. What you wrote stays here.' },
  home: { title: 'Messages', all: 'All messages' },
  attach: {
    title: 'Attach files',
    label: 'Files and photos',
    mostFiles: 'Attach at most 10 files',
    kinds: 'Photos, PDF and artwork, up to 50 MB each.',
    again: 'Upload it again',
  },
  mail: {
    /** `title` is that of what it is about; empty where that is nothing but the customer. */
    subject: (shop: string, title: string) => (title ? `${shop} wrote about ${title}` : `${shop} wrote to you`),
    hello: (name: string) => `Hello ${name},`,
    wrote: (name: string) => `${name} wrote:`,
    more: (count: number) => (count === 1 ? 'And one more message.' : `And ${count} more messages.`),
    files: (names: readonly string[]) => `Attached: ${names.join(', ')}`,
    answer: 'Read and answer',
    byMail: 'Or answer this email: what you write is added to the conversation.',
    reason: (shop: string, customer: string) =>
      `You get this because ${shop} wrote to ${customer} and you have access to its portal.`,
  },
}
export type MessageWords = Words<typeof en>

/** What customers read of messages. */
export const messageWords = inLanguages({ en, es: spanish })
