import type { Browser, Fields, Page } from '#testing/browser.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

export interface AssetScene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
}

/** A fleet shop with an owner at the desk and a customer. */
export async function makeFleet(contact: Parameters<TestShop['customer']>[0] = {}): Promise<AssetScene> {
  const shop = await makeShop({ trade: 'fleet' })
  return { shop, desk: await shop.staff(), contact: await shop.customer(contact) }
}

/** What the desk types unless told otherwise; its check digit fits. */
export const van = {
  ...{ assetName: 'Van 14', unitNumber: '14', plate: 'CX 4471', vin: '1M8GDM9AXKP042788', year: '2021' },
  ...{ make: 'Ford', model: 'Transit', depot: 'Dayton', odometer: '82,000' },
}

/** Sends the form of a new thing at the desk. */
export async function add({ shop, desk, contact }: AssetScene, fields: Fields = {}): Promise<Page> {
  const page = `${shop.desk}/customers/${contact.customerId}/assets`
  return desk.submit(await desk.get(`${page}/new`), page, { ...van, ...fields })
}

/** The same, where nothing keeps it from being added: its id. */
export async function addOne(scene: AssetScene, fields: Fields = {}): Promise<string> {
  const made = await add(scene, fields)
  return idIn(made)
}

export function idIn({ location, status, text }: Page): string {
  const id = /ast_[0-9a-f]{32}/.exec(location)?.[0]
  if (!id) throw new Error(`It was not added: ${status} ${text.match(/class="wrong"[\s\S]{0,300}/)?.[0] ?? ''}`)
  return id
}

/** Sets what the shop lets its customers do, and its own fields. */
export async function setAssets({ shop }: Pick<AssetScene, 'shop'>, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await shop.rows('UPDATE profile SET asset_settings = ?', JSON.stringify(settings))
}

export const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
