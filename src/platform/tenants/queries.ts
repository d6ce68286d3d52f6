import { eq } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { shopSchemaVersion } from '#generated/schema-version.ts'
import { createKeyring } from '#lib/token.ts'
import { hosts, shops, signingKeys, slugs } from './schema.ts'

export type ShopRow = typeof shops.$inferSelect

const byKey = sql
  .select()
  .from(shops)
  .where(eq(shops.key, raw.placeholder('key')))
const bySlug = sql
  .select({ shop: shops })
  .from(slugs)
  .innerJoin(shops, eq(shops.key, slugs.shopKey))
  .where(eq(slugs.slug, raw.placeholder('key')))
const byHost = sql
  .select({ shop: shops, isActive: hosts.isActive })
  .from(hosts)
  .innerJoin(shops, eq(shops.key, hosts.shopKey))
  .where(eq(hosts.host, raw.placeholder('key')))

/** The shop with this key, or undefined: also when it is not active. */
export function findTenantByKey(deps: Deps, key: string): Promise<Tenant | undefined> {
  return cached(deps, `key ${key}`, async () => (await read(deps.directory, [byKey], { key }))[0][0])
}
/** The shop that has, or once had, this slug. */
export function findTenantBySlug(deps: Deps, slug: string): Promise<Tenant | undefined> {
  return cached(deps, `slug ${slug}`, async () => (await read(deps.directory, [bySlug], { key: slug }))[0][0]?.shop)
}
/** The shop whose own host this is. */
export function findTenantByHost(deps: Deps, host: string): Promise<Tenant | undefined> {
  return cached(deps, `host ${host}`, async () => {
    const found = (await read(deps.directory, [byHost], { key: host }))[0][0]
    return found?.isActive ? found.shop : undefined
  })
}

// Plain facts of the directory, never a shop's data: a change shows everywhere within 30 s.
const remembered = new Map<string, { readonly tenant: Tenant; readonly until: number }>()
const rememberMs = 30_000

async function cached(deps: Deps, key: string, find: () => Promise<ShopRow | undefined>): Promise<Tenant | undefined> {
  const known = remembered.get(key)
  const now = deps.now()
  if (known && known.until > now) return known.tenant
  const row = await find()
  if (row?.status !== 'active' || !row.database) return undefined
  if (row.schemaVersion < shopSchemaVersion) await deps.clock(row.key).migrate()
  const tenant = await tenantOf(deps, row)
  if (remembered.size > 5_000) remembered.clear()
  remembered.set(key, { tenant, until: now + rememberMs })
  return tenant
}

/** Opens what the directory knows of a shop: its database's token and its keys. */
export async function tenantOf(deps: Deps, row: ShopRow): Promise<Tenant> {
  const keys = createKeyring(deps.masterKey, row.salt)
  const token = row.sealedToken ? await keys.decrypt(row.sealedToken) : undefined
  return {
    key: row.key,
    slug: row.slug,
    host: row.canonicalHost ?? undefined,
    keys,
    database: { id: row.key, url: deps.urlOf(row.database ?? ''), token },
  }
}

const signingKey = sql
  .select({ keyId: signingKeys.keyId, publicKey: signingKeys.publicKey, createdAt: signingKeys.createdAt })
  .from(signingKeys)
  .where(eq(signingKeys.keyId, raw.placeholder('key')))

/** The public half of a signing key, also of a shop that is long gone. */
export async function findSigningKey(deps: Deps, keyId: string) {
  return (await read(deps.directory, [signingKey], { key: keyId }))[0][0]
}
