import type { StaffCtx } from '#context.ts'
import { shownName } from '#features/settings/rules.ts'
import { type Head, type Sealed, sealRecord } from './record.ts'
import type { Need } from './rules.ts'

interface Overridden {
  readonly job: { readonly id: string; readonly customerId: string; readonly customerName: string }
  readonly missing: readonly Need[]
  readonly reason: string
}

/** Puts on record that a member of staff let a job into production without what it needs, and why. */
export function sealOverride(ctx: StaffCtx, head: Head | undefined, { job, missing, reason }: Overridden): Promise<Sealed> {
  const { me, from, device } = ctx
  return sealRecord(
    ctx,
    head,
    {
      ...{ id: ctx.newId('apl'), kind: 'override', request: null, subject: job.id, job: job.id, customer: job.customerId },
      ...{ editionId: null, edition: null, outcome: 'overridden', decisions: [], approvedMinor: null, currency: null },
      consent: `Started without approval of: ${missing.join(', ')}`,
      ...{ terms: null, checklist: [], poNumber: null, door: 'desk', actor: { kind: 'staff', id: me.id } },
      proof: { method: 'session', at: null },
    },
    {
      ...{ name: me.name, email: me.email, company: shownName(ctx.shop), comments: {}, note: reason, signature: null },
      ...{ ip: from?.ip ?? '', userAgent: from?.userAgent ?? '', device },
      ...{ recordedBy: null, saidAt: null, forwardedBy: null, forwardedTo: null },
    },
  )
}
