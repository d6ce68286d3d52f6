import { type AssetScene, addOne, makeFleet } from '#features/assets/testing.ts'
import { bodyOf } from '#lib/id.ts'
import { codeFor, makeToken } from '#lib/token.ts'
import type { Browser, Fields, Page } from '#testing/browser.ts'
import type { TestContact, TestShop } from '#testing/world.ts'
import { handoverCode } from './code.ts'

export interface PassportScene extends AssetScene {
  readonly asset: string
  readonly owner: Browser
  /** Where its owner keeps the public page. */
  readonly keep: string
}

/** A van of a customer whose contact may decide, who is signed in. */
export async function makeVan(contact: Parameters<TestShop['customer']>[0] = {}): Promise<PassportScene> {
  const scene = await makeFleet({ customerName: 'Bluestem Plumbing', ...contact })
  const asset = await addOne(scene)
  return { ...scene, asset, owner: await scene.shop.signedIn(scene.contact), keep: `${scene.shop.base}/assets/${asset}/passport` }
}

/** Switches the page on, with these ticks. */
export async function switchOn({ owner, keep }: PassportScene, fields: Fields = {}): Promise<Page> {
  return owner.submit(await owner.get(keep), keep, fields)
}

/** Where anybody reads it. */
export async function addressOf({ shop, asset }: PassportScene, generation = 1): Promise<string> {
  return `/view/passport/${await makeToken(shop.tenant.keys, 'pas', shop.key, bodyOf(asset), generation)}`
}

/** Makes a code for a new owner: as they get it. */
export async function codeOf({ shop, owner, keep, asset }: PassportScene, fields: Fields = {}): Promise<string> {
  await owner.submit(await owner.get(keep), `${shop.base}/assets/${asset}/handovers`, fields)
  const [[id] = []] = await shop.rows('SELECT id FROM handovers ORDER BY rowid DESC LIMIT 1')
  return handoverCode(shop.tenant.keys, String(id))
}

export const sam = { claimant: 'Sam Newell', company: '', email: 'sam@newell.test' }

/** Types the code on the page, as somebody nobody knows. */
export async function claim(browser: Browser, address: string, code: string, fields: Fields = {}): Promise<Page> {
  return browser.post(`${address}/claims`, { ...sam, code, ...fields })
}

/** The code mailed to who claimed last. */
export async function mailedCode(shop: TestShop): Promise<string> {
  const [[id, generation] = []] = await shop.rows('SELECT id, generation FROM handover_claims ORDER BY rowid DESC LIMIT 1')
  return codeFor(shop.tenant.keys, String(id), Number(generation))
}

/** The whole way: the code, the mailbox, and it is theirs. */
export async function takeOver(scene: PassportScene, fields: Fields = {}, handing: Fields = {}): Promise<Browser> {
  const code = await codeOf(scene, handing)
  const [[generation] = [1]] = await scene.shop.rows('SELECT generation FROM passports')
  const address = await addressOf(scene, Number(generation))
  const browser = scene.shop.visitor()
  const claimed = await claim(browser, address, code, fields)
  if (claimed.status !== 303) throw new Error(`Not claimed: ${claimed.status} ${claimed.text.slice(0, 2_000)}`)
  const proven = await browser.post(`${address}/claims/code`, { code: await mailedCode(scene.shop) })
  if (proven.status !== 303) throw new Error(`Not taken: ${proven.status} ${proven.text.slice(0, 2_000)}`)
  return browser
}

/** Who owns it now, signed in. */
export async function newOwner({ shop, asset }: PassportScene): Promise<Browser & { readonly contact: TestContact }> {
  const [[customerId, contactId, personId, linkKey, email] = []] = await shop.rows(
    `SELECT c.customer_id, c.id, c.person_id, k.link_key, p.email FROM assets a JOIN customers k ON k.id = a.owner_id
      JOIN contacts c ON c.customer_id = k.id JOIN people p ON p.id = c.person_id WHERE a.id = ? AND c.has_access = 1`,
    asset,
  )
  const texts = { customerId: String(customerId), contactId: String(contactId), personId: String(personId) }
  const contact = { ...texts, linkKey: String(linkKey), email: String(email) }
  return { ...(await shop.signedIn(contact)), contact }
}
