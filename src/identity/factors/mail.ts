import type { Mail, StaffCtx } from '#context.ts'
import { dayOf } from '#lib/time.ts'

export type About = 'added' | 'removed' | 'codes' | 'recovery' | 'guessed'

/** Tells a member of staff what was changed or used of what lets them in; never switched off. Names no secret. */
export function securityMail({ staffId, device, now }: StaffCtx, about: About, name = ''): Mail {
  return { kind: 'staff.security', payload: { staff: staffId, about, name, device, at: String(now) } }
}

/** Tells them that somebody tries to guess their codes: once a day, however long it goes on. */
export function guessedMail(ctx: StaffCtx): Mail {
  return { ...securityMail(ctx, 'guessed'), key: `guessed ${ctx.staffId} ${dayOf(ctx.now, ctx.shop.timeZone)}` }
}
