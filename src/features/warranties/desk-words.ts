import type { WarrantyState } from './rules.ts'

export const warrantyFilters = ['ending', 'active', 'over'] as const
export type WarrantyFilter = (typeof warrantyFilters)[number]

/** What the desk reads of warranties. */
export const desk = {
  title: 'Warranties',
  back: 'Vehicles and things',
  new: 'Add a warranty',
  edit: (product: string) => `Warranty on ${product}`,
  for: (customer: string) => `For ${customer}`,
  filters: { ending: 'Ending soon', active: 'All that hold', over: 'Ended' } satisfies Record<WarrantyFilter, string>,
  none: {
    ending: ['No warranty ends soon', 'Those that end within 30 days stand here.'],
    active: ['No warranties yet', 'Add one on a vehicle or a job, and its customer sees it in their portal.'],
    over: ['No warranty has ended', 'Those that are over stand here.'],
  } satisfies Record<WarrantyFilter, readonly [string, string]>,
  nothing: 'None on file.',
  states: { ahead: 'Not yet', active: 'Active', ending: 'Ends soon', over: 'Ended' } satisfies Record<WarrantyState, string>,
  until: (day: string) => `until ${day}`,
  always: 'no end',
  labels: {
    product: 'Product',
    brand: 'Brand',
    coverage: 'What it covers',
    registration: 'Registration number',
    fromOn: 'Holds from',
    untilOn: 'Until',
    asset: 'On',
    file: 'Document',
  },
  untilHint: 'The last day it holds. Empty: for as long as they own it.',
  fileKept: (name: string) => `${name} stays unless you add another.`,
  theJob: 'The job alone',
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  remove: 'Remove',
  removeAsk: (product: string) => `Remove the warranty on ${product}?`,
  removeText: 'Its customer does not see it any more.',
  keep: 'Keep it',
  notYet: 'Not saved yet. Look at this again:',
  wrong: {
    product: 'Type what it is on, like “Ceramic film”',
    fromOn: 'Choose the day it begins',
    untilOn: 'Choose a day, or leave it empty',
    order: 'It would end before it begins. Look at the days again.',
    asset: 'Choose one of these',
  },
} as const
