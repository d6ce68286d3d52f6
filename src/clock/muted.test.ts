import { beforeAll, describe, expect, it } from 'vitest'
import { depsOf } from '#env.ts'
import { groupOf, mailGroups, mutableKinds } from '#features/profile/rules.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { openBrowser } from '#testing/browser.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { type Owned, ownedBy } from '#testing/owned.ts'
import { makeShop, start } from '#testing/world.ts'
import { composeForShop } from './compose.ts'
import { shopMails } from './mails.ts'

let owner: Owned
beforeAll(async () => {
  owner = await ownedBy(await makeShop(), 'Owner')
})

/** What a mail about what is owned says, of some kind; undefined where none goes. */
async function composed(kind: string) {
  const { shop, contact, ids } = owner
  const rows = await shop.rows(
    'SELECT purpose, id FROM item_links WHERE contact_id = ? AND forwarded_to IS NULL',
    contact.contactId,
  )
  const link = String(rows.find(([purpose]) => purpose === (kind === 'job.status' ? 'work' : 'invoice'))?.[1])
  const payload: Record<string, string> = {
    ...{
      job: ids['job'] ?? '',
      status: ids['status'] ?? '',
      invoice: ids['invoice'] ?? '',
      appointment: ids['appointment'] ?? '',
    },
    ...{ contact: contact.contactId, link, edition: '1', sequence: '0', days: '1' },
  }
  const id = newId('out')
  const row = { id, key: id, kind, payload, topic: null, customerId: null, dueAt: start, tries: 0, sentAt: null, failedAt: null }
  const rest = { failure: null, recipient: null, subject: null, providerId: null, createdAt: start }
  const mail = await composeForShop(depsOf(testEnv), shop.tenant)({ ...row, ...rest })
  return mail && 'to' in mail ? mail : undefined
}
const mute = (groups: readonly string[]) => owner.shop.rows('UPDATE people SET muted = ?', JSON.stringify(groups))
const addressIn = (headers: Readonly<Record<string, string>> = {}) =>
  new URL((headers['List-Unsubscribe'] ?? '').replace(/[<>]/g, '')).pathname

describe('a mail that its reader may do without', () => {
  it.each([
    ['job.status', 'work'],
    ['invoice.reminder', 'reminders'],
    ['appointment.reminder', 'reminders'],
  ])('%s says how, and does not go once it is not wanted', async (kind, group) => {
    await mute(mailGroups.filter((one) => one !== group))
    const mail = await composed(kind)
    expect(mail?.text).toContain('Choose which emails you get')
    expect(mail?.html).toContain('/profile#mails')
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    await mute([group])
    expect(await composed(kind)).toBeUndefined()
    await mute([])
  })

  it.each(['appointment.set', 'appointment.cancelled', 'invoice.ready'])(
    'is not %s, which goes whatever they chose',
    async (kind) => {
      await mute(mailGroups)
      const mail = await composed(kind)
      expect([mail?.to, mail?.headers?.['List-Unsubscribe']]).toEqual([owner.contact.email, undefined])
      expect(mail?.text).not.toContain('Choose which emails')
      await mute([])
    },
  )

  it('is one of the kinds that customers get', () => {
    expect(Object.keys(shopMails).filter(groupOf)).toHaveLength(mutableKinds.length)
  })

  it('ends with one press of a mail program, which has no cookie and no origin, and with no look', async () => {
    const { shop } = owner
    const address = addressIn((await composed('job.status'))?.headers)
    const colleague = await shop.customer({ customerId: owner.contact.customerId, name: 'Carl Colleague' })
    await mute([])
    const program = openBrowser(testEnv.PORTAL_ORIGIN)
    expect((await program.get(address)).text).toContain('Stop these emails')
    expect(await shop.rows('SELECT muted FROM people')).toEqual([['[]'], ['[]']])
    const body = 'List-Unsubscribe=One-Click'
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
    const response = await program.fetch(address, { method: 'POST', body, headers })
    expect([response.status, (await response.text()).includes('these emails have stopped')]).toEqual([200, true])
    expect(await shop.rows('SELECT muted FROM people ORDER BY muted')).toEqual([['["work"]'], ['[]']])
    // What they did without before, they do without still; a colleague's mails are their own.
    await program.fetch(addressIn((await composed('invoice.reminder'))?.headers), { method: 'POST', body, headers })
    expect(await shop.rows('SELECT muted FROM people ORDER BY muted')).toEqual([['["work","reminders"]'], ['[]']])
    await shop.rows('DELETE FROM contacts WHERE id = ?', colleague.contactId)
    await shop.rows('DELETE FROM people WHERE id = ?', colleague.personId)
    await mute([])
  })

  it('ends beside another one that is ended in the same moment', async () => {
    const { shop } = owner
    const [work, reminders] = [await composed('job.status'), await composed('appointment.reminder')].map((mail) =>
      addressIn(mail?.headers),
    )
    expect(work).not.toBe(reminders)
    await libsql.meanwhile(shop.namespace, `UPDATE people SET muted = '["reminders"]' WHERE id = '${owner.contact.personId}'`)
    expect((await shop.visitor().post(work ?? '')).status).toBe(200)
    expect(await shop.rows('SELECT muted FROM people WHERE id = ?', owner.contact.personId)).toEqual([['["reminders","work"]']])
    await mute([])
    await Promise.all([work, reminders, work].map((address) => shop.visitor().post(address ?? '')))
    const [[muted] = []] = await shop.rows('SELECT muted FROM people WHERE id = ?', owner.contact.personId)
    expect(JSON.parse(String(muted)).sort()).toEqual(['reminders', 'work'])
    await mute([])
  })

  it('is not ended by an address that was altered, is of another shop, or means another thing', async () => {
    const { shop } = owner
    const address = addressIn((await composed('job.status'))?.headers)
    const other = await makeShop()
    for (const wrong of [
      `${address.slice(0, -2)}${address.endsWith('AA') ? 'BB' : 'AA'}`,
      address.replace(shop.slug, other.slug),
      address.replace(/mute_[a-z0-9]+_/, `mute_${other.key}_`),
      address.replace('mute_', 'sgn_'),
      // Made by the shop with that person's id, for something else.
      address.replace(/mute_.*/, await makeToken(shop.tenant.keys, 'inv', shop.key, bodyOf(owner.contact.personId ?? ''), 1)),
    ])
      expect((await shop.visitor().post(wrong)).status, wrong).toBe(404)
    expect(await shop.rows('SELECT muted FROM people')).toEqual([['[]']])
  })

  it('is the only thing that another site may send', async () => {
    const { shop } = owner
    const address = addressIn((await composed('job.status'))?.headers)
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }
    for (const path of [
      `${shop.base}/profile/mails`,
      `${shop.base}/mails/x`,
      `${address}/more`,
      address.replace('/mails/', '/sign-in/link/'),
    ])
      expect((await shop.visitor().post(path, {}, foreign)).status, path).toBe(403)
  })
})
