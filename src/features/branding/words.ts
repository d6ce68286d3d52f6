import { inLanguages } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  title: 'My branding',
  heading: (logos: number): string => (logos > 0 ? 'What we make your work from' : 'Send us your logo'),
  lede: (shop: string) =>
    `Keep your logos, colors and wishes here. ${shop} uses them for every proof, and hears when something changes.`,
  profile: 'Phone, address or people changed?',
  profileLink: 'Update your details',
  logos: {
    title: 'Logos',
    none: 'No logo yet',
    noneText: 'Send the best file you have: vector or embroidery files first, a large picture if that is all there is.',
    add: 'Add a logo',
    addMore: 'Add another logo',
    files: 'Files',
    kinds: 'AI, EPS, PSD, PDF, DST, PES, EMB, PNG, JPEG and more. Up to 50 MB each.',
    note: 'Note',
    noteHint: 'What it is for: “on dark cloth”, “left chest only”.',
    label: 'Name',
    save: 'Save logos',
    saving: 'Saving…',
    edit: 'Edit',
    keep: 'Save',
    download: 'Download',
    downloadOf: (name: string) => `Download ${name}`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    removeText: 'Work that was made from it keeps it.',
    editOf: (name: string) => `Edit ${name}`,
    added: (when: string) => `added ${when}`,
  },
  colors: {
    title: 'Colors',
    none: 'No colors yet. Add the ones your logo is printed in.',
    add: 'Add a color',
    label: 'Name',
    hex: 'Color code',
    hexHint: 'Six digits, like #1a7f4b',
    pantone: 'Pantone or thread',
    pantoneHint: 'If you know it: Pantone 347 C',
    save: 'Add color',
    keep: 'Save',
    editOf: (name: string) => `Edit ${name}`,
    removeOf: (name: string) => `Remove ${name}`,
    remove: 'Remove',
  },
  notes: {
    title: 'Notes for production',
    label: 'What to mind every time',
    hint: 'Clear space, threads, sizes, what must never be done.',
    save: 'Save notes',
    none: 'No notes.',
  },
  notYet: 'Not saved yet',
  stale: 'Somebody changed this meanwhile. What is kept now stands on the page; save again to keep yours.',
  wrong: {
    files: 'Choose a file first',
    mostFiles: 'Send at most 10 files at once',
    label: 'Give it a name',
    hex: 'Type a color code of six digits, like #1a7f4b',
  },
  full: {
    logos: 'There are 60 logos already. Remove one that you do not use any more, then add this one.',
    colors: 'There are 60 colors already. Remove one that you do not use any more, then add this one.',
  },
  done: {
    'logos-added': 'Added. The shop has been told.',
    'logo-saved': 'Saved.',
    'logo-removed': 'Removed.',
    'color-added': 'Color added.',
    'color-saved': 'Saved.',
    'color-removed': 'Removed.',
    noted: 'Saved.',
  },
}
export type BrandWords = typeof en

/** What customers read of their branding. */
export const brandWords = inLanguages({ en, es: spanish })
export type Did = keyof BrandWords['done']
