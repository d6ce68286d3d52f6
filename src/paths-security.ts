import { everyone } from '#features/team/rules.ts'
import { enrolling, proven, staff } from './routes.ts'

/** How a member of staff shows that it is them, beside their mailbox. */
export const securityPaths = {
  show: staff.get('/security', everyone),
  prove: staff.post('/security/proof', everyone),
  startAuthenticator: enrolling(staff.post('/security/authenticators', everyone)),
  authenticator: enrolling(staff.get('/security/authenticators/:id', everyone)),
  confirm: enrolling(staff.post('/security/authenticators/:id/confirmation', everyone)),
  newPasskey: enrolling(staff.get('/security/passkeys/new', everyone)),
  addPasskey: enrolling(staff.post('/security/passkeys', everyone)),
  remove: proven(staff.post('/security/factors/:id/removal', everyone)),
  codes: proven(staff.get('/security/recovery-codes', everyone)),
  renewCodes: proven(staff.post('/security/recovery-codes', everyone)),
} as const
