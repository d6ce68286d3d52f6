import { eq, inArray } from 'drizzle-orm'
import type { CustomerCtx, StaffCtx, Tenant, VisitorCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { everyone } from '#features/team/rules.ts'
import { staff, staffSessions } from '#features/team/schema.ts'
import { staffContext } from '#identity/staff-context.ts'
import { visitorContext } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { staffShops } from '#platform/tenants/schema.ts'
import type { Calendar } from './days.ts'
import { visit } from './guests.ts'
import type { ShopScript } from './script.ts'

export interface Team {
  /** The desk of somebody at an instant of the story. Their mails stand in the log and are not sent. */
  at(nick: string, now: number): StaffCtx
  idOf(nick: string): string
  /** A contact in the portal at an instant of the story. */
  visit<T>(email: string, now: number, act: (ctx: CustomerCtx) => Promise<T>): Promise<T>
  /** Somebody at the portal's door whom nobody knows. */
  stranger(now: number): VisitorCtx
  leave(): Promise<void>
}

/** Lets the script's people work at the desk: the same door as a signed-in browser, at instants of the past. */
export async function hireTeam(
  deps: Deps,
  tenant: Tenant,
  ownerId: string,
  script: ShopScript,
  calendar: Calendar,
): Promise<Team> {
  const [owner, ...others] = script.staff.map((member, i) => ({
    ...member,
    id: i === 0 ? ownerId : newId('stf'),
    session: newId('ses'),
  }))
  if (!owner) throw new Error(`${script.name} has nobody`)
  const all = [owner, ...others]
  const since = calendar.ago(500)
  await write(tenant.database, [
    sql.update(staff).set({ title: owner.title, phone: owner.phone }).where(eq(staff.id, owner.id)),
    ...others.map(({ id, email, name, role, title, phone }) =>
      sql.insert(staff).values({ id, email, name, role, title, phone, invitedAt: since, createdAt: since }),
    ),
    ...all.map(({ id, session }) =>
      sql.insert(staffSessions).values({
        ...{
          id: session,
          staffId: id,
          host: deps.staff.hostname,
          device: 'Demo',
          createdAt: since,
          provedAt: since,
          seenAt: since,
        },
        expiresAt: calendar.now + 3_600_000,
      }),
    ),
  ])
  await write(
    deps.directory,
    others.map(({ email }) => sql.insert(staffShops).values({ email, shopKey: tenant.key }).onConflictDoNothing()),
  )
  const memberOf = (nick: string) => {
    const member = all.find((one) => one.nick === nick)
    if (!member) throw new Error(`${script.name} has no ${nick}`)
    return member
  }
  const occasionAt = (now: number) => ({
    ...{ tenant, deps, requestId: newId('req'), now, network: 'demo', device: 'Demo', command: undefined },
    ...{ base: `/admin/${tenant.slug}`, host: deps.staff.hostname },
  })
  return {
    idOf: (nick) => memberOf(nick).id,
    visit: (email, now, act) => visit(deps, tenant, email, now, act),
    at(nick, now) {
      const { id, session } = memberOf(nick)
      return silent(
        staffContext(occasionAt(now), { kind: 'staff', session, contact: '', person: id, customer: '' }, everyone, () => {}),
      )
    },
    stranger: (now) =>
      silent(visitorContext({ ...occasionAt(now), base: `/public/portal/${tenant.slug}`, host: deps.portal.hostname })),
    async leave() {
      const sessions = all.map(({ session }) => session)
      await write(tenant.database, [
        sql.update(staffSessions).set({ endedAt: calendar.now }).where(inArray(staffSessions.id, sessions)),
      ])
    },
  }
}

/** The same person, whose mails count as sent long ago. */
export function silent<C extends StaffCtx | CustomerCtx | VisitorCtx>(ctx: C): C {
  const write: C['write'] = (action, changes) =>
    ctx.write({ ...action, mails: (action.mails ?? []).map((mail) => ({ ...mail, isSilent: true })) }, changes)
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(ctx), write: { value: write } }) as C // the same properties, one of them replaced
}
