import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './frame-words-es.ts'

const en = {
  skip: 'Skip to content',
  mainMenu: 'Main',
  more: 'More',
  menu: 'Menu',
  accountMenu: 'account menu',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  preview: 'Preview',
  previewOf: (name: string) => `You see what ${name} sees.`,
  closePreview: 'Close preview',
}
export type FrameWords = Words<typeof en>

/** The few words the frames themselves say. */
export const frameWords = inLanguages({ en, es: spanish })
