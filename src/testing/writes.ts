import { accountWrites } from './writes/accounts.ts'
import { appointmentWrites } from './writes/appointments.ts'
import { approvalWrites } from './writes/approvals.ts'
import { assetWrites, passportWrites } from './writes/assets.ts'
import { deliveryWrites } from './writes/deliveries.ts'
import { estimateWrites } from './writes/estimates.ts'
import { importWrites } from './writes/imports.ts'
import { jobWrites } from './writes/jobs.ts'
import { messageWrites } from './writes/messages.ts'
import { moneyWrites } from './writes/money.ts'
import { proofWrites } from './writes/proofs.ts'
import { requestWrites } from './writes/requests.ts'
import type { Writes } from './writes/scene.ts'
import { securityWrites } from './writes/security.ts'
import { shopWrites } from './writes/shop.ts'
import { warrantyWrites } from './writes/warranties.ts'
import { waysWrites } from './writes/ways.ts'

/** Every kind of write a person can make, as the form of its page. */
export const writes: Writes = {
  ...proofWrites,
  ...approvalWrites,
  ...appointmentWrites,
  ...importWrites,
  ...accountWrites,
  ...assetWrites,
  ...passportWrites,
  ...warrantyWrites,
  ...jobWrites,
  ...estimateWrites,
  ...deliveryWrites,
  ...moneyWrites,
  ...messageWrites,
  ...securityWrites,
  ...requestWrites,
  ...shopWrites,
  ...waysWrites,
}
