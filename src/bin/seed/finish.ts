import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { commands } from '#features/activity/schema.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { staff, staffSessions } from '#features/team/schema.ts'
import { bookmarkAddress, portalAddress } from '#identity/item-links.ts'
import { cookieOf, signSession } from '#identity/session.ts'
import { newId } from '#lib/id.ts'
import { paths } from '#paths.ts'
import { findShop } from '#platform/provisioning/queries.ts'
import { tenantOf } from '#platform/tenants/queries.ts'
import { href } from '#routes.ts'
import { mark } from '../seed.ts'
import { hidden, openBrowser } from './browser.ts'
import { smithLogo } from './logo.ts'
import { smith } from './smith.ts'

const dana = 'dana@riversidebrewing.example'
const done = 'demo finished'
const markRow = sql.select({ id: commands.id }).from(commands).where(eq(commands.id, done))
const danasPlace = sql
  .select({ contact: contacts.id, customer: customers.id, linkKey: customers.linkKey })
  .from(people)
  .innerJoin(contacts, and(eq(contacts.personId, people.id), isNull(contacts.removedAt)))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(eq(people.email, raw.placeholder('email')))
  .limit(1)
const ownerRow = sql
  .select({ id: staff.id })
  .from(staff)
  .where(eq(staff.email, raw.placeholder('ownerEmail')))

/** What only the running Worker can do: Smith's logo into the files, and one real mail with Dana's link. Once. Returns that link. */
export async function finishDemo(deps: Deps): Promise<string> {
  const row = await findShop(deps, smith.key)
  if (!row) throw new Error(`The demo shop ${smith.name} is gone`)
  const tenant = await tenantOf(deps, row)
  const [[place], [owner]] = await read(tenant.database, [danasPlace, ownerRow], {
    email: dana,
    ownerEmail: smith.staff[0]?.email,
  })
  const [[finished]] = await read(deps.directory, [markRow])
  if (!finished && place && owner) await patiently(() => dress(deps, tenant, owner.id, place))
  return place ? bookmarkAddress(deps, tenant, place.linkKey) : portalAddress(deps, tenant)
}

async function dress(
  deps: Deps,
  tenant: Tenant,
  ownerId: string,
  place: { readonly contact: string; readonly customer: string },
): Promise<void> {
  const now = deps.now()
  const session = newId('ses')
  const { hostname } = deps.staff
  const row = {
    id: session,
    staffId: ownerId,
    host: hostname,
    device: 'Demo',
    createdAt: now,
    provedAt: now,
    seenAt: now,
    expiresAt: now + 600_000,
  }
  await write(tenant.database, [sql.insert(staffSessions).values(row)])
  const claims = { kind: 'staff' as const, session, contact: '', person: ownerId, customer: '' }
  const browser = openBrowser(deps.staff, [[cookieOf(tenant), await signSession(tenant, hostname, claims, now)]])
  const base = `/admin/${tenant.slug}`
  const { branding } = paths.staff.settings
  const page = await browser.get(href(base, branding.show))
  const logo = new File([smithLogo()], 'smith-embroidery.png', { type: 'image/png' })
  const fields = { version: hidden(page, 'version'), command: newId('cmd'), portalName: smith.name, color: smith.color }
  expect(await browser.post(href(base, branding.save), { ...fields, logo }), 'the logo')
  const letter = { contact: place.contact, command: newId('cmd') }
  expect(await browser.post(href(base, paths.staff.customers.send, { id: place.customer }), letter), 'the invitation')
  await write(tenant.database, [sql.update(staffSessions).set({ endedAt: deps.now() }).where(eq(staffSessions.id, session))])
  await mark(deps, done)
}

/** A Worker that was just built anew drops what it was doing: then it is done again. */
async function patiently(act: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      const isDropped = error instanceof Error && 'code' in error
      if (!isDropped || attempt === 5) throw error
      await sleep(1_000)
    }
  }
}

function expect(page: { readonly status: number }, what: string): void {
  if (page.status !== 303) throw new Error(`The Worker answered ${page.status} to ${what} of the demo shop`)
}
