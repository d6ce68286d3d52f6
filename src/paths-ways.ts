import { anyone, customer } from './routes.ts'

/** The way in without a mailed code, for customers alone. */
export const doorPaths = {
  passkeyOptions: anyone.get('/sign-in/passkey'),
  passkey: anyone.post('/sign-in/passkey'),
  google: anyone.post('/sign-in/google'),
  handOver: anyone.get('/sign-in/google/:token'),
  password: anyone.get('/sign-in/password'),
  enter: anyone.post('/sign-in/password'),
} as const

/** How a contact signs in beside the mailed code: theirs alone, so no preview shows it. */
export const waysPaths = {
  show: customer.get('/ways'),
  choose: customer.get('/ways/choice'),
  proof: customer.get('/ways/proof'),
  prove: customer.post('/ways/proof'),
  newPasskey: customer.get('/ways/passkeys/new'),
  addPasskey: customer.post('/ways/passkeys'),
  passkey: customer.get('/ways/passkeys/:id'),
  renamePasskey: customer.post('/ways/passkeys/:id'),
  removePasskey: customer.post('/ways/passkeys/:id/removal'),
  google: customer.get('/ways/google'),
  startGoogle: customer.post('/ways/google'),
  tieGoogle: customer.get('/ways/google/:token'),
  untieGoogle: customer.post('/ways/google/removal'),
  password: customer.get('/ways/password'),
  setPassword: customer.post('/ways/password'),
  removePassword: customer.post('/ways/password/removal'),
} as const

/** Where Google leads everybody back to, on the portal host under `/google`. */
export const googlePaths = { callback: anyone.get('/callback') } as const
