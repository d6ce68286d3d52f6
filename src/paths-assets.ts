import { advisors, everyone, managers } from '#features/team/rules.ts'
import { anyone, customer, staff } from './routes.ts'

/** What a customer owns, and what became of it. */
export const ownAssetPaths = {
  list: customer.get('/assets'),
  csv: customer.get('/assets/vehicles.csv'),
  spend: customer.get('/assets/spend'),
  new: customer.get('/assets/new'),
  create: customer.post('/assets'),
  show: customer.get('/assets/:id'),
  edit: customer.get('/assets/:id/edit'),
  update: customer.post('/assets/:id'),
  read: customer.post('/assets/:id/readings'),
} as const

/** The public page of a thing, as its owner keeps it, and the way to a new owner. */
export const ownPassportPaths = {
  show: customer.get('/assets/:id/passport'),
  save: customer.post('/assets/:id/passport'),
  close: customer.post('/assets/:id/passport/removal'),
  handOver: customer.post('/assets/:id/handovers'),
  keep: customer.post('/assets/:id/handovers/removal'),
} as const

/** The same for whoever scans its code, and for who has a code of its owner's: a mailbox is proven before anything changes. */
export const passportPaths = {
  show: anyone.get('/passport/:token'),
  claim: anyone.post('/passport/:token/claims'),
  check: anyone.get('/passport/:token/claims'),
  prove: anyone.post('/passport/:token/claims/code'),
  again: anyone.post('/passport/:token/claims/code/again'),
} as const

const deskAssets = {
  list: staff.get('/assets', everyone),
  ofCustomer: staff.get('/customers/:id/assets', everyone),
  new: staff.get('/customers/:id/assets/new', advisors),
  create: staff.post('/customers/:id/assets', advisors),
  show: staff.get('/assets/:id', everyone),
  edit: staff.get('/assets/:id/edit', advisors),
  update: staff.post('/assets/:id', advisors),
  read: staff.post('/assets/:id/readings', everyone),
  archive: staff.post('/assets/:id/archive', advisors),
  restore: staff.post('/assets/:id/restoration', advisors),
} as const

/** The public page of a thing as the shop prints and sticks it. */
const deskPassportPaths = {
  show: staff.get('/assets/:id/passport', everyone),
  code: staff.get('/assets/:id/passport.svg', everyone),
} as const

const deskWarranties = {
  list: staff.get('/warranties', everyone),
  new: staff.get('/warranties/new', advisors),
  create: staff.post('/warranties', advisors),
  edit: staff.get('/warranties/:id/edit', advisors),
  update: staff.post('/warranties/:id', advisors),
  remove: staff.post('/warranties/:id/removal', advisors),
} as const

/** What customers own, as the desk has it on file. */
export const deskThings = { assets: deskAssets, passports: deskPassportPaths, warranties: deskWarranties } as const

export const assetSettingsPaths = {
  show: staff.get('/settings/assets', managers),
  save: staff.post('/settings/assets', managers),
} as const
