import { runDurableObjectAlarm } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { sent } from '#features/payments/testing.ts'
import { newKey } from '#lib/id.ts'
import { type Browser, openBrowser } from '#testing/browser.ts'
import { libsql, mailbox, testEnv } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { form, makeScene, type Press, type Scene } from '#testing/writes/scene.ts'
import { writes } from '#testing/writes.ts'

type Make = (scene: Scene) => Promise<Press>
type Sql = string | ((scene: Scene) => string)

const eventsOf = async ({ shop }: Scene) => (await shop.rows('SELECT count(*) FROM events'))[0]?.[0]

/** Presses a form while somebody else changes the shop between its look and its write. The page, and whether anything happened. */
async function race(make: Make | undefined, sql: Sql) {
  const scene = await makeScene()
  const press = await make?.(scene)
  const before = await eventsOf(scene)
  await libsql.meanwhile(scene.shop.namespace, typeof sql === 'string' ? sql : sql(scene))
  const page = await press?.()
  return { page, scene, happened: (await eventsOf(scene)) !== before }
}

describe('whoever lost their right between the look and the write', () => {
  it.each([
    ['signed out', 'customer.updated', 'UPDATE staff_sessions SET ended_at = 1'],
    ['out of time', 'customer.updated', `UPDATE staff_sessions SET expires_at = ${start}`],
    ['no longer working here', 'customer.updated', 'UPDATE staff SET is_active = 0'],
    ['of a role that may not', 'customer.updated', `UPDATE staff SET role = 'production'`],
    ['a customer who signed out', 'payment.started', 'UPDATE sessions SET ended_at = 1'],
    ['a customer out of time', 'payment.started', `UPDATE sessions SET expires_at = ${start}`],
    ['a contact without access', 'payment.started', 'UPDATE contacts SET has_access = 0'],
    ['a contact who was removed', 'payment.started', 'UPDATE contacts SET removed_at = 1'],
    ['a contact whose email became another’s', 'payment.started', 'UPDATE contacts SET person_id = NULL'],
  ])('changes nothing: %s', async (_, name, sql) => {
    const { page, happened } = await race(writes[name], sql)
    expect([page?.status, page?.location, happened]).toEqual([303, expect.stringContaining('/sign-in'), false])
  })

  it.each([
    ['that was revoked', 'UPDATE item_links SET revoked_at = 1'],
    ['that a fresh one took the place of', 'UPDATE item_links SET generation = 2'],
    ['of a contact without access', 'UPDATE contacts SET has_access = 0'],
    ['of a contact who was removed', 'UPDATE contacts SET removed_at = 1'],
  ])('pays nothing by a link %s', async (_, sql) => {
    const { page, happened } = await race(writes['payment.started by link'], sql)
    expect([page?.status, happened]).toEqual([404, false])
  })
})

const touch = (table: string, where = '1') => `UPDATE ${table} SET version = version + 1 WHERE ${where}`
const ofCustomer = ({ contact }: Scene) => `id = '${contact.customerId}'`
const archive = 'UPDATE customers SET archived_at = 1'

/** An edit of an invoice that was sent. */
const revision: Make = async ({ shop, desk, contact }) => {
  const id = await sent(shop, desk, contact)
  return form(desk, `${shop.desk}/invoices/${id}/edit`, `${shop.desk}/invoices/${id}`, { title: 'Caps, again' })
}
/** A checkout somebody opens for the newest invoice. */
const opened = `INSERT INTO payments (id, customer_id, method, state, amount_minor, currency, created_at)
    SELECT 'pay_open', customer_id, 'stripe', 'open', total_minor, currency, 1 FROM invoices LIMIT 1;
  INSERT INTO payment_parts (id, payment_id, invoice_id, amount_minor) SELECT 'prt_open', 'pay_open', id, 1 FROM invoices LIMIT 1`
/** The same, tried and given up; the money came all the same. */
const paid = `${opened}; UPDATE payment_parts SET is_open = 0;
  INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, payment_id, source, at)
    SELECT 'led_x', 'payment', -100, currency, customer_id, id, 'pay_open', 'x', 1 FROM invoices LIMIT 1`
