import type { Browser, Fields, Page } from '#testing/browser.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

export interface AppointmentScene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
}

/** A shop in New York with an owner at the desk and a customer. */
export async function makeBooking(hasHost = false): Promise<AppointmentScene> {
  const shop = await makeShop({ hasHost })
  return { shop, desk: await shop.staff(), contact: await shop.customer() }
}

/** What the desk types unless told otherwise. */
export const fitting = { title: 'Fitting', on: '2030-04-16', time: '10:00', minutes: '45', place: 'Our shop', resource: 'Bay 2' }

/** Sends the form of a new appointment. */
export async function set({ shop, desk, contact }: AppointmentScene, fields: Fields = {}): Promise<Page> {
  const page = await desk.get(`${shop.desk}/appointments/new?customer=${contact.customerId}`)
  return desk.submit(page, `${shop.desk}/appointments`, { ...fitting, ...fields })
}

/** The same, where nothing keeps it from being set: its id. */
export async function setOne(scene: AppointmentScene, fields: Fields = {}): Promise<string> {
  const made = await set(scene, fields)
  return /apt_[0-9a-f]{32}/.exec(made.location)?.[0] ?? fail(made)
}

/** Sends the form of one that is set, with some of it typed anew. */
export async function change({ shop, desk }: AppointmentScene, id: string, fields: Fields): Promise<Page> {
  const page = `${shop.desk}/appointments/${id}`
  return desk.submit(await desk.get(`${page}/edit`), page, fields)
}

export async function callOff({ shop, desk }: AppointmentScene, id: string): Promise<Page> {
  const page = `${shop.desk}/appointments/${id}`
  return desk.submit(await desk.get(page), `${page}/cancellation`)
}

/** Presses one of the forms of an appointment's own page, as its customer. */
export async function answer(
  { shop, contact }: AppointmentScene,
  id: string,
  what: 'confirmation' | 'wishes' | 'cancellation',
  fields: Fields = {},
): Promise<Page> {
  const browser = await shop.signedIn(contact)
  const page = `${shop.base}/appointments/${id}`
  return browser.submit(await browser.get(page), `${page}/${what}`, fields)
}

/** The subjects of the mails that came to an address, oldest first. */
export async function subjectsTo(shop: TestShop, address: string | undefined): Promise<string[]> {
  return (await shop.mailsTo(address ?? '')).map(({ Subject }) => Subject).reverse()
}

function fail({ status, text }: Page): never {
  throw new Error(`It was not set: ${status} ${text.match(/class="wrong"[\s\S]{0,300}/)?.[0] ?? ''}`)
}
