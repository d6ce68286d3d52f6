import { and, eq, isNull } from 'drizzle-orm'
import { ProviderUnavailable } from '#adapters/databases.ts'
import type { Tenant } from '#context.ts'
import { migrate, stampDatabase } from '#database/migrate.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, once, Refused, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { unavailable } from '#errors.ts'
import { claimCommand, record } from '#features/activity/actions.ts'
import { shopMigrations } from '#generated/migrations.ts'
import { newId } from '#lib/id.ts'
import { createKeyring, newSecret } from '#lib/token.ts'
import { signingKeyRow } from '#platform/tenants/actions.ts'
import { type ShopRow, tenantOf } from '#platform/tenants/queries.ts'
import { shops, signingKeys, slugs, staffShops } from '#platform/tenants/schema.ts'
import { firstRows } from './first-rows.ts'
import { findShop } from './queries.ts'
import { fixedId, type ShopRequest } from './rules.ts'

export type Provisioned =
  | { readonly ok: true; readonly tenant: Tenant; readonly ownerId: string }
  | { readonly ok: false; readonly reason: 'slug taken' }

/**
 * Makes a shop: its name in the directory, its database, its first rows, and only then opens it. Every step may run again, so a
 * crash anywhere is repaired by calling it with the same key. Throws unavailable while the database provider does not answer.
 */
export async function provisionShop(deps: Deps, request: ShopRequest): Promise<Provisioned> {
  const reserved = await reserve(deps, request)
  if (!reserved) return { ok: false, reason: 'slug taken' }
  const row = reserved.database ? reserved : await makeDatabase(deps, reserved)
  const tenant = await tenantOf(deps, row)
  if (row.status === 'making') {
    await migrate(tenant.database, shopMigrations)
    await stampDatabase(tenant.database)
    await furnish(deps, tenant, request)
    await open(deps, tenant, request)
  }
  return { ok: true, tenant, ownerId: await fixedId('stf', request.key, 'owner') }
}

/** Takes the slug for this key, or finds it taken by another. A half made shop may still change its slug. */
async function reserve(deps: Deps, { key, slug }: ShopRequest): Promise<ShopRow | undefined> {
  const known = await findShop(deps, key)
  if (known && known.status !== 'making') return known
  const now = deps.now()
  const shop = { key, slug, status: 'making' as const, salt: newSecret(), createdAt: now }
  try {
    await write(deps.directory, [
      once(
        sql
          .insert(shops)
          .values(shop)
          .onConflictDoUpdate({ target: shops.key, set: { slug }, setWhere: eq(shops.status, 'making') }),
        'slug taken',
      ),
      sql
        .delete(slugs)
        .where(
          and(
            eq(slugs.shopKey, key),
            raw`${slugs.slug} <> ${slug}`,
            raw`${key} IN (SELECT key FROM shops WHERE status = 'making')`,
          ),
        ),
      sql.insert(slugs).values({ slug, shopKey: key, createdAt: now }).onConflictDoNothing(),
      assert(raw`(SELECT shop_key FROM slugs WHERE slug = ${slug}) = ${key}`, 'slug taken'),
    ])
  } catch (error) {
    if (error instanceof Refused && error.reason === 'slug taken') return undefined
    throw error
  }
  return findShop(deps, key)
}

async function makeDatabase(deps: Deps, row: ShopRow): Promise<ShopRow> {
  const made = await create(deps, `shop-${row.key}`)
  const sealedToken = made.token === undefined ? null : await createKeyring(deps.masterKey, row.salt).encrypt(made.token)
  await write(deps.directory, [
    sql
      .update(shops)
      .set({ database: made.database, sealedToken })
      .where(and(eq(shops.key, row.key), isNull(shops.database))),
  ])
  return { ...row, database: made.database, sealedToken }
}

async function create(deps: Deps, name: string) {
  try {
    return await deps.databases.create(name)
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error
    throw unavailable(
      'We could not make a place for your records just now. Nothing is lost: send the form again in a minute.',
      error,
    )
  }
}

async function furnish(deps: Deps, tenant: Tenant, request: ShopRequest): Promise<void> {
  try {
    await write(tenant.database, await firstRows(deps.now(), request))
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'made before') throw error
  }
}

/** From here on the shop is served. Of two runs at once the second finds it done. */
async function open(deps: Deps, tenant: Tenant, { key, slug, email }: ShopRequest): Promise<void> {
  const happening = {
    eventId: newId('evt'),
    actor: { kind: 'system' as const, name: 'provisioning' },
    requestId: newId('req'),
    now: deps.now(),
  }
  await write(deps.directory, [
    claimCommand(`shop.opened ${key}`, happening),
    sql.update(shops).set({ status: 'active', schemaVersion: shopMigrations.length }).where(eq(shops.key, key)),
    sql.insert(staffShops).values({ email, shopKey: key }).onConflictDoNothing(),
    sql
      .insert(signingKeys)
      .values(await signingKeyRow(deps.now(), tenant))
      .onConflictDoNothing(),
    ...record({ kind: 'shop.opened', subjectId: key, details: { slug } }, happening),
  ])
}
