import { eq } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { staff, staffSessions } from '#features/team/schema.ts'
import { cookieOf, signSession } from '#identity/session.ts'
import { newId } from '#lib/id.ts'
import { openBrowser } from './browser.ts'

export interface Desk {
  readonly base: string
  readonly browser: ReturnType<typeof openBrowser>
}
const memberRow = sql
  .select({ id: staff.id })
  .from(staff)
  .where(eq(staff.email, raw.placeholder('email')))

/** Lets a member of staff work at the running Worker's desk, signed in for as long as it takes. */
export async function atDesk(deps: Deps, tenant: Tenant, email: string, work: (desk: Desk) => Promise<void>): Promise<void> {
  const [[member]] = await read(tenant.database, [memberRow], { email })
  if (!member) throw new Error(`Nobody at ${tenant.slug} is ${email}`)
  const now = deps.now()
  const session = newId('ses')
  const { hostname } = deps.staff
  const times = { createdAt: now, provedAt: now, seenAt: now, expiresAt: now + 600_000 }
  const row = { id: session, staffId: member.id, host: hostname, device: 'Demo', ...times }
  await write(tenant.database, [sql.insert(staffSessions).values(row)])
  const claims = { kind: 'staff' as const, session, contact: '', person: member.id, customer: '' }
  const browser = openBrowser(deps.staff, [[cookieOf(tenant), await signSession(tenant, hostname, claims, now)]])
  await work({ base: `/admin/${tenant.slug}`, browser })
  await write(tenant.database, [sql.update(staffSessions).set({ endedAt: deps.now() }).where(eq(staffSessions.id, session))])
}

export function expect(page: { readonly status: number }, status: number, what: string): void {
  if (page.status !== status) throw new Error(`The Worker answered ${page.status} to ${what} of the demo shop`)
}