const invoiceOf = (columns: string, values: string) =>
  `INSERT INTO invoices (id, customer_id, title, currency, created_at${columns}) SELECT 'inv_x', id, 'Caps', 'USD', 1${values} FROM customers LIMIT 1`

/** The job, given to another customer. */
const handOver: Make = async ({ shop, desk, job }) => {
  const { customerId } = await shop.customer({ customerName: 'Other Co.' })
  return form(desk, `${shop.desk}/jobs/${job}/edit`, `${shop.desk}/jobs/${job}`, { customer: customerId })
}
const deputy = `INSERT INTO staff (id, email, name, role, created_at) VALUES ('stf_second', 'second@shop.test', 'Second', 'owner', 1)`
/** An owner makes themselves a manager, while there is another owner. */
const abdication: Make = async ({ shop, desk }) => {
  await shop.rows(deputy)
  const path = `${shop.desk}/settings/team/${desk.staffId}`
  return form(desk, path, path, { role: 'manager' })
}
/** Another name for a status. */
const renaming: Make = ({ shop, desk }) => {
  const { id, stage, label } = shop.statuses.find((status) => status.stage === 'on_hold') ?? { id: '', stage: '', label: '' }
  const fields = { version: '1', name: 'Waiting', label, stage }
  return Promise.resolve(() => desk.post(`${shop.desk}/settings/statuses/${id}`, fields))
}
/** A bill for a job, in a shop with another customer. */
const billing: Make = async (scene) => {
  await scene.shop.customer({ customerName: 'Other Co.' })
  return form(scene.desk, `${scene.shop.desk}/jobs/${scene.job}`, `${scene.shop.desk}/jobs/${scene.job}/invoices`)
}
/** A contact's access, taken away. */
const untick: Make = ({ shop, desk, contact }) => {
  const path = `${shop.desk}/contacts/${contact.contactId}/access`
  return Promise.resolve(() => desk.post(path, { version: '1' }))
}
const told = ({ shop, contact, job }: Scene) =>
  `INSERT INTO outbox (id, key, kind, payload, topic, due_at, sent_at, created_at) VALUES
    ('out_x', 'x', 'job.status', '{}', 'job.status:${job}:${contact.contactId}', 1, ${start + 1}, 1); -- ${shop.key}`

