import type { Mail, StaffCtx } from '#context.ts'

export type About = 'added' | 'removed' | 'codes' | 'recovery'

/** Tells a member of staff what was changed or used of what lets them in; never switched off. Names no secret. */
export function securityMail({ staffId, device, now }: StaffCtx, about: About, name = ''): Mail {
  return { kind: 'staff.security', payload: { staff: staffId, about, name, device, at: String(now) } }
}
