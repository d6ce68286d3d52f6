import { base64url } from 'jose'
import { Secret, TOTP } from 'otpauth'
import { type Browser, type Fields, formsOf, type Page } from '#testing/browser.ts'
import type { TestShop } from '#testing/world.ts'

const utf8 = new TextEncoder()

/** What an authenticator with this key shows now, or so many steps of 30 seconds from now. */
export const codeOf = (key: string, steps = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(key), timestamp: Date.now() + steps * 30_000 })

/** Six digits that an authenticator with this key shows nowhere near now. */
export function wrongCodeOf(key: string): string {
  const near = [-2, -1, 0, 1, 2].map((steps) => codeOf(key, steps))
  return ['111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !near.includes(code)) ?? ''
}

/** The key a page shows for those who type it. */
export const keyOn = (page: Page) => /class="mono key">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(' ', '') ?? ''

/** Sets up an authenticator as its owner does; gives its key and the recovery codes that came with it. */
export async function setUpAuthenticator(shop: TestShop, desk: Browser, name = 'My phone') {
  const security = `${shop.desk}/security`
  const started = await desk.submit(await desk.get(security), `${security}/authenticators`)
  const page = await desk.get(started.location)
  const key = keyOn(page)
  const confirmed = await desk.submit(page, /\/confirmation$/, { code: codeOf(key), name })
  const codes = codesOn(await desk.get(confirmed.location))
  return { key, codes, id: started.location.split('/').at(-1)?.replace(/\?.*/, '') ?? '' }
}

/** The recovery codes a page shows. */
export const codesOn = (page: Page) =>
  [...page.text.matchAll(/<li>([0-9a-z]{5}-[0-9a-z]{5})<\/li>/g)].map(([, code = '']) => code)

/** Lets every session's proof be this old, ms, and its last click a moment ago, so that no click writes it down. */
export const age = (shop: TestShop, ms: number) =>
  shop.rows('UPDATE staff_sessions SET factor_at = ?, seen_at = ?', Date.now() - ms, Date.now())

/** A confirmation's form on a page, and the same filled in. */
export const confirm = (desk: Browser, page: Page, fields: Fields) => {
  const form = formsOf(page).findLast(({ action }) => action.endsWith('/security/proof'))
  if (!form) throw new Error(`No confirmation is asked for here: ${page.status}`)
  return desk.post(form.action, { ...form.fields, ...fields })
}

/** The same, and on with the form that waited for it, as a browser does with a 307. */
export async function confirmAndGoOn(desk: Browser, page: Page, fields: Record<string, string>): Promise<Page> {
  const form = formsOf(page).findLast(({ action }) => action.endsWith('/security/proof'))
  const led = await confirm(desk, page, fields)
  return led.status === 307 ? desk.post(led.location, { ...form?.fields, ...fields }) : led
}

/** What a page hands to the browser's own passkey dialog. */
export const optionsOn = (page: Page) =>
  JSON.parse((/data-options="([^"]*)"/.exec(page.text)?.[1] ?? '').replaceAll('&quot;', '"')) as {
    readonly challenge: string
    readonly rpId?: string
    readonly rp?: { readonly id: string }
  }

const algorithm = 'Ed25519'

/** What a device says otherwise than one that is in order: for another page or place, or as often as it signed before. */
interface Twisted {
  readonly from?: string
  readonly place?: string
  readonly counter?: number
}

/** A passkey that lives in memory: it makes itself and signs as a device does (WebAuthn Level 3, 6.5). */
export async function softPasskey(origin: string) {
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair // Ed25519 makes a pair
  const id = crypto.getRandomValues(new Uint8Array(16))
  const publicKey = new Uint8Array((await crypto.subtle.exportKey('raw', keys.publicKey)) as ArrayBuffer) // raw is bytes
  let counter = 0
  const said = (type: string, challenge: string, from = origin) =>
    utf8.encode(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const around = (clientDataJSON: Uint8Array, response: object) =>
    JSON.stringify({
      ...{ id: base64url.encode(id), rawId: base64url.encode(id), type: 'public-key', clientExtensionResults: {} },
      response: { clientDataJSON: base64url.encode(clientDataJSON), ...response },
    })
  return {
    id: base64url.encode(id),
    async make(page: Page, flags = 0x45, { from, place }: Twisted = {}): Promise<string> {
      const { challenge, rp } = optionsOn(page)
      // COSE: an OKP key for EdDSA on Ed25519 (RFC 9053, 7.2).
      const cose = [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20, ...publicKey]
      const about = await authData(place ?? rp?.id ?? '', flags, 0)
      const data = [...about, ...new Uint8Array(16), 0, id.length, ...id, ...cose]
      const attestationObject = [0xa3, ...text('fmt'), ...text('none'), ...text('attStmt'), 0xa0, ...text('authData')]
      const object = new Uint8Array([...attestationObject, 0x58, data.length, ...data])
      return around(said('webauthn.create', challenge, from), { attestationObject: base64url.encode(object) })
    },
    async show(page: Page, flags = 0x05, { from, place, counter: at }: Twisted = {}): Promise<string> {
      const { challenge, rpId, rp } = optionsOn(page)
      const clientDataJSON = said('webauthn.get', challenge, from)
      const data = new Uint8Array(await authData(place ?? rpId ?? rp?.id ?? '', flags, at ?? ++counter))
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', clientDataJSON))
      const signature = await crypto.subtle.sign(algorithm, keys.privateKey, new Uint8Array([...data, ...hash]))
      return around(clientDataJSON, {
        authenticatorData: base64url.encode(data),
        signature: base64url.encode(new Uint8Array(signature)),
      })
    },
  }
}

async function authData(rpId: string, flags: number, counter: number): Promise<number[]> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(rpId)))
  return [...hash, flags, 0, 0, 0, counter]
}

/** A short text in CBOR. */
const text = (word: string) => [0x60 + word.length, ...utf8.encode(word)]
