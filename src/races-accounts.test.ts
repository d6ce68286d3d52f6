import { expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { makeScene, type Scene } from '#testing/writes/scene.ts'
import { writes } from '#testing/writes.ts'

/** Presses a form while somebody else changes the shop between its look and its write: what it answers, and what happened. */
async function race(name: string, sql: string | ((scene: Scene) => string)) {
  const scene = await makeScene()
  const press = await writes[name]?.(scene)
  const events = () => scene.shop.rows('SELECT count(*) FROM events')
  const before = await events()
  await libsql.meanwhile(scene.shop.namespace, typeof sql === 'string' ? sql : sql(scene))
  const page = await press?.({ canApprove: 'on' })
  return { page, scene, happened: JSON.stringify(await events()) !== JSON.stringify(before) }
}

it.each([
  ['the shop stopped letting customers', 'contact.invited', 'UPDATE profile SET accounts = NULL', 409],
  ['its sender lost the tick', 'contact.invited', 'UPDATE contacts SET is_primary = 0', 409],
  ['its sender may not approve any more', 'contact.invited', 'UPDATE contacts SET can_approve = 0', 409],
  ['the shop stopped letting customers', 'contact.removed by a colleague', 'UPDATE profile SET accounts = NULL', 409],
  ['the shop stopped letting customers', 'company.changed', `UPDATE profile SET accounts = '{"mayInvite":true}'`, 409],
  ['somebody changed the company', 'company.changed', 'UPDATE customers SET version = version + 1', 409],
  ['somebody changed the contact', 'profile.changed', 'UPDATE contacts SET version = version + 1', 409],
  ['the code was used', 'contact.email_changed', 'UPDATE challenges SET used_at = 1', 422],
  ['the code was voided', 'contact.email_changed', 'UPDATE challenges SET voided_at = 1', 422],
  [
    'somebody else got the address',
    'contact.email_changed',
    ({ shop }: Scene) =>
      `INSERT INTO people (id, email, name, created_at) VALUES ('per_y', 'new-${shop.key}@riverside.test', 'Y', 1)`,
    422,
  ],
  ['somebody mapped it otherwise', 'import.started', 'UPDATE imports SET version = version + 1', 409],
  ['somebody began it', 'import.mapped', `UPDATE imports SET state = 'running'`, 409],
  ['somebody began it', 'import.discarded', `UPDATE imports SET state = 'running'`, 409],
  ['somebody took it back', 'import.undone', `UPDATE imports SET state = 'undone'`, 409],
  ['access was taken away', 'invitations.sent', 'UPDATE contacts SET has_access = 0', 409],
])('meanwhile %s: nothing happens (%s)', async (_, name, sql, status) => {
  const { page, happened } = await race(name, sql)
  expect([page?.status, happened]).toEqual([status, false])
})

it('two clocks at one batch of an import bring its rows in once', async () => {
  const scene = await makeScene()
  const { shop, desk } = scene
  await writes['import.started']?.(scene).then((press) => press())
  const [[name] = []] = await shop.rows('SELECT name FROM imports')
  expect(name).toBeTruthy()
  const counts = () => shop.rows('SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM import_rows)')
  const before = await counts()
  // The other one was as far as this one when it looked, and is done by now.
  await libsql.meanwhile(shop.namespace, `UPDATE imports SET done = total, state = 'done', finished_at = 1`)
  await shop.ring()
  expect(await counts()).toEqual(before)
  expect(await shop.rows(`SELECT sent_at IS NOT NULL, tries, failed_at FROM outbox WHERE kind = 'import.batch'`)).toEqual([
    [1, 0, null],
  ])
  expect((await desk.get(`${shop.desk}/imports`)).status).toBe(200)
})

it.each([
  ['lost its access', 'has_access = 0'],
  ['was removed', 'removed_at = 1'],
  ['is somebody else’s', 'person_id = NULL'],
])('changing over to a contact that meanwhile %s does not happen', async (_, change) => {
  const { page, happened } = await race(
    'session.switched',
    ({ contact }) => `UPDATE contacts SET ${change} WHERE id <> '${contact.contactId}'`,
  )
  expect([page?.status, page?.location.includes('/sign-in'), happened]).toEqual([303, true, false])
})
