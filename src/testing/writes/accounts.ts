import { bodyOf } from '#lib/id.ts'
import { codeFor } from '#lib/token.ts'
import type { Browser } from '../browser.ts'
import { form, type Scene, type Writes } from './scene.ts'

const page = ({ shop }: Scene) => `${shop.base}/profile`
/** Asked for another mailbox, with its code. */
async function changing({ shop, contact }: Scene, browser: Browser) {
  await browser.post(`${shop.base}/profile/email`, { email: `new-${shop.key}@riverside.test` })
  const [[id] = []] = await shop.rows(
    `SELECT id FROM challenges WHERE browser LIKE 'email %' AND person_id = ?`,
    contact.personId,
  )
  return codeFor(shop.tenant.keys, `chl_${bodyOf(String(id))}`, 1)
}

const lettingThem = (shop: Scene['shop']) => shop.rows(`UPDATE profile SET accounts = '{"mayInvite":true,"mayEdit":true}'`)

/** What people do about themselves and the customers they stand for. */
export const accountWrites: Writes = {
  'session.switched': async ({ shop, contact }) => {
    const other = await shop.customer({ customerName: 'Hilltop Roasters', person: contact })
    return form(await shop.signedIn(contact), shop.base, `${shop.base}/accounts/${other.contactId}`)
  },
  'session.ended elsewhere': async ({ shop, contact }) => {
    await shop.signedIn(contact)
    const [[id] = []] = await shop.rows('SELECT id FROM sessions')
    return form(await shop.signedIn(contact), `${shop.base}/devices`, `${shop.base}/devices/${id}/removal`)
  },
  'session.others_ended': async ({ shop, contact }) => {
    await shop.signedIn(contact)
    return form(await shop.signedIn(contact), `${shop.base}/devices`, `${shop.base}/devices/removal`)
  },
  'profile.changed': async (scene) => {
    const fields = { phone: '(937) 555-0188' }
    return form(await scene.shop.signedIn(scene.contact), page(scene), page(scene), fields)
  },
  'person.reading_chosen': async (scene) => {
    const fields = { theme: 'dark', language: 'es', timeZone: 'America/Denver' }
    return form(await scene.shop.signedIn(scene.contact), page(scene), `${page(scene)}/reading`, fields)
  },
  'person.mails_chosen': async (scene) =>
    form(await scene.shop.signedIn(scene.contact), page(scene), `${page(scene)}/mails`, { 'wanted[]': ['work'] }),
  'email.asked': async (scene) => {
    const to = `${page(scene)}/email`
    return form(await scene.shop.signedIn(scene.contact), to, to, { email: `new-${scene.shop.key}@riverside.test` })
  },
  'contact.invited': async ({ shop, contact }) => {
    await lettingThem(shop)
    const fields = { name: 'Carl Colleague', email: `carl-${shop.key}@riverside.test`, seesPrices: 'on' }
    return form(await shop.signedIn(contact), `${shop.base}/people/new`, `${shop.base}/people`, fields)
  },
  'contact.removed by a colleague': async ({ shop, contact }) => {
    await lettingThem(shop)
    const other = await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' })
    return form(await shop.signedIn(contact), `${shop.base}/people`, `${shop.base}/people/${other.contactId}/removal`)
  },
  'company.changed': async ({ shop, contact }) => {
    await lettingThem(shop)
    return form(await shop.signedIn(contact), `${shop.base}/company`, `${shop.base}/company`, { phone: '(937) 555-0177' })
  },
  'accounts.changed': ({ shop, desk }) => {
    const page = `${shop.desk}/settings/accounts`
    return form(desk, page, page, { mayInvite: 'on' })
  },
  'invitations.sent': async ({ shop, desk, contact }) => {
    const fields = { 'customers[]': [contact.customerId] }
    return form(desk, `${shop.desk}/customers`, `${shop.desk}/customers/invitations`, fields)
  },
  'contact.email_changed': async (scene) => {
    const browser = await scene.shop.signedIn(scene.contact)
    const to = `${page(scene)}/email/code`
    const code = await changing(scene, browser)
    return form(browser, to, to, { code })
  },
}
