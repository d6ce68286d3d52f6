import { expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { makeScene, type Scene } from '#testing/writes/scene.ts'
import { writes } from '#testing/writes.ts'

type Sql = string | ((scene: Scene) => string)

/** Presses a form while somebody else changes the shop between its look and its write: what it answers, and whether anything happened. */
async function race(name: string, sql: Sql) {
  const scene = await makeScene()
  const press = await writes[name]?.(scene)
  const events = () => scene.shop.rows('SELECT count(*) FROM events')
  const before = await events()
  await libsql.meanwhile(scene.shop.namespace, typeof sql === 'string' ? sql : sql(scene))
  const page = await press?.()
  return { page, scene, happened: JSON.stringify(await events()) !== JSON.stringify(before) }
}

const other = `INSERT INTO customers (id, name, link_key, created_at) VALUES ('cus_x', 'Other', 'key-x', 1)`
/** What they own goes to somebody else. */
const moved = `${other}; UPDATE ownerships SET customer_id = 'cus_x'`
const changed = (table: string) => `UPDATE ${table} SET version = version + 1`
const undecided = 'UPDATE contacts SET can_approve = 0'

const passports = ['passport.opened', 'passport.changed', 'passport.closed', 'handover.made', 'handover.ended']

const lost: readonly [what: string, name: string, sql: Sql, status?: number][] = [
  ...passports.map((name): [string, string, Sql] => ['the thing went to somebody else', name, moved]),
  ...passports.map((name): [string, string, Sql] => ['they may decide for their company no more', name, undecided]),
  ['its owner changed it in another tab', 'passport.changed', changed('passports')],
  ['its owner changed it in another tab', 'passport.closed', changed('passports')],

  ['the customer was put away', 'asset.added', 'UPDATE customers SET archived_at = 1'],
  ['the row changed', 'asset.changed', changed('assets')],
  ['the row changed', 'asset.changed by its customer', changed('assets')],
  ['the thing went to somebody else', 'asset.changed', moved],
  ['the thing went to somebody else', 'asset.changed by its customer', moved, 404],
  ['the thing went to somebody else', 'asset.read', moved],
  ['the thing went to somebody else', 'asset.read by its customer', moved],
  ['the row changed', 'asset.archived', changed('assets')],
  ['the row changed', 'asset.restored', changed('assets')],
  ['the thing went to somebody else', 'asset.archived', moved],

  ['the thing went to somebody else', 'warranty.added', moved],
  ['the thing went to somebody else', 'warranty.changed', moved],
  ['the row changed', 'warranty.changed', changed('warranties')],
  ['it was taken off', 'warranty.changed', 'UPDATE warranties SET removed_at = 1', 404],
  ['the row changed', 'warranty.removed', changed('warranties')],
  ['it was taken off', 'warranty.removed', 'UPDATE warranties SET removed_at = 1'],

  ['the customer was put away', 'appointment.set', 'UPDATE customers SET archived_at = 1', 422],
  ['the row changed', 'appointment.moved', changed('appointments')],
  ['it was called off', 'appointment.moved', `UPDATE appointments SET state = 'cancelled'`],
  ['the row changed', 'appointment.cancelled', changed('appointments')],
  ['it was called off', 'appointment.cancelled', `UPDATE appointments SET state = 'cancelled'`],
  ['the row changed', 'appointment.confirmed', changed('appointments')],
  ['it was called off', 'appointment.confirmed', `UPDATE appointments SET state = 'cancelled'`],
  ['the row changed', 'appointment.wished', changed('appointments')],
  ['the row changed', 'appointment.cancelled by its customer', changed('appointments')],
  ['the row changed', 'booking.changed', changed('profile')],
  [
    'somebody else got the bay',
    'appointment.set',
    `INSERT INTO appointments (id, customer_id, title, starts_at, minutes, resource, state, state_at, created_at)
      SELECT 'apt_x', id, 'X', 0, 525600000, 'bay 2', 'planned', 1, 1 FROM customers LIMIT 1`,
    422,
  ],

  ['another tab kept something', 'request.kept', changed('request_drafts')],
  ['another tab sent it', 'request.kept', 'UPDATE request_drafts SET sent_at = 1'],
  ['another tab kept something', 'request.sent', changed('request_drafts')],
  ['another tab sent it', 'request.sent', 'UPDATE request_drafts SET sent_at = 1'],
  ['the row changed', 'request.accepted as an estimate', changed('requests')],
  ['the row changed', 'request.accepted as a job', changed('requests')],
  ['the customer was put away', 'request.accepted as an estimate', 'UPDATE customers SET archived_at = 1'],
  ['the customer was put away', 'request.accepted as a job', 'UPDATE customers SET archived_at = 1'],
  ['the customer went into another', 'request.accepted as a job', 'UPDATE customers SET merged_into_id = id'],
  ['a colleague closed it', 'request.accepted as a job', `UPDATE requests SET state = 'closed'`],
  ['the row changed', 'request.closed', changed('requests')],
  ['a colleague closed it', 'request.closed', `UPDATE requests SET state = 'closed'`],
  ['the row changed', 'request.reopened', changed('requests')],
  ['a colleague reopened it', 'request.reopened', `UPDATE requests SET state = 'new'`],
  [
    'a colleague made a customer of it',
    'request.customer_made',
    'UPDATE requests SET customer_id = (SELECT id FROM customers LIMIT 1)',
  ],
  ['the row changed', 'requests.changed', changed('profile')],

  ...['', ' at the desk'].flatMap((where): [string, string, Sql][] => [
    ['the row changed', `logo.changed${where}`, changed('customer_logos')],
    ['it was taken away', `logo.changed${where}`, 'UPDATE customer_logos SET removed_at = 1'],
    ['the row changed', `color.changed${where}`, changed('customer_colors')],
    ['the upload was swept away', `logo.added${where}`, 'DELETE FROM files'],
    [
      'somebody noted something',
      `brand.noted${where}`,
      `INSERT INTO customer_brands (customer_id, notes, version) SELECT id, 'x', 7 FROM customers`,
    ],
  ]),
  ['the upload was somebody else’s', 'logo.added', `UPDATE files SET uploaded_by_id = 'con_x'`],

  [
    'a colleague gave it away',
    'thread.assigned',
    `INSERT INTO threads (id, subject_kind, subject_id, customer_id, created_at, version)
    SELECT 'thr_' || substr(j.id, 5), 'job', j.id, j.customer_id, 1, 7 FROM jobs j`,
  ],
  ['they wrote more', 'thread.rested', 'UPDATE threads SET last_at = last_at + 1'],
  ['a colleague settled it', 'mail.accepted', 'UPDATE mail_reviews SET settled_at = 1'],
  ['a colleague settled it', 'mail.discarded', 'UPDATE mail_reviews SET settled_at = 1'],
  ['the row changed', 'reply.changed', changed('canned_replies')],
  ['it was taken off', 'reply.changed', 'UPDATE canned_replies SET removed_at = 1', 404],
  ['the row changed', 'reply.removed', changed('canned_replies')],
]

it.each(lost)('meanwhile %s: nothing happens (%s)', async (_, name, sql, status = 409) => {
  const { page, happened } = await race(name, sql)
  expect([page?.status, happened]).toEqual([status, false])
})
