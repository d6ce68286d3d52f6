import { sendParts } from '#features/approvals/testing.ts'
import { connect, draft, sent } from '#features/payments/testing.ts'
import { answer, send } from '#features/receipts/testing.ts'
import { newId } from '#lib/id.ts'
import type { Browser, Fields, Page } from './browser.ts'
import { proofWrites } from './proof-writes.ts'
import { makeShop, start, type TestContact, type TestShop } from './world.ts'

export interface Scene {
  readonly shop: TestShop
  readonly desk: Browser & { readonly staffId: string }
  readonly contact: TestContact
  readonly job: string
}
/** A form as somebody has it in front of them: pressing it twice sends the same form twice. */
export type Press = (more?: Fields) => Promise<Page>

/** A shop with an owner at the desk, a customer and a job. */
export async function makeScene(): Promise<Scene> {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer()
  const made = await form(desk, `${shop.desk}/jobs/new?customer=${contact.customerId}`, `${shop.desk}/jobs`, {
    title: 'Spring crew polos',
    dueOn: '2030-04-24',
    'description[]': ['Polo'],
    'quantity[]': ['48'],
    'unitPrice[]': ['18.40'],
  })
  return { shop, desk, contact, job: /job_[0-9a-f]{32}/.exec((await made()).location)?.[0] ?? '' }
}

/** Opens a page and holds its form, with some fields filled in. */
export async function form(browser: Browser, page: string, action: string | RegExp, fields: Fields = {}): Promise<Press> {
  const opened = await browser.get(page)
  if (opened.status !== 200) throw new Error(`${page} answered ${opened.status}`)
  return (more = {}) => browser.submit(opened, action, { ...fields, ...more })
}

const otherStatus = ({ shop }: Scene) => shop.statuses.find(({ stage }) => stage === 'in_production')?.id ?? ''

/** An upload that waits to be used. */
async function loose(shop: TestShop): Promise<string> {
  const id = newId('fil')
  await shop.rows(
    `INSERT INTO files (id, key, name, type, size, sha256, visibility, is_loose, created_at) VALUES ('${id}', '${id}', 'a.png', 'image/png', 1, 'x', 'internal', 1, ${start})`,
  )
  return id
}
async function addFile({ shop, desk, job }: Scene) {
  const fields = { 'file[]': await loose(shop) }
  await (await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/files`, fields))()
}

/** Sends the job's one line for approval, and gives its key. */
async function sendLinesOf({ shop, desk, job }: Scene): Promise<string> {
  await (await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/lines/sending`))()
  return String((await shop.rows('SELECT line_key FROM job_lines WHERE job_id = ?', job))[0]?.[0])
}

const proposal = ({ shop, desk, contact }: Scene) => {
  const record = `${shop.desk}/customers/${contact.customerId}`
  return form(desk, record, `${record}/limits`, { perLine: '150', perJob: '400' })
}
const limitOf = async (shop: TestShop) => String((await shop.rows('SELECT id FROM spending_limits'))[0]?.[0])

