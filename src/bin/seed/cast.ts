import { and, eq, isNull } from 'drizzle-orm'
import type { CustomerCtx, StaffCtx, Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { contacts, people } from '#features/customers/schema.ts'
import { everyone } from '#features/team/rules.ts'
import { staff, staffSessions } from '#features/team/schema.ts'
import { customerContext } from '#identity/customer-context.ts'
import { sessions } from '#identity/schema.ts'
import { staffContext } from '#identity/staff-context.ts'
import { newId } from '#lib/id.ts'
import { silent } from './team.ts'

/** People of a demo shop who act at instants of the past. Their mails stand in the log and are not sent. */
export interface Cast {
  readonly timeZone: string
  staffAt(now: number): StaffCtx
  customerAt(email: string, now: number): Promise<CustomerCtx>
}

/** A member of staff by their email. */
export const memberRow = sql
  .select({ id: staff.id })
  .from(staff)
  .where(eq(staff.email, raw.placeholder('email')))
/** Who stands for a customer with this email. */
export const contactRow = sql
  .select({ contact: contacts.id, person: people.id, customer: contacts.customerId })
  .from(people)
  .innerJoin(contacts, and(eq(contacts.personId, people.id), isNull(contacts.removedAt)))
  .where(eq(people.email, raw.placeholder('email')))
  .limit(1)

/** Lets one member of staff and any customer act, as long as `play` takes. */
export async function withCast(
  deps: Deps,
  tenant: Tenant,
  shop: { readonly email: string; readonly timeZone: string },
  play: (cast: Cast) => Promise<void>,
): Promise<void> {
  const [[member]] = await read(tenant.database, [memberRow], { email: shop.email })
  if (!member) throw new Error(`Nobody at ${tenant.slug} is ${shop.email}`)
  const now = deps.now()
  const since = now - 60 * 86_400_000
  const times = { createdAt: since, provedAt: since, seenAt: now, expiresAt: now + 3_600_000 }
  const session = newId('ses')
  const used = [session]
  const { hostname } = deps.staff
  await write(tenant.database, [
    sql.insert(staffSessions).values({ id: session, staffId: member.id, host: hostname, device: 'Demo', ...times }),
  ])
  const occasion = (at: number) => ({
    ...{ tenant, deps, requestId: newId('req'), now: at, base: '', host: hostname, network: 'demo', device: 'Safari on iPhone' },
    command: undefined,
  })
  await play({
    timeZone: shop.timeZone,
    staffAt: (at) =>
      silent(
        staffContext(occasion(at), { kind: 'staff', session, contact: '', person: member.id, customer: '' }, everyone, () => {}),
      ),
    async customerAt(email, at) {
      const [[place]] = await read(tenant.database, [contactRow], { email })
      if (!place) throw new Error(`No customer of ${tenant.slug} is ${email}`)
      const id = newId('ses')
      used.push(id)
      const row = { id, personId: place.person, contactId: place.contact, host: deps.portal.hostname, device: 'Safari on iPhone' }
      await write(tenant.database, [sql.insert(sessions).values({ ...row, ...times })])
      return silent(customerContext(occasion(at), { kind: 'customer', session: id, ...place }, () => {}))
    },
  })
  await write(tenant.database, [
    sql.update(staffSessions).set({ endedAt: now }).where(eq(staffSessions.id, session)),
    ...used.map((id) => sql.update(sessions).set({ endedAt: now }).where(eq(sessions.id, id))),
  ])
}
