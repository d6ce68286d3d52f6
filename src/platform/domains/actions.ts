import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, Refused, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { AppError, conflict, invalid } from '#errors.ts'
import { record } from '#features/activity/actions.ts'
import { isHostName, normalizeHost } from '#lib/host.ts'
import { newId } from '#lib/id.ts'
import { hosts, shops } from '#platform/tenants/schema.ts'
import { findShopAndHost } from './queries.ts'
import { type DnsRecord, isLocalHost, recordsFor } from './rules.ts'

type Directory = Pick<Deps, 'now' | 'directory' | 'portal' | 'staff'>

/** Gives a shop its own host: served at once, in mailed links only after `useDomain` (a local name needs no DNS and goes in at once). Twice is the same as once. Returns what to set in DNS. Throws invalid or conflict with the reason. */
export async function addDomain(
  deps: Directory,
  slug: string,
  text: string,
): Promise<{ readonly host: string; readonly records: DnsRecord[] }> {
  const host = hostOf(deps, text)
  const { shop, taken } = await findShopAndHost(deps, slug, host)
  if (!shop) throw noShop(slug)
  if (taken && taken.shopKey !== shop.key) throw conflict(`${host} belongs to another shop.`)
  await change(deps, { kind: 'domain.added', subjectId: shop.key, details: { host } }, [
    sql
      .insert(hosts)
      .values({ host, shopKey: shop.key, isActive: true, createdAt: deps.now() })
      .onConflictDoUpdate({ target: hosts.host, set: { isActive: true }, setWhere: eq(hosts.shopKey, shop.key) }),
    assert(raw`(SELECT shop_key FROM hosts WHERE host = ${host}) = ${shop.key}`, `${host} belongs to another shop.`),
    ...(isLocalHost(host) ? [putInLinks(shop.key, host)] : []),
  ])
  return { host, records: recordsFor(host, shop.key, deps.portal.hostname) }
}

/** Puts a host of the shop into the links its customers are mailed: once DNS leads there, for until then such a link is dead. */
export async function useDomain(deps: Directory, slug: string, text: string): Promise<string> {
  const host = hostOf(deps, text)
  const { shop, taken } = await findShopAndHost(deps, slug, host)
  if (!shop) throw noShop(slug)
  if (taken?.shopKey !== shop.key) throw invalid(`${host} is not a host of ${slug}. Add it first.`)
  await change(deps, { kind: 'domain.used', subjectId: shop.key, details: { host } }, [putInLinks(shop.key, host)])
  return host
}

function putInLinks(key: string, host: string): Change {
  return sql.update(shops).set({ canonicalHost: host }).where(eq(shops.key, key))
}

/** Takes a host from a shop: its links carry the slug again. Bookmarks on the portal host go on working. */
export async function removeDomain(deps: Directory, slug: string, text: string): Promise<string> {
  const host = hostOf(deps, text)
  const { shop, taken } = await findShopAndHost(deps, slug, host)
  if (!shop) throw noShop(slug)
  if (taken?.shopKey !== shop.key) throw invalid(`${host} is not a host of ${slug}.`)
  await change(deps, { kind: 'domain.removed', subjectId: shop.key, details: { host } }, [
    sql.delete(hosts).where(and(eq(hosts.host, host), eq(hosts.shopKey, shop.key))),
    sql
      .update(shops)
      .set({ canonicalHost: null })
      .where(and(eq(shops.key, shop.key), eq(shops.canonicalHost, host))),
  ])
  return host
}

function hostOf(deps: Directory, text: string): string {
  const host = normalizeHost(text)
  if (!host || !isHostName(text))
    throw invalid(`${text} is not a host name. It should look like portal.yourshop.com, without https:// and without a port.`)
  if (host === deps.portal.hostname || host === deps.staff.hostname) throw invalid(`${host} is the platform's own host.`)
  return host
}

function noShop(slug: string): AppError {
  return new AppError('not_found', 'No such shop', `No shop has the address ${slug}.`)
}

async function change(deps: Directory, action: Parameters<typeof record>[0], changes: readonly Change[]): Promise<void> {
  const happening = {
    eventId: newId('evt'),
    actor: { kind: 'system' as const, name: 'operator' },
    requestId: newId('req'),
    now: deps.now(),
  }
  try {
    await write(deps.directory, [...changes, ...record(action, happening)])
  } catch (error) {
    throw error instanceof Refused ? conflict(error.reason) : error
  }
}