/** Every kind of write a person can make, as the form of its page. */
export const writes: Readonly<Record<string, (scene: Scene) => Promise<Press>>> = {
  ...proofWrites,
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
  'job.created': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/jobs/new?customer=${contact.customerId}`, `${shop.desk}/jobs`, {
      title: 'Caps',
      'description[]': ['Cap'],
      'quantity[]': ['1'],
      'unitPrice[]': ['9'],
    }),
  'job.updated': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}/edit`, `${shop.desk}/jobs/${job}`, { title: 'Aprons' }),
  'job.moved': (scene) =>
    form(scene.desk, `${scene.shop.desk}/jobs/${scene.job}`, `${scene.shop.desk}/jobs/${scene.job}/moves`, {
      to: otherStatus(scene),
    }),
  'job.noted': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/notes`, { publicNote: 'Soon' }),
  'job.due_freed': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/due`, { isDueMovable: 'on' }),
  'job.shipped': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/shipments`, {
      carrier: 'ups',
      number: '1Z999AA10123456784',
    }),
  'approval.asked about lines': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/lines/sending`, { note: 'Have a look' }),
  'approval.given to lines': async (scene) => {
    const { shop, contact, job } = scene
    const key = await sendLinesOf(scene)
    const page = `${shop.base}/jobs/${job}/lines`
    return form(await shop.signedIn(contact), page, `${page}/answer`, { [`answer-${key}`]: 'approved' })
  },
  'approval.given through the link': async (scene) => {
    const { shop, contact } = scene
    const key = await sendLinesOf(scene)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/work\/\S+\/lines/.exec(mail?.Text ?? '')?.[0] ?? '')
    return form(shop.visitor(), pathname, `${pathname}/answer`, { [`answer-${key}`]: 'approved' })
  },
  'approval.given in a sitting': async (scene) => {
    const { shop, contact, job } = scene
    const key = await sendLinesOf(scene)
    return form(await shop.signedIn(contact), `${shop.base}/lines`, `${shop.base}/lines/answer`, {
      [`answer-${job}.${key}`]: 'approved',
    })
  },
  'limit proposed': (scene) => proposal(scene),
  'limit answered': async (scene) => {
    const { shop, contact } = scene
    await (await proposal(scene))()
    const page = `${shop.base}/limits/${await limitOf(shop)}`
    return form(await shop.signedIn(contact), page, `${page}/answer`, { answer: 'approved' })
  },
  'limit.ended': async (scene) => {
    const { shop, desk, contact } = scene
    await (await proposal(scene))()
    return form(desk, `${shop.desk}/customers/${contact.customerId}`, /limits\/lim_\w+\/ending/)
  },
  'invoice.created': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/invoices/new?customer=${contact.customerId}`, `${shop.desk}/invoices`, {
      customerId: contact.customerId,
      title: 'Caps',
      'description[]': ['Cap'],
      'quantity[]': ['2'],
      'unitPrice[]': ['9.85'],
    }),
  'invoice.created from a job': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/invoices`),
  'invoice.sent': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/sending`)
  },
  'invoice.voided': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/void`)
  },
  'payment.received': async ({ shop, desk, contact }) => {
    const id = await sent(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/payments`, { amount: '100', method: 'check' })
  },
  'payment.started': async ({ shop, desk, contact }) => {
    await connect(shop, desk)
    const id = await sent(shop, desk, contact)
    const browser = await shop.signedIn(contact)
    return form(browser, `${shop.base}/invoices/${id}`, `${shop.base}/invoices/${id}/payment`)
  },
  'shop.changed': ({ shop, desk }) => form(desk, `${shop.desk}/settings`, `${shop.desk}/settings`, { name: 'Smith & Sons' }),
  'portal.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/portal`, `${shop.desk}/settings/portal`, { name: 'Smith' }),
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
  'job.move_undone': async (scene) => {
    const { shop, desk, job } = scene
    const page = await (
      await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/moves`, { to: otherStatus(scene) })
    )()
    return form(desk, page.location, `${shop.desk}/jobs/${job}/moves/undo`)
  },
  'job.unshipped': async ({ shop, desk, job }) => {
    const fields = { carrier: 'ups', number: '1Z999AA10123456784' }
    await (await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/shipments`, fields))()
    return form(desk, `${shop.desk}/jobs/${job}`, /shipments\/shp_\w+\/removal/)
  },
  'approval.given by phone': async ({ shop, desk, contact, job }) => {
    const request = await sendParts(shop, contact, job)
    const fields = { 'answer-lin_pads': 'approved', saidBy: 'Dana', how: 'phone', saidOn: '2030-04-09', saidTime: '10:30' }
    const answers = `${shop.desk}/requests/${request}/answers`
    return form(desk, `${answers}/new`, answers, fields)
  },
  'job.files_added': async ({ shop, desk, job }) => {
    const files = { 'file[]': [await loose(shop), await loose(shop)], audience: 'customer' }
    return form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/files`, files)
  },
  'job.file_changed': async (scene) => {
    const { shop, desk, job } = scene
    await addFile(scene)
    return form(desk, `${shop.desk}/jobs/${job}`, /files\/jbf_\w+$/, { fileCaption: 'Worn pads', audience: 'customer' })
  },
  'job.file_removed': async (scene) => {
    const { shop, desk, job } = scene
    await addFile(scene)
    return form(desk, `${shop.desk}/jobs/${job}`, /files\/jbf_\w+\/removal/)
  },
  'link.passed_on': async ({ shop, contact, job }) => {
    await sendParts(shop, contact, job)
    const forwards = `${shop.base}/jobs/${job}/lines/forwards`
    return form(await shop.signedIn(contact), forwards, forwards, { name: 'Lena Ortiz', may: 'approve' })
  },
  'link.taken_back': async ({ shop, contact, job }) => {
    await sendParts(shop, contact, job)
    const browser = await shop.signedIn(contact)
    const forwards = `${shop.base}/jobs/${job}/lines/forwards`
    await (await form(browser, forwards, forwards, { name: 'Lena Ortiz', may: 'approve' }))()
    return form(browser, forwards, /forwards\/lnk_\w+\/removal/)
  },
  'invoice.edited': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}/edit`, `${shop.desk}/invoices/${id}`, { title: 'Caps, again' })
  },
  'invoice.discarded': async ({ shop, desk, contact }) => {
    const id = await draft(shop, desk, contact)
    return form(desk, `${shop.desk}/invoices/${id}`, `${shop.desk}/invoices/${id}/discarding`)
  },
  'payment.started by link': async ({ shop, desk, contact }) => {
    await connect(shop, desk)
    await sent(shop, desk, contact)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    return form(shop.visitor(), pathname, `${pathname}/payment`)
  },
  'payments.connect_started': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/payments`, `${shop.desk}/settings/payments/connection`),
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
  'approval.erased': async (scene) => {
    await send(scene)
    const { approvalId } = await answer(scene, { lin_pads: 'approved' }, { receiptTo: [] })
    return form(scene.desk, `${scene.shop.desk}/approvals/${approvalId}`, `${scene.shop.desk}/approvals/${approvalId}/erasure`)
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
/** How many rows each table of a shop has. */
export async function countsOf(shop: TestShop): Promise<Record<string, number>> {
  const tables = await shop.rows(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
  const counts: Record<string, number> = {}
  for (const [name] of tables) counts[String(name)] = Number((await shop.rows(`SELECT count(*) FROM "${name}"`))[0]?.[0])
  return counts
}
