import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { commands } from '#features/activity/schema.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { bookmarkAddress, portalAddress } from '#identity/item-links.ts'
import { newId } from '#lib/id.ts'
import { paths } from '#paths.ts'
import { findShop } from '#platform/provisioning/queries.ts'
import { tenantOf } from '#platform/tenants/queries.ts'
import { href } from '#routes.ts'
import { mark } from '../seed.ts'
import { apex } from './apex.ts'
import { apexBrands } from './apex-talk.ts'
import { keepBrands } from './brands.ts'
import { hidden } from './browser.ts'
import { withCast } from './cast.ts'
import { atDesk, type Desk, expect } from './desk.ts'
import { smithLogo } from './logo.ts'
import { apexPhotos, hangPhotos, smithPhotos } from './photos.ts'
import { apexProofs, smithProofs } from './proof-scripts.ts'
import { makeProofs } from './proofs.ts'
import type { ShopScript } from './script.ts'
import { apexShown, showPhotos } from './shown.ts'
import { smith } from './smith.ts'
import { smithBrands } from './smith-talk.ts'

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

/** What only the running Worker can do: Smith's logo, both shops' photos and artwork and their customers' logos into the files, and one real mail with Dana's link. Once. Returns that link. */
export async function finishDemo(deps: Deps): Promise<string> {
  const tenant = await tenantNamed(deps, smith)
  const [[place]] = await read(tenant.database, [danasPlace], { email: dana })
  const [[finished]] = await read(deps.directory, [markRow])
  if (!finished && place) {
    const other = await tenantNamed(deps, apex)
    await patiently(() =>
      atDesk(deps, other, ownerOf(apex), async (desk) => {
        await hangPhotos(other, desk, apexPhotos)
        await withCast(deps, other, bossOf(apex), async (cast) => {
          await makeProofs(deps, other, desk, cast, apexProofs)
          await showPhotos(deps, other, cast, apexShown)
          await keepBrands(deps, other, cast, apexBrands)
        })
      }),
    )
    await patiently(() => atDesk(deps, tenant, ownerOf(smith), (desk) => dress(deps, tenant, desk, place)))
    await mark(deps, done)
  }
  return place ? bookmarkAddress(deps, tenant, place.linkKey) : portalAddress(deps, tenant)
}

async function tenantNamed(deps: Deps, { key, name }: ShopScript): Promise<Tenant> {
  const row = await findShop(deps, key)
  if (!row) throw new Error(`The demo shop ${name} is gone`)
  return tenantOf(deps, row)
}

const bossOf = (script: ShopScript) => ({ email: ownerOf(script), timeZone: script.timeZone })
const ownerOf = ({ staff }: ShopScript) => staff[0]?.email ?? ''

async function dress(
  deps: Deps,
  tenant: Tenant,
  desk: Desk,
  place: { readonly contact: string; readonly customer: string },
): Promise<void> {
  const { base, browser } = desk
  const { branding } = paths.staff.settings
  const page = await browser.get(href(base, branding.show))
  const logo = new File([smithLogo()], 'smith-embroidery.png', { type: 'image/png' })
  const fields = { version: hidden(page, 'version'), command: newId('cmd'), portalName: smith.name, color: smith.color }
  expect(await browser.post(href(base, branding.save), { ...fields, logo }), 303, 'the logo')
  await hangPhotos(tenant, desk, smithPhotos)
  await withCast(deps, tenant, bossOf(smith), async (cast) => {
    await makeProofs(deps, tenant, desk, cast, smithProofs)
    await keepBrands(deps, tenant, cast, smithBrands)
  })
  const letter = { contact: place.contact, command: newId('cmd') }
  expect(await browser.post(href(base, paths.staff.customers.send, { id: place.customer }), letter), 303, 'the invitation')
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
