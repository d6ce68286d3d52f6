import { answer, send } from '#features/receipts/testing.ts'
import { newId } from '#lib/id.ts'
import { form, type Writes } from './scene.ts'

/** Customers and their links, settings, the team, and sessions. */
export const shopWrites: Writes = {
  'customer.created': ({ shop, desk }) =>
    form(desk, `${shop.desk}/customers/new`, `${shop.desk}/customers`, {
      name: 'Harbor 5K',
      contactName: 'Lena Ortiz',
      email: `l-${shop.key}@harbor.test`,
    }),
  'customer.updated': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}/edit`, `${shop.desk}/customers/${contact.customerId}`, {
      name: 'Riverside',
    }),
  'customer.archived': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/customers/${contact.customerId}/archive`),
  'link.regenerated': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/customers/${contact.customerId}/link`),
  'link.sent': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/customers/${contact.customerId}/link/mails`),
  'contact.added': ({ shop, desk, contact }) =>
    form(
      desk,
      `${shop.desk}/customers/${contact.customerId}/contacts/new`,
      `${shop.desk}/customers/${contact.customerId}/contacts`,
      {
        name: 'Priya Raman',
        email: `p-${shop.key}@riverside.test`,
      },
    ),
  'contact.updated': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/contacts/${contact.contactId}/edit`, `${shop.desk}/contacts/${contact.contactId}`, {
      name: 'Dana W.',
    }),
  'shop.changed': ({ shop, desk }) => form(desk, `${shop.desk}/settings`, `${shop.desk}/settings`, { name: 'Smith & Sons' }),
  'portal.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/portal`, `${shop.desk}/settings/portal`, { name: 'Smith' }),
  'billing.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/billing`, `${shop.desk}/settings/billing`, { po: 'allowed' }),
  'approvals.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/approvals`, `${shop.desk}/settings/approvals`, { terms: 'What you approve is made.' }),
  'branding.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/branding`, `${shop.desk}/settings/branding`, { color: '#f26a1b' }),
  'status.added': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/statuses`, `${shop.desk}/settings/statuses`, {
      name: 'Packing',
      label: 'Packing',
      stage: 'ready',
    }),
  'automations.quiet_hours': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/automations`, `${shop.desk}/settings/automations/quiet-hours`, { isQuiet: 'on' }),
  'automations.changed': ({ shop, desk }) => form(desk, `${shop.desk}/settings/automations`, `${shop.desk}/settings/automations`),
  'staff.invited': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/team`, `${shop.desk}/settings/team`, {
      name: 'Theo Smith',
      email: `theo-${shop.key}@shop.test`,
      role: 'advisor',
    }),
  'customer.restored': async ({ shop, desk, contact }) => {
    const record = `${shop.desk}/customers/${contact.customerId}`
    await (await form(desk, record, `${record}/archive`))()
    return form(desk, record, `${record}/restoration`)
  },
  'customer.merged': async ({ shop, desk, contact }) => {
    const twin = await shop.customer({ customerName: 'Riverside Brewing' })
    const merge = `${shop.desk}/customers/${twin.customerId}/merge`
    return form(desk, `${merge}?into=${contact.customerId}`, merge, { into: contact.customerId })
  },
  'contact.access_given': async ({ shop, desk, contact }) => {
    const second = await shop.customer({ customerId: contact.customerId, name: 'Priya Raman', hasAccess: false })
    return form(desk, `${shop.desk}/customers/${contact.customerId}`, `${shop.desk}/contacts/${second.contactId}/access`, {
      access: 'on',
    })
  },
  'contact.removed': async ({ shop, desk, contact }) => {
    const second = await shop.customer({ customerId: contact.customerId, name: 'Priya Raman' })
    const edit = `${shop.desk}/contacts/${second.contactId}`
    return form(desk, `${edit}/edit`, `${edit}/removal`)
  },
  'status.moved': ({ shop, desk }) => {
    const second = shop.statuses[1]?.id
    return form(desk, `${shop.desk}/settings/statuses`, `${shop.desk}/settings/statuses/${second}`, { move: 'down' })
  },
  'status.removed': ({ shop, desk }) => {
    const onHold = shop.statuses.find(({ stage }) => stage === 'on_hold')?.id
    return form(desk, `${shop.desk}/settings/statuses`, `${shop.desk}/settings/statuses/${onHold}/removal`)
  },
  'automation.saved': ({ shop, desk }) => {
    const first = shop.statuses[0]?.id
    const words = { mails: 'on', subject: 'It is here', body: 'Your order is here.' }
    return form(desk, `${shop.desk}/settings/automations/${first}/preview`, `${shop.desk}/settings/automations/${first}`, words)
  },
  'staff.changed': async ({ shop, desk }) => {
    const { staffId } = await shop.staff('advisor')
    return form(desk, `${shop.desk}/settings/team/${staffId}`, `${shop.desk}/settings/team/${staffId}`, { name: 'Theo S.' })
  },
  'staff.removed': async ({ shop, desk }) => {
    const { staffId } = await shop.staff('advisor')
    return form(desk, `${shop.desk}/settings/team/${staffId}`, `${shop.desk}/settings/team/${staffId}/removal`)
  },
  'link.copied': ({ shop, desk, contact }) => {
    const copies = `${shop.desk}/customers/${contact.customerId}/link/copies`
    const command = newId('cmd')
    return Promise.resolve((more = {}) => desk.post(copies, { command, ...more }, { accept: 'text/html' }))
  },
  'contact.erased': async (scene) => {
    const { shop, desk, contact } = scene
    await send(scene)
    await answer(scene, { lin_pads: 'approved' }, { receiptTo: [] })
    return form(desk, `${shop.desk}/contacts/${contact.contactId}/edit`, `${shop.desk}/contacts/${contact.contactId}/erasure`)
  },
  'session.all_ended': async ({ shop, contact }) => {
    const browser = await shop.signedIn(contact)
    return form(browser, shop.base, `${shop.base}/sign-out/everywhere`)
  },
  'staff session ended': ({ shop, desk }) => form(desk, shop.desk, `${shop.desk}/sign-out`),
  'session.ended': async ({ shop, contact }) => {
    const browser = await shop.signedIn(contact)
    return form(browser, shop.base, `${shop.base}/sign-out`)
  },
}
