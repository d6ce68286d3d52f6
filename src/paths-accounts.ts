import { managers } from '#features/team/rules.ts'
import { anyone, customer, staff } from './routes.ts'

/** The customers a person stands for, where there are several. */
const choicePaths = {
  choose: customer.get('/accounts'),
  open: customer.post('/accounts/:id'),
} as const

/** Where a person is signed in. */
export const devicePaths = {
  list: customer.get('/devices'),
  endOthers: customer.post('/devices/removal'),
  end: customer.post('/devices/:id/removal'),
} as const

/** What a contact says of themselves, and how they want to read and be written to. */
const profilePaths = {
  show: customer.get('/profile'),
  save: customer.post('/profile'),
  read: customer.post('/profile/reading'),
  choose: customer.post('/profile/mails'),
  email: {
    form: customer.get('/profile/email'),
    ask: customer.post('/profile/email'),
    code: customer.get('/profile/email/code'),
    change: customer.post('/profile/email/code'),
  },
} as const

/** A customer's own people, where the shop lets it keep them. */
const peoplePaths = {
  list: customer.get('/people'),
  new: customer.get('/people/new'),
  invite: customer.post('/people'),
  remove: customer.post('/people/:id/removal'),
} as const

/** What the shop knows of a customer's company. */
const companyPaths = { show: customer.get('/company'), save: customer.post('/company') } as const

export const accountSettingsPaths = {
  show: staff.get('/settings/accounts', managers),
  save: staff.post('/settings/accounts', managers),
} as const

/** From the foot of a mail, and for mail programs that do it in one press (RFC 8058): no emails of that kind any more. */
const mutePaths = {
  ask: anyone.get('/mails/:token'),
  mute: anyone.post('/mails/:token'),
} as const

/** What a person does about themselves and the customers they stand for. */
export const accountPaths = {
  accounts: choicePaths,
  profile: profilePaths,
  people: peoplePaths,
  company: companyPaths,
  mute: mutePaths,
} as const
