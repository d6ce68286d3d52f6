import { and, eq, ne, type SQL } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, type Guard, Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { Version } from '#lib/fields.ts'
import { formatInstant } from '#lib/time.ts'
import { desk } from './desk-words.ts'
import { appointmentFields, type Setting } from './form.ts'
import { callOffReminders, remindContacts, tellContacts } from './mails.ts'
import { appointmentById, type Contacts, clashWith, contactsOfAppointment, type StaffAppointment } from './queries.ts'
import { endOf, isAhead } from './rules.ts'
import { appointments } from './schema.ts'

export const SetAppointment = v.object({
  customer: v.pipe(v.string(desk.wrong.customer), v.minLength(1, desk.wrong.customer), v.maxLength(60)),
  ...appointmentFields,
})
export const ChangeAppointment = v.object({ version: Version, ...appointmentFields })
export const CancelAppointment = v.object({ version: Version })

/** What keeps a setting from being taken, by the field it belongs beside. */
export type Wrong = readonly [field: string, message: string]
type Outcome = { readonly id: string } | { readonly wrong: Wrong }
type Clash = Awaited<ReturnType<typeof clashWith.execute>>[number]

/** Sets a time for a customer, and mails it to every contact with access. Answers what is wrong where the resource is taken, or the customer or job is none to choose. */
export async function setAppointment(
  ctx: StaffCtx,
  { customerId, contacts }: { readonly customerId: string; readonly contacts: Contacts },
  setting: Setting,
): Promise<Outcome> {
  const id = ctx.newId('apt')
  const { startsAt, jobId, title } = setting
  const row = { id, customerId, startsAt, sequence: 0 }
  const mails = [...tellContacts('appointment.set', row, contacts), ...remindContacts(row, contacts, ctx.shop.timeZone, ctx.now)]
  const action = { kind: 'appointment.set', subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer' as const }
  const insert = sql.insert(appointments).values({ id, customerId, ...setting, stateAt: ctx.now, createdAt: ctx.now })
  return taken(ctx, id, setting, () =>
    ctx.write({ ...action, facts: { title, startsAt }, mails }, [
      isThere(customerId),
      ...belongs(jobId, customerId),
      ...isFree(id, setting),
      insert,
    ]),
  )
}

/** An appointment as the desk works with it, and whom a mail about it reaches. Throws not found. */
export async function getAppointment(ctx: StaffCtx, id: string): Promise<StaffAppointment & { readonly contacts: Contacts }> {
  const [[row], contacts] = await ctx.read([appointmentById, contactsOfAppointment], { id })
  if (!row) throw notFound('Appointment')
  return { ...row, contacts }
}

/**
 * Changes an appointment and mails what is new; another time has to be confirmed anew. It answers a wish, also where nothing else
 * changes: then the time stays. Throws Refused('stale') when it was changed meanwhile.
 */
export async function changeAppointment(
  ctx: StaffCtx,
  before: Awaited<ReturnType<typeof getAppointment>>,
  version: number,
  setting: Setting,
): Promise<Outcome | 'same'> {
  if (!isAhead(before, ctx.now)) throw conflict(desk.over)
  const { id, customerId, contacts } = before
  const isSame = (Object.keys(setting) as (keyof Setting)[]).every((key) => setting[key] === before[key])
  const isWished = before.state === 'wished'
  // A newer row than the form's is told of below, whatever the form says.
  if (isSame && !isWished && version === before.version) return 'same'
  const isMoved = setting.startsAt !== before.startsAt || setting.minutes !== before.minutes
  const { startsAt, jobId, title } = setting
  const row = { id, customerId, startsAt, sequence: before.sequence + 1 }
  const more = { was: String(before.startsAt), ...(isWished ? { wished: 'yes' } : {}) }
  const mails = [
    ...tellContacts('appointment.changed', row, contacts, more),
    ...remindContacts(row, contacts, ctx.shop.timeZone, ctx.now),
  ]
  const update = sql
    .update(appointments)
    .set({
      ...setting,
      ...(isMoved || isWished ? { state: 'planned' as const, wish: null } : {}),
      ...{ stateAt: ctx.now, sequence: raw`${appointments.sequence} + 1`, version: nextVersion },
    })
    .where(isAt(id, version))
  const kind = isMoved ? 'appointment.moved' : 'appointment.changed'
  const action = { kind, subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer' as const }
  return taken(ctx, id, setting, () =>
    ctx.write(
      { ...action, facts: { title, startsAt, was: before.startsAt }, mails },
      [...belongs(jobId, customerId), ...isFree(id, setting), update, exactlyOne('stale'), callOffReminders(id)].flat(),
    ),
  )
}

/** Calls an appointment off and mails that; twice is the same as once. Throws conflict once it has begun. */
export async function cancelAppointment(ctx: StaffCtx, id: string, version: number): Promise<void> {
  const row = await getAppointment(ctx, id)
  if (row.state === 'cancelled') return
  if (!isAhead(row, ctx.now)) throw conflict(desk.over)
  const { customerId, contacts, jobId, title, startsAt } = row
  const mails = tellContacts('appointment.cancelled', { ...row, sequence: row.sequence + 1 }, contacts)
  const action = {
    kind: 'appointment.cancelled',
    subjectId: id,
    customerId,
    jobId: jobId ?? undefined,
    audience: 'customer' as const,
  }
  await ctx.write({ ...action, facts: { title, startsAt }, mails }, callOff(ctx.now, id, version, 'staff'))
}

/** The batch that calls it off, if it still is the one that was looked at. */
export function callOff(now: number, id: string, version: number, by: 'staff' | 'contact') {
  const update = sql
    .update(appointments)
    .set({
      ...{ state: 'cancelled' as const, stateAt: now, cancelledBy: by, wish: null },
      ...{ sequence: raw`${appointments.sequence} + 1`, version: nextVersion },
    })
    .where(isAt(id, version))
  return [update, exactlyOne('stale'), callOffReminders(id)].flat()
}

export const nextVersion = raw`${appointments.version} + 1`
export const isAt = (id: string, version: number): SQL | undefined =>
  and(eq(appointments.id, id), eq(appointments.version, version), ne(appointments.state, 'cancelled'))

const isThere = (customerId: string): Guard =>
  assert(raw`EXISTS (SELECT 1 FROM customers c WHERE c.id = ${customerId} AND c.archived_at IS NULL)`, desk.wrong.customer)

const belongs = (jobId: string | null, customerId: string): Guard[] =>
  jobId === null
    ? []
    : [assert(raw`EXISTS (SELECT 1 FROM jobs j WHERE j.id = ${jobId} AND j.customer_id = ${customerId})`, desk.wrong.job)]

/** Two appointments never have one resource at the same time, however close their forms come. */
function isFree(id: string, { resource, startsAt, minutes }: Setting): Guard[] {
  if (!resource) return []
  const until = endOf({ startsAt, minutes })
  const clash = raw`SELECT 1 FROM appointments a WHERE a.id <> ${id} AND a.state <> 'cancelled' AND lower(a.resource) = lower(${resource})
    AND a.starts_at < ${until} AND a.starts_at + a.minutes * 60000 > ${startsAt}`
  return [assert(raw`NOT EXISTS (${clash})`, resourceTaken)]
}
const resourceTaken = 'This is taken at that time. Choose another time or something else.'

async function taken(ctx: StaffCtx, id: string, setting: Setting, write: () => Promise<unknown>): Promise<Outcome> {
  try {
    await write()
    return { id }
  } catch (error) {
    const reason = error instanceof Refused ? error.reason : undefined
    if (reason === desk.wrong.customer) return { wrong: ['customer', reason] }
    if (reason === desk.wrong.job) return { wrong: ['job', reason] }
    if (reason !== resourceTaken) throw error
    const { resource, startsAt } = setting
    const [[clash]] = await ctx.read([clashWith], { id, resource, from: startsAt, until: endOf(setting) })
    return { wrong: ['resource', clash ? takenText(ctx, clash) : resourceTaken] }
  }
}

function takenText({ shop }: StaffCtx, { resource, title, customerName, startsAt }: Clash): string {
  const when = formatInstant(startsAt, { locale: shop.locale, zone: shop.timeZone }, 'zone')
  return desk.wrong.taken(resource, title, customerName, when)
}
