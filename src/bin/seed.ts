import { eq, inArray } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { claimCommand } from '#features/activity/actions.ts'
import { commands } from '#features/activity/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { newId } from '#lib/id.ts'
import { hosts, shops, slugs, staffShops, stripeAccounts } from '#platform/tenants/schema.ts'
import { apex } from './seed/apex.ts'
import type { ShopScript } from './seed/script.ts'
import { makeDemoShop } from './seed/shop.ts'
import { smith } from './seed/smith.ts'

const marks = sql
  .select({ id: commands.id })
  .from(commands)
  .where(inArray(commands.id, [raw.placeholder('one'), raw.placeholder('two')]))
const shopBySlug = sql
  .select({ key: shops.key })
  .from(shops)
  .where(eq(shops.slug, raw.placeholder('slug')))
const markOf = (script: ShopScript) => `demo ${script.slug}`

/** Makes the two demo shops, each once. One that a crash left half made is made anew. `stripeUrl` is the double's. */
export async function seed(deps: Deps, stripeUrl: string): Promise<void> {
  const [found] = await read(deps.directory, [marks], { one: markOf(smith), two: markOf(apex) })
  for (const script of [smith, apex]) {
    if (found.some(({ id }) => id === markOf(script))) continue
    await remove(deps, script)
    const tenant = await makeDemoShop(deps, script)
    if (script === smith) await connectStripe(deps, tenant, script, stripeUrl)
    await mark(deps, markOf(script))
  }
}

/** Notes that something was done for good. */
export async function mark(deps: Deps, id: string): Promise<void> {
  const happening = {
    eventId: newId('evt'),
    actor: { kind: 'system' as const, name: 'demo' },
    requestId: newId('req'),
    now: deps.now(),
  }
  await write(deps.directory, [claimCommand(id, happening)])
}

async function remove(deps: Deps, { key, slug, name }: ShopScript): Promise<void> {
  const [[other]] = await read(deps.directory, [shopBySlug], { slug })
  if (other && other.key !== key) throw new Error(`Another shop has the address ${slug}, which the demo shop ${name} needs.`)
  await deps.databases.remove(`shop-${key}`)
  await write(deps.directory, [
    ...[hosts, slugs, staffShops, stripeAccounts].map((table) => sql.delete(table).where(eq(table.shopKey, key))),
    sql.delete(commands).where(eq(commands.id, `shop.opened ${key}`)),
    sql.delete(shops).where(eq(shops.key, key)),
  ])
}

/** An account at the double with every question answered, so that invoices can be paid by card. */
async function connectStripe(deps: Deps, tenant: Tenant, { key, name, email }: ShopScript, stripeUrl: string): Promise<void> {
  const account = await deps.payments.createAccount(`demo ${key}`, { name, email })
  const onboarded = await fetch(`${stripeUrl}/_control/onboard/${account.id}`, { method: 'POST', body: JSON.stringify({ name }) })
  if (!onboarded.ok) throw new Error(`The Stripe double answered ${onboarded.status}`)
  await write(deps.directory, [sql.insert(stripeAccounts).values({ account: account.id, shopKey: key })])
  await write(tenant.database, [sql.update(profile).set({ stripeAccount: account.id, stripeState: 'ready' })])
}
