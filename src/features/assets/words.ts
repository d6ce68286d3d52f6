import { inLanguages } from '#lib/language.ts'
import type { AssetKind, AssetState, DistanceUnit } from './rules.ts'
import { spanish } from './words-es.ts'

const en = {
  declined: 'Declined, kept on file',
  declinedText: 'Nothing is done on these until somebody at your company approves them. Open one to look again.',
  noneDeclined: 'Nothing you declined is on file.',
  on: (work: string, when: string) => `${work}, declined ${when}`,
  work: 'Service history',
  noWork: 'No work on it yet.',
  before: 'Before it was yours',
  beforeText: 'What was done to it earlier, as its last owner passed it on.',
  details: 'Details',
  request: 'Request service',
  vehicle: 'Vehicle',
  plate: 'Plate',
  vin: 'VIN',
  kinds: { vehicle: 'Vehicle', thing: 'Something else' } satisfies Record<AssetKind, string>,
  states: { in_service: 'In service', out_of_service: 'Out of service', sold: 'Sold' } satisfies Record<AssetState, string>,
  fields: {
    kind: 'What is it?',
    assetName: 'Name',
    unitNumber: 'Unit number',
    plate: 'Plate',
    vin: 'VIN',
    vinAnyway: 'It is right as it is',
    year: 'Year',
    make: 'Make',
    model: 'Model',
    state: 'Status',
    depot: 'Depot',
    odometer: 'Odometer',
    serviceDue: 'Next service',
  },
  distance: { mi: (n: string) => `${n} mi`, km: (n: string) => `${n} km` } satisfies Record<DistanceUnit, (n: string) => string>,
  nameHint: 'How you call it, like “Van 14” or “The blue one”.',
  vinHint: '17 letters and digits, on the door or the title.',
  checkDigit: 'The check digit does not fit. Please compare it with the title once more.',
  dueBy: (parts: readonly string[]) => parts.join(' or '),
  dueAt: (distance: string) => `at ${distance}`,
  service: { late: 'Service is overdue', due: 'Service due soon', ahead: 'Service planned' },
  wrong: {
    kind: 'Choose what it is',
    name: 'Type what you call it',
    long: (n: number) => `Keep this under ${n} characters`,
    vin: 'A VIN has 17 letters and digits, without I, O and Q. Look at it again, or leave it empty.',
    year: 'Type the year with four digits, or leave it empty',
    state: 'Choose a status',
    odometer: 'Type whole miles or kilometers, without decimals',
    lower: (was: string) => `It showed ${was} before. Type more, or tick that it is right.`,
    number: 'Type a number, or leave it empty',
    day: 'Choose a day, or leave it empty',
    choice: 'Choose one of these, or none',
    notYet: 'Not saved yet. Look at this again:',
  },
  list: {
    titles: { vehicle: 'Vehicles', thing: 'Your things' } satisfies Record<AssetKind, string>,
    heading: (n: number, kind: AssetKind) =>
      n === 0
        ? 'Nothing here yet'
        : kind === 'vehicle'
          ? n === 1
            ? 'One vehicle'
            : `${n} vehicles`
          : n === 1
            ? 'One thing of yours'
            : `${n} things of yours`,
    found: (n: number, search: string) => (search ? `${n} found for “${search}”` : `${n} found`),
    search: 'Search',
    searchFor: 'Name, plate, VIN, make',
    none: 'Nothing here yet',
    noneText: 'What we work on for you appears here, with everything that was done to it.',
    noneFound: 'Nothing found',
    noneFoundText: 'Try another word, or',
    clear: 'show all',
    filter: 'Status',
    any: 'Any status',
    depot: 'Depot',
    anyDepot: 'All depots',
    due: 'Due for service',
    apply: 'Show',
    csv: 'Download as CSV',
    pager: {
      label: 'Pages',
      previous: 'Previous',
      next: 'Next',
      at: (page: number, pages: number) => `Page ${page} of ${pages}`,
    },
    allOf: (n: number) => `See all ${n}`,
  },
  csv: {
    file: 'vehicles',
    columns: {
      ...{ name: 'Name', unit: 'Unit number', plate: 'Plate', vin: 'VIN', year: 'Year', make: 'Make', model: 'Model' },
      ...{ state: 'Status', depot: 'Depot', odometer: 'Odometer', unitOf: 'Unit', dueOn: 'Service due', dueAt: 'Service due at' },
    },
  },
  spend: {
    title: 'Spend by month',
    label: (total: string) => `What was billed each month, ${total} in all. The same in numbers below.`,
    month: 'Month',
    billed: 'Billed',
    total: 'Last 12 months',
    numbers: 'In numbers',
    noPrices: 'Amounts are shown to contacts who see prices.',
    none: 'Nothing was billed for these in the last 12 months.',
  },
  home: 'Home',
  askShop: 'This is kept by the shop. Write to them to have it changed.',
  add: 'Add',
  adding: 'Add something you own',
  addButton: 'Add it',
  edit: 'Edit',
  editing: (name: string) => `Edit ${name}`,
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  added: 'Added.',
  saved: 'Saved.',
  readSaved: 'Odometer saved.',
  handed: 'Handed over.',
  stale: 'This was changed while you were typing',
  staleNow: (label: string, now: string) => (now ? `${label} is now “${now}”` : `${label} is now empty`),
  staleText: 'Nothing was saved yet. Save again to keep what you typed.',
  reading: {
    title: 'Odometer',
    label: 'What it shows now',
    save: 'Save',
    anyway: 'It is right: the odometer was changed',
    before: 'Earlier readings',
    by: (value: string, when: string, who: string) => `${value}, ${when}, ${who}`,
  },
  again: 'This form was already sent with other words. Send it again to keep these too.',
}
export type AssetWords = typeof en

/** What customers read of what they own. */
export const assetWords = inLanguages<AssetWords>({ en, es: spanish })
