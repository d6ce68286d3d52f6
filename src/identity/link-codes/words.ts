import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  many: 'Too many codes were asked for. Wait a quarter of an hour, or call the shop.',
  subject: (shop: string) => `Your code for ${shop}`,
  preheader: 'It works once, for 10 minutes.',
  heading: 'Is it you who answers?',
  text: (shop: string) => `Somebody opened the link that ${shop} made for you and wants to answer. Type this code on that page.`,
  after:
    'It works once, for 10 minutes, in the browser that asked for it. If that was not you, do nothing: without this code nobody can answer in your name.',
  reason: (shop: string) => `You get this because a link to your work at ${shop} was opened.`,
}
export type LinkCodeWords = Words<typeof en>

/** What the mail with a code says that somebody answers with through a link. */
export const linkCodeWords = inLanguages({ en, es: spanish })
