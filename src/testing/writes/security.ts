import { codeOf, confirm, keyOn, setUpAuthenticator, softPasskey } from '#identity/factors/testing.ts'
import { start } from '#testing/world.ts'
import { form, type Writes } from './scene.ts'

/** What a member of staff confirms with. */
export const securityWrites: Writes = {
  'factor.started': ({ shop, desk }) => form(desk, `${shop.desk}/security`, `${shop.desk}/security/authenticators`),
  'factor.added': async ({ shop, desk }) => {
    const security = `${shop.desk}/security`
    const { location } = await desk.submit(await desk.get(security), `${security}/authenticators`)
    const key = keyOn(await desk.get(location))
    return form(desk, location, `${location}/confirmation`, { code: codeOf(key), name: 'My phone' })
  },
  'factor.added as a passkey': async ({ shop, desk }) => {
    const making = `${shop.desk}/security/passkeys/new`
    const page = await desk.get(making)
    const passkey = await (await softPasskey(desk.origin)).make(page)
    return (more = {}) => desk.submit(page, `${shop.desk}/security/passkeys`, { name: 'Laptop', passkey, ...more })
  },
  'factor.removed': async ({ shop, desk }) => {
    const { id } = await setUpAuthenticator(shop, desk)
    return form(desk, `${shop.desk}/security`, `${shop.desk}/security/factors/${id}/removal`)
  },
  'recovery.renewed': async ({ shop, desk }) => {
    await setUpAuthenticator(shop, desk)
    return form(desk, `${shop.desk}/security`, `${shop.desk}/security/recovery-codes`)
  },
  'staff.proved': async ({ shop, desk }) => {
    const { key } = await setUpAuthenticator(shop, desk)
    await shop.rows('UPDATE staff_sessions SET factor_at = ?', start - 11 * 60_000)
    const asked = await desk.get(`${shop.desk}/security/recovery-codes`)
    return (more = {}) => confirm(desk, asked, { proof_code: codeOf(key, 1), ...more })
  },
}
