import { asc, eq } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { hosts, shops, slugs } from '#platform/tenants/schema.ts'

const shopBySlug = sql
  .select({ key: shops.key, slug: shops.slug, status: shops.status, canonicalHost: shops.canonicalHost })
  .from(slugs)
  .innerJoin(shops, eq(shops.key, slugs.shopKey))
  .where(eq(slugs.slug, raw.placeholder('slug')))
const hostByName = sql
  .select()
  .from(hosts)
  .where(eq(hosts.host, raw.placeholder('host')))
const hostsOfSlug = sql
  .select({ host: hosts.host, isActive: hosts.isActive, createdAt: hosts.createdAt })
  .from(slugs)
  .innerJoin(hosts, eq(hosts.shopKey, slugs.shopKey))
  .where(eq(slugs.slug, raw.placeholder('slug')))
  .orderBy(asc(hosts.host))

/** A shop and a host, each as the directory knows it, if it does. */
export async function findShopAndHost(deps: Pick<Deps, 'directory'>, slug: string, host: string) {
  const [[shop], [taken]] = await read(deps.directory, [shopBySlug, hostByName], { slug, host })
  return { shop, taken }
}

export async function listDomains(deps: Pick<Deps, 'directory'>, slug: string) {
  const [[shop], found] = await read(deps.directory, [shopBySlug, hostsOfSlug], { slug })
  return { shop, hosts: found }
}
