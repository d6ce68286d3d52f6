import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'
import { Text, Version } from '#lib/fields.ts'
import { callOff, isAt, nextVersion } from './actions.ts'
import { appointmentForCustomer } from './queries.ts'
import { bookingSettings, isAhead, mayCancel } from './rules.ts'
import { appointments } from './schema.ts'
import { appointmentWords as words } from './words.ts'

export const Answered = v.object({ version: Version })
export const Wish = v.object({
  version: Version,
  wish: v.pipe(
    Text(1_000),
    v.minLength(1, () => words.wishMissing),
  ),
})

/** One appointment of the customer who reads. Throws not found. */
export async function getOwnAppointment(ctx: CustomerCtx, id: string) {
  const [[row]] = await ctx.read([appointmentForCustomer], { id })
  if (!row) throw notFound('Appointment')
  return row
}
type Own = Awaited<ReturnType<typeof getOwnAppointment>>

/** Says yes to the time as it was seen, and tells the shop; twice is the same as once. Throws Refused('stale') when it was changed meanwhile. */
export async function confirmAppointment(ctx: CustomerCtx, id: string, version: number): Promise<void> {
  const row = await getOwnAppointment(ctx, id)
  if (row.state === 'confirmed') return
  await answer(ctx, aheadOf(ctx, row), 'confirmed', settle(ctx, id, version, { state: 'confirmed', wish: null }))
}

/** Asks the shop for another time, in words; until it answers, the time stands. Throws Refused('stale') when it was changed meanwhile. */
export async function askForAnother(ctx: CustomerCtx, id: string, { version, wish }: v.InferOutput<typeof Wish>): Promise<void> {
  const row = aheadOf(ctx, await getOwnAppointment(ctx, id))
  await answer(ctx, row, 'wished', settle(ctx, id, version, { state: 'wished', wish }))
}

/** Calls it off by the shop's rule, and tells the shop; twice is the same as once. Throws conflict when it is too late for that. */
export async function cancelOwnAppointment(ctx: CustomerCtx, id: string, version: number): Promise<void> {
  const row = await getOwnAppointment(ctx, id)
  if (row.state === 'cancelled') return
  const booking = bookingSettings(ctx.shop)
  if (!mayCancel(row, booking, ctx.now))
    throw conflict(booking.cancelHours === null ? words.onlyAsk : words.tooLate(ctx.shop.phone))
  await answer(ctx, row, 'cancelled', callOff(ctx.now, id, version, 'contact'))
}

function settle({ now }: CustomerCtx, id: string, version: number, set: { state: 'confirmed' | 'wished'; wish: string | null }) {
  const update = sql
    .update(appointments)
    .set({ ...set, stateAt: now, version: nextVersion })
    .where(isAt(id, version))
  return [update, exactlyOne('stale')]
}

async function answer(
  ctx: CustomerCtx,
  row: Own,
  is: 'confirmed' | 'wished' | 'cancelled',
  changes: readonly Change[],
): Promise<void> {
  const { id, customerId, jobId, title, startsAt } = row
  const mails = shopAddresses(ctx, row.advisorEmail).map((to) => ({
    ...{ kind: 'appointment.answered', payload: { appointment: id, contact: ctx.contactId, is, to }, customerId },
    topic: `appointment.answered ${id} ${to}`,
  }))
  const kind = { confirmed: 'appointment.confirmed', wished: 'appointment.wished', cancelled: 'appointment.cancelled' }[is]
  const action = { kind, subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer' as const }
  await ctx.write({ ...action, facts: { title, startsAt }, mails }, changes)
}

function aheadOf(ctx: CustomerCtx, row: Own): Own {
  if (!isAhead(row, ctx.now)) throw conflict(words.begun)
  return row
}
