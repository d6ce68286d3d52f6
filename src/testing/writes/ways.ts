import { softPasskey } from '#identity/factors/testing.ts'
import { goodPassword, tied, withPasskey, withPassword } from '#identity/ways/testing.ts'
import { start } from '../world.ts'
import { form, type Scene, type Writes } from './scene.ts'

const signedIn = async ({ shop, contact }: Scene) => ({ browser: await shop.signedIn(contact), ways: `${shop.base}/ways` })

/** How a contact signs in. */
export const waysWrites: Writes = {
  'passkey.added': async (scene) => {
    const { browser, ways } = await signedIn(scene)
    const page = await browser.get(`${ways}/passkeys/new`)
    const passkey = await (await softPasskey(browser.origin)).make(page)
    return (more = {}) => browser.submit(page, `${ways}/passkeys`, { label: 'Phone', passkey, ...more })
  },
  'passkey.renamed': async ({ shop, contact }) => {
    const { browser, id } = await withPasskey(shop, contact)
    const page = `${shop.base}/ways/passkeys/${id}`
    return form(browser, page, page, { label: 'Old phone' })
  },
  'passkey.removed': async ({ shop, contact }) => {
    const { browser, id } = await withPasskey(shop, contact)
    const page = `${shop.base}/ways/passkeys/${id}`
    return form(browser, page, `${page}/removal`)
  },
  'google.asked': async (scene) => {
    const { browser, ways } = await signedIn(scene)
    return form(browser, `${ways}/google`, `${ways}/google`)
  },
  'google.untied': async ({ shop, contact }) => {
    const browser = await tied(shop, contact, 'dana.private@mail.test')
    return form(browser, `${shop.base}/ways/google`, `${shop.base}/ways/google/removal`)
  },
  'password.set': async (scene) => {
    await scene.shop.rows('UPDATE profile SET are_passwords_on = 1')
    const { browser, ways } = await signedIn(scene)
    return form(browser, `${ways}/password`, `${ways}/password`, { proof_password: goodPassword })
  },
  'password.removed': async ({ shop, contact }) => {
    const browser = await withPassword(shop, contact)
    return form(browser, `${shop.base}/ways/password`, `${shop.base}/ways/password/removal`)
  },
  'session.proved': async ({ shop, contact }) => {
    const { browser, device } = await withPasskey(shop, contact)
    await shop.rows('UPDATE sessions SET proved_at = ?', start - 11 * 60_000)
    const page = await browser.get(`${shop.base}/ways/proof`)
    const passkey = await device.show(page)
    return (more = {}) => browser.submit(page, `${shop.base}/ways/proof`, { passkey, ...more })
  },
}
