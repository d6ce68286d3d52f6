import { newId } from '#lib/id.ts'
import type { TestShop } from '../world.ts'
import { form, type Scene, type Writes } from './scene.ts'

const inboxOf = ({ shop, job }: Scene) => `${shop.desk}/inbox/${job}`
const repliesOf = (shop: TestShop) => `${shop.desk}/settings/replies`

/** The customer asks about the job. */
async function asked({ shop, contact, job }: Scene) {
  const page = `${shop.base}/messages/${job}`
  const browser = await shop.signedIn(contact)
  await browser.submit(await browser.get(page), `${page}#write`, { body: 'When?' })
}

/** A mail that may not be the contact's, on the page where it waits. */
async function checked({ shop, contact, job, desk }: Scene, action: RegExp) {
  await (await form(desk, `${shop.desk}/inbox/${job}`, `${shop.desk}/inbox/${job}#write`, { body: 'Friday?' }))()
  const [[thread]] = (await shop.rows('SELECT id FROM threads WHERE subject_id = ?', job)) as [[string]]
  await shop.rows(
    `INSERT INTO mail_reviews (id, thread_id, recipient_id, mail_key, reason_kind, sender, title, body, quoted, created_at)
     VALUES (?, ?, ?, 'k', 'unproven', 'x', 'x', 'Fine', '', 1)`,
    newId('mrv'),
    thread,
    contact.contactId,
  )
  return form(desk, `${shop.desk}/checks`, action)
}

/** Conversations, of a customer and at the desk. */
export const messageWrites: Writes = {
  'message.written': async ({ shop, contact, job }) => {
    const page = `${shop.base}/messages/${job}`
    return form(await shop.signedIn(contact), page, `${page}#write`, { body: 'When is it ready?' })
  },
  'thread.read': async (scene) => {
    const { shop, contact, job, desk } = scene
    await (await form(desk, inboxOf(scene), `${inboxOf(scene)}#write`, { body: 'Tomorrow' }))()
    const page = `${shop.base}/messages/${job}`
    return form(await shop.signedIn(contact), page, `${page}/seen`)
  },
  'message.sent': (scene) => form(scene.desk, inboxOf(scene), `${inboxOf(scene)}#write`, { body: 'Tomorrow' }),
  'thread.noted': (scene) => form(scene.desk, inboxOf(scene), `${inboxOf(scene)}/notes`, { note: 'Call them' }),
  'thread.assigned': (scene) =>
    form(scene.desk, inboxOf(scene), `${inboxOf(scene)}/assignment`, { assignee: scene.desk.staffId }),
  'thread.rested': async (scene) => {
    await asked(scene)
    return form(scene.desk, inboxOf(scene), `${inboxOf(scene)}/rest`)
  },
  'thread.read at the desk': async (scene) => {
    await asked(scene)
    return form(scene.desk, inboxOf(scene), `${inboxOf(scene)}/seen`)
  },
  'mail.accepted': (scene) => checked(scene, /message$/),
  'mail.discarded': (scene) => checked(scene, /removal$/),
  'reply.added': ({ shop, desk }) => form(desk, repliesOf(shop), repliesOf(shop), { title: 'Hours', body: 'We open at 8.' }),
  'reply.changed': async ({ shop, desk }) => {
    await desk.post(repliesOf(shop), { title: 'Hours', body: 'We open at 8.' })
    return form(desk, repliesOf(shop), /replies\/rpl_\w+$/, { title: 'Opening hours' })
  },
  'reply.removed': async ({ shop, desk }) => {
    await desk.post(repliesOf(shop), { title: 'Hours', body: 'We open at 8.' })
    return form(desk, repliesOf(shop), /removal$/)
  },
}