const lost: readonly [what: string, make: Make | undefined, sql: Sql, says?: string][] = [
  ...(
    [
      ['customer.updated', 'customers'],
      ['customer.archived', 'customers'],
      ['customer.restored', 'customers'],
      ['link.regenerated', 'customers'],
      ['contact.updated', 'contacts'],
      ['contact.access_given', 'contacts'],
      ['contact.removed', 'contacts'],
      ['job.updated', 'jobs'],
      ['job.noted', 'jobs'],
      ['job.moved', 'jobs'],
      ['job.move_undone', 'jobs'],
      ['invoice.edited', 'invoices'],
      ['invoice.discarded', 'invoices'],
      ['invoice.sent', 'invoices'],
      ['invoice.voided', 'invoices'],
      ['payment.received', 'invoices'],
      ['shop.changed', 'profile'],
      ['portal.changed', 'profile'],
      ['branding.changed', 'profile'],
      ['automations.changed', 'profile'],
      ['automation.saved', 'statuses'],
      ['status.moved', 'statuses'],
      ['status.removed', 'statuses'],
      ['staff.changed', 'staff'],
      ['staff.removed', 'staff'],
    ] as const
  ).map(([name, table]): [string, Make | undefined, Sql] => [`${name}: the row changed`, writes[name], touch(table)]),
  ['invoice.revised: the row changed', revision, touch('invoices')],
  ['customer.merged: the one that stays changed', writes['customer.merged'], (scene) => touch('customers', ofCustomer(scene))],
  [
    'customer.merged: the one that goes changed',
    writes['customer.merged'],
    (scene) => touch('customers', `NOT ${ofCustomer(scene)}`),
  ],
  ['link.sent: access ended', writes['link.sent'], 'UPDATE contacts SET has_access = 0'],
  ['link.sent: the contact was removed', writes['link.sent'], 'UPDATE contacts SET removed_at = 1'],
  ['contact.access_given: the email went', writes['contact.access_given'], 'UPDATE contacts SET person_id = NULL'],
  ['contact.access_ended: the row changed', untick, touch('contacts')],
  ['job.created: the customer was archived', writes['job.created'], archive, 'archived or merged meanwhile'],
  [
    'job.created: the customer was merged',
    writes['job.created'],
    `UPDATE customers SET merged_into_id = id`,
    'archived or merged',
  ],
  ['job.updated: the new customer was archived', handOver, archive, 'archived or merged meanwhile'],
  [
    'job.updated: the job was invoiced',
    handOver,
    ({ job }) => invoiceOf(', job_id', `, '${job}'`),
    'There is an invoice for this',
  ],
  ['job.unshipped: the parcel is gone', writes['job.unshipped'], 'UPDATE shipments SET removed_at = 1'],
  ['job.move_undone: the customer was told', writes['job.move_undone'], told, 'more than two minutes ago'],
  [
    'invoice.created from a job: it went to another',
    billing,
    `UPDATE jobs SET customer_id = (SELECT id FROM customers WHERE name = 'Other Co.')`,
  ],
  [
    'invoice.created from a job: the customer was archived',
    writes['invoice.created from a job'],
    archive,
    'customer of this job is archived',
  ],
  [
    'invoice.sent: the currency changed',
    writes['invoice.sent'],
    `UPDATE profile SET currency = 'EUR'`,
    'a currency your shop no longer uses',
  ],
  ['invoice.voided: a checkout was opened', writes['invoice.voided'], opened, 'A customer is paying this right now'],
  ['invoice.voided: money came', writes['invoice.voided'], paid],
  ['invoice.revised: a checkout was opened', revision, opened, 'A customer is paying this right now'],
  ['invoice.revised: money came', revision, paid],
  ['payment.received: a checkout was opened', writes['payment.received'], opened, 'A customer is paying this right now'],
  ['payment.received: other money came', writes['payment.received'], paid],
  [
    'status.removed: a job went there',
    writes['status.removed'],
    ({ shop }) => `UPDATE jobs SET status_id = '${shop.statuses.find(({ stage }) => stage === 'on_hold')?.id}'`,
    'Jobs stand in this status',
  ],
  [
    'status.removed: the only one for done went',
    writes['status.removed'],
    `UPDATE statuses SET removed_at = 1 WHERE stage = 'done'`,
    'Keep at least one',
  ],
  ['status.changed: the row changed', renaming, touch('statuses')],
  ['status.moved: the row is gone', writes['status.moved'], 'UPDATE statuses SET removed_at = 1 WHERE position = 1'],
  [
    'status.changed: the only one for done went',
    renaming,
    `UPDATE statuses SET removed_at = 1 WHERE stage = 'done'`,
    'Keep at least one',
  ],
  [
    'staff.changed: the other owner left',
    abdication,
    `UPDATE staff SET is_active = 0 WHERE id = 'stf_second'`,
    'at least one owner',
  ],
  [
    'staff.changed: one is no owner any more',
    writes['staff.changed'],
    `${deputy}; UPDATE staff SET role = 'manager' WHERE role = 'owner' AND id <> 'stf_second'`,
  ],
  [
    'staff.removed: one is no owner any more',
    writes['staff.removed'],
    `${deputy}; UPDATE staff SET role = 'manager' WHERE role = 'owner' AND id <> 'stf_second'`,
  ],
  [
    'staff.invited: one is no owner any more',
    writes['staff.invited'],
    `${deputy}; UPDATE staff SET role = 'manager' WHERE role = 'owner' AND id <> 'stf_second'`,
  ],
]

