import { sent } from '#features/payments/testing.ts'
import { start } from '../world.ts'
import { form, type Scene, type Writes } from './scene.ts'

/** What customers look at, and the calls that come of it when they do not. */
export const deliveryWrites: Writes = {
  'delivery.seen': async ({ shop, desk, contact }) => {
    const page = `${shop.base}/invoices/${await sent(shop, desk, contact)}`
    return form(await shop.signedIn(contact), page, `${page}/seen`)
  },
  'delivery.seen by link': async ({ shop, desk, contact }) => {
    await sent(shop, desk, contact)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    return form(shop.visitor(), pathname, `${pathname}/seen`)
  },
  'task.done': async (scene) => {
    await callAbout(scene, await sent(scene.shop, scene.desk, scene.contact))
    return form(scene.desk, scene.shop.desk, /\/tasks\/tsk_1+\/completion/)
  },
  'task.reopened': async (scene) => {
    await callAbout(scene, await sent(scene.shop, scene.desk, scene.contact))
    const { location } = await scene.desk.submit(await scene.desk.get(scene.shop.desk), /\/tasks\/tsk_1+\/completion/)
    return form(scene.desk, location, /\/tasks\/tsk_1+\/reopening/)
  },
}

/** Somebody whom no mail reached. */
async function callAbout({ shop, contact }: Scene, invoice: string): Promise<void> {
  const { customerId, contactId } = contact
  await shop.rows(
    `INSERT INTO tasks (id, kind, source, reason, subject_kind, subject_id, customer_id, contact_id, created_at)
      VALUES (?, 'call', 'bounced', 'bounced', 'invoice', ?, ?, ?, ?)`,
    ...[`tsk_${'1'.repeat(32)}`, invoice, customerId, contactId, start],
  )
}
