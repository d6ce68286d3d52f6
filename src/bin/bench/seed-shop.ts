import type { Tenant } from '#context.ts'
import { migrate, stampDatabase } from '#database/migrate.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { defaultStatuses } from '#features/jobs/defaults.ts'
import { statuses } from '#features/jobs/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { staff, staffSessions } from '#features/team/schema.ts'
import { shopMigrations } from '#generated/migrations.ts'
import { cookieOf, type SessionClaims, signSession } from '#identity/session.ts'
import { newId, newKey } from '#lib/id.ts'
import { tenantOf } from '#platform/tenants/queries.ts'
import { shops, slugs } from '#platform/tenants/schema.ts'
import { brandColors } from '#ui/theme.ts'
import { shopRow } from './seed-directory.ts'

export interface Shop {
  readonly tenant: Tenant
  readonly namespace: string
  readonly base: string
  readonly desk: string
  readonly advisorId: string
  readonly statuses: readonly { readonly id: string; readonly stage: string }[]
}

/** Opens a shop with a database of its own: profile, statuses and an owner. */
export async function seedShop(deps: Deps, slug: string): Promise<Shop> {
  const row = { ...shopRow(newKey(8), slug), sealedToken: null, canonicalHost: null }
  const tenant = await tenantOf(deps, row)
  await migrate(tenant.database, shopMigrations)
  await stampDatabase(tenant.database)
  await write(deps.directory, [
    sql.insert(shops).values(row),
    sql.insert(slugs).values({ slug, shopKey: row.key, createdAt: row.createdAt }),
  ])
  const advisorId = newId('stf')
  const way = defaultStatuses('decoration').map((status, position) => ({ ...status, id: newId('sts'), position }))
  await write(tenant.database, [
    sql.insert(profile).values(profileRow),
    sql.insert(statuses).values(way),
    sql.insert(staff).values({
      ...{ id: advisorId, email: 'marcus@shop.example', name: 'Marcus Bell', role: 'owner', title: 'Production manager' },
      ...{ phone: '(937) 555-0143', createdAt: row.createdAt },
    }),
  ])
  const places = { base: `/public/portal/${slug}`, desk: `/admin/${slug}` }
  return { tenant, namespace: slug, ...places, advisorId, statuses: way }
}

const profileRow = {
  name: 'Smith Embroidery',
  trade: 'decoration' as const,
  email: 'hello@shop.example',
  phone: '(937) 555-0142',
  address: '218 Mill Street, Dayton, OH',
  timeZone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  colors: brandColors('#1f5a3d'),
  isPortalOn: true,
  tabs: [
    { key: 'jobs' as const, label: 'Orders', isShown: true },
    { key: 'invoices' as const, label: 'Invoices', isShown: true },
  ],
  createdAt: Date.now(),
}

/** The columns of a session that began this moment, so that no page moves its end. */
export function sessionRow(id: string, host: string) {
  const now = Date.now()
  const times = { createdAt: now, provedAt: now, seenAt: now, expiresAt: now + 7 * 86_400_000 }
  return { id, host, device: 'Chrome on Linux', ...times }
}

/** The `Cookie` header of a live session. */
export async function cookieFor({ tenant }: Shop, host: string, claims: SessionClaims): Promise<string> {
  return `${cookieOf(tenant)}=${await signSession(tenant, host, claims, Date.now())}`
}

/** Signs the shop's owner in. */
export async function signInOwner(shop: Shop, host: string): Promise<string> {
  const session = newId('ses')
  await write(shop.tenant.database, [sql.insert(staffSessions).values({ ...sessionRow(session, host), staffId: shop.advisorId })])
  return cookieFor(shop, host, { kind: 'staff', session, contact: '', person: shop.advisorId, customer: '' })
}