describe('what was true when it was read and is not when it is written', () => {
  it.each(lost)('answers 409 and changes nothing — %s', async (_, make, sql, says) => {
    const { page, happened } = await race(make, sql)
    expect([page?.status, happened]).toEqual([409, false])
    if (says) expect(page?.text).toContain(says)
  })

  it.each([
    [
      'contact.added: another contact has the email',
      'contact.added',
      ({ shop }: Scene) =>
        `INSERT INTO people (id, email, name, created_at) VALUES ('per_x', 'p-${shop.key}@riverside.test', 'P', 1); UPDATE contacts SET person_id = 'per_x'`,
      'has this email already',
    ],
    ['invoice.created: the customer was archived', 'invoice.created', () => archive, 'This customer'],
    [
      'staff.invited: somebody has the email',
      'staff.invited',
      ({ shop }: Scene) =>
        `INSERT INTO staff (id, email, name, role, created_at) VALUES ('stf_x', 'theo-${shop.key}@shop.test', 'Theo', 'advisor', 1)`,
      'works here already',
    ],
    ['invoice.edited: the customer was archived', 'invoice.edited', () => archive, 'This customer is archived'],
  ] as const)('is said beside its field — %s', async (_, name, sql, says) => {
    const { page, happened } = await race(writes[name], sql)
    expect([page?.status, happened]).toEqual([422, false])
    expect(page?.text).toContain(says)
  })
})

describe('a currency', () => {
  it('stays once an invoice was sent, be it in this moment', async () => {
    const change: Make = ({ shop, desk }) => form(desk, `${shop.desk}/settings`, `${shop.desk}/settings`, { currency: 'EUR' })
    const { page, happened } = await race(change, invoiceOf(', sent_at', ', 1'))
    expect([page?.status, happened]).toEqual([422, false])
    expect(page?.text).toContain('An estimate or invoice was sent, so the currency stays as it is.')
  })
})

describe('a secret that is used up between the look and the write', () => {
  it.each([
    ['used', 'used_at = 1'],
    ['voided', 'voided_at = 1'],
    ['too old', `expires_at = ${start}`],
    ['guessed at too often', 'tries = 5'],
  ])('signs nobody in: %s', async (_, change) => {
    const { shop, contact } = await makeScene()
    const browser = shop.visitor()
    await browser.post(`${shop.base}/sign-in`, { email: contact.email ?? '' })
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/sign-in\/link\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    await libsql.meanwhile(shop.namespace, `UPDATE challenges SET ${change}`)
    expect((await browser.post(pathname)).status).toBe(410)
    expect(await shop.rows('SELECT count(*) FROM sessions')).toEqual([[0]])
  })

  it('opens no shop', async () => {
    const browser = openBrowser(testEnv.STAFF_ORIGIN)
    const email = `ada-${newKey(8)}@hilltop.test`
    await browser.post('/sign-up', { email })
    await runDurableObjectAlarm(testEnv.CLOCK.getByName('directory'))
    const [mail] = await mailbox.to(email)
    const code =
      /\b(\d{4}) ?(\d{4})\b/
        .exec(mail?.Text ?? '')
        ?.slice(1)
        .join('') ?? ''
    const body = `UPDATE signups SET proved_at = 1 WHERE email = '${email}'`
    await libsql.fault('directory', [{ kind: 'before', match: `${signupIn(browser)} sign_up.proved`, body }])
    expect((await browser.post('/sign-up/code', { code })).status).toBe(422)
  })

  it('mails no second fresh link for one old one', async () => {
    const { shop, desk, contact } = await makeScene()
    await sent(shop, desk, contact)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    setClock(start + 31 * 86_400_000)
    await libsql.meanwhile(shop.namespace, 'UPDATE item_links SET generation = 2')
    expect((await shop.visitor().post(`${pathname}/fresh`)).status).toBe(409)
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'link.renewed'`)).toEqual([[0]])
  })
})

/** The sign-up this browser began, as its cookie names it. */
const signupIn = ({ cookies }: Browser) => /sgn_[0-9a-f]{32}/.exec([...cookies.values()].join())?.[0] ?? ''
