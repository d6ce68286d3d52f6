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
