import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './part-words-es.ts'

const en = {
  copy: { copy: 'Copy', copied: 'Copied' },
  pager: {
    label: 'Pages',
    previous: 'Previous',
    next: 'Next',
    at: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
  reference: 'Reference',
}
export type PartWords = Words<typeof en>

/** What parts of pages say where their page leaves it to them. */
export const partWords = inLanguages({ en, es: spanish })
