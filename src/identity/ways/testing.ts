import { scryptAsync } from '@noble/hashes/scrypt.js'
import { base64url } from 'jose'
import { softPasskey } from '#identity/factors/testing.ts'
import type { Browser, Page } from '#testing/browser.ts'
import { google, type Twist, testEnv } from '#testing/outside.ts'
import { start, type TestContact, type TestShop } from '#testing/world.ts'

export const isIn = async (shop: TestShop, browser: Browser) => (await browser.get(shop.base)).status === 200

/** The newest code that was mailed to this address. */
export async function codeTo(shop: TestShop, email: string): Promise<string> {
  for (const { Text } of await shop.mailsTo(email)) {
    const code = /\b(\d{4}) ?(\d{4})\b/.exec(Text)
    if (code) return `${code[1]}${code[2]}`
  }
  return ''
}

/** Presses Continue with Google at the door: the address of Google's page. */
export async function leaveForGoogle(shop: TestShop, browser: Browser, fields: Record<string, string> = {}): Promise<string> {
  return (await browser.post(`${shop.base}/sign-in/google`, fields)).location
}

/** Chooses an account there and comes back: the hand-over's address on the host where it began. */
export async function comeBack(browser: Browser, address: string, email: string, twist: Twist = {}): Promise<Page> {
  await google.twist({ at: Date.now(), ...twist })
  return browser.get(await google.choose(address, email))
}

/** The whole way from the door, up to what the hand-over answers. */
export async function byGoogle(shop: TestShop, browser: Browser, email: string, fields: Record<string, string> = {}) {
  const back = await comeBack(browser, await leaveForGoogle(shop, browser, fields), email)
  return browser.get(new URL(back.location, browser.origin).pathname)
}

/** Ties the Google account of this address to a contact whose mailbox was just proven. */
export async function tied(shop: TestShop, contact: TestContact, email: string): Promise<Browser> {
  const browser = await shop.signedIn(contact)
  const leave = await browser.submit(await browser.get(`${shop.base}/ways/google`), `${shop.base}/ways/google`)
  const back = await comeBack(browser, leave.location, email)
  await browser.get(new URL(back.location).pathname)
  return browser
}

/** A passkey that a signed-in contact added on the portal host. */
export async function withPasskey(shop: TestShop, contact: TestContact, label = 'Phone') {
  const browser = await shop.signedIn(contact)
  const device = await softPasskey(browser.origin)
  const page = await browser.get(`${shop.base}/ways/passkeys/new`)
  const added = await browser.submit(page, `${shop.base}/ways/passkeys`, { label, passkey: await device.make(page) })
  const [[id] = []] = await shop.rows('SELECT id FROM passkeys WHERE name = ?', label)
  return { browser, device, added, id: String(id) }
}

/** What the device says at the door of this host, to a question asked just now. */
export async function shownAtDoor(base: string, browser: Browser, device: Awaited<ReturnType<typeof softPasskey>>) {
  const { text } = await browser.get(`${base}/sign-in/passkey`)
  return device.show({ text: `data-options="${text.replaceAll('"', '&quot;')}"` } as Page)
}

export const goodPassword = 'violet anvil under nine moons'

/** Sets this password as a contact does, with passwords allowed at the shop. */
export async function setPassword(shop: TestShop, contact: TestContact, password = goodPassword): Promise<Browser> {
  await shop.rows('UPDATE profile SET are_passwords_on = 1')
  const browser = await shop.signedIn(contact)
  const page = await browser.get(`${shop.base}/ways/password`)
  await browser.submit(page, `${shop.base}/ways/password`, { proof_password: password })
  return browser
}

/** A contact who has the good password, kept at the least cost: the shop's own is half a second of each try. */
export async function withPassword(shop: TestShop, contact: TestContact): Promise<Browser> {
  const hash = base64url.encode(await scryptAsync(goodPassword, new Uint8Array(16), { N: 2, r: 1, p: 1, dkLen: 32 }))
  await shop.rows('UPDATE profile SET are_passwords_on = 1')
  await shop.rows(
    'INSERT INTO passwords (person_id, hash, changed_at) VALUES (?, ?, ?)',
    contact.personId,
    `scrypt$1$1$1$${base64url.encode(new Uint8Array(16))}$${hash}`,
    Date.now(),
  )
  return shop.signedIn(contact)
}

export const clientId = testEnv.GOOGLE_CLIENT_ID ?? ''
export const clientSecret = testEnv.GOOGLE_CLIENT_SECRET ?? ''

/** Eleven minutes after everything was proven. */
export const later = start + 11 * 60_000
