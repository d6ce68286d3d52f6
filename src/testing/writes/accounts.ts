import { form, type Writes } from './scene.ts'

/** What people do about themselves and the customers they stand for. */
export const accountWrites: Writes = {
  'session.switched': async ({ shop, contact }) => {
    const other = await shop.customer({ customerName: 'Hilltop Roasters', person: contact })
    return form(await shop.signedIn(contact), shop.base, `${shop.base}/accounts/${other.contactId}`)
  },
}
