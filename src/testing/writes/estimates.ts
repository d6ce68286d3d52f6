import { connect } from '#features/payments/testing.ts'
import type { Browser, Fields } from '../browser.ts'
import { form, loose, type Scene, type Writes } from './scene.ts'

const lines: Fields = { 'description[]': ['Brakes'], 'quantity[]': ['1'], 'unitPrice[]': ['412'], 'part[]': [''] }

/** A draft for the scene's customer, by its address at the desk. */
async function drafted({ shop, desk, contact }: Scene, more: Fields = {}): Promise<string> {
  const made = await desk.post(`${shop.desk}/estimates`, { customer: contact.customerId, title: 'Brakes', ...lines, ...more })
  return made.location.replace(/\?.*/, '')
}
async function sent(scene: Scene, more: Fields = {}): Promise<{ readonly record: string; readonly page: string }> {
  const record = await drafted(scene, more)
  await scene.desk.submit(await scene.desk.get(record), `${record}/sending`)
  return { record, page: record.replace(scene.shop.desk, scene.shop.base) }
}

/** Approved with a deposit that is still to be paid, on this reader's page of it. */
async function depositAt(scene: Scene, open: (page: string) => Promise<readonly [Browser, string]>) {
  await connect(scene.shop, scene.desk)
  const { page } = await sent(scene, { deposit: '100' })
  const [browser, address] = await open(page)
  const yes = { answer: 'approved', signedName: 'Dana Whitfield' }
  await browser.submit(await browser.get(address), `${address}/answer`, yes)
  await scene.shop.rows("UPDATE payments SET state = 'expired'")
  return form(browser, address, `${address}/deposit`)
}

async function linkIn({ shop, contact }: Scene): Promise<string> {
  const [mail] = await shop.mailsTo(contact.email ?? '')
  return new URL(/http\S+\/view\/estimate\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '').pathname
}

/** Estimates, at the desk and with the customer. */
export const estimateWrites: Writes = {
  'estimate.created': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/estimates/new?customer=${contact.customerId}`, `${shop.desk}/estimates`, {
      title: 'Brakes',
      ...lines,
    }),
  'estimate.edited': async (scene) => {
    const record = await drafted(scene)
    return form(scene.desk, `${record}/edit`, record, { title: 'Brakes, again' })
  },
  'estimate.sent': async (scene) => {
    const record = await drafted(scene)
    return form(scene.desk, record, `${record}/sending`)
  },
  'estimate.withdrawn': async (scene) => {
    const { record } = await sent(scene)
    return form(scene.desk, record, `${record}/withdrawal`)
  },
  'estimate.discarded': async (scene) => {
    const record = await drafted(scene)
    return form(scene.desk, record, `${record}/discarding`)
  },
  'estimate.copied': async (scene) => {
    const { record } = await sent(scene)
    return form(scene.desk, record, `${record}/copies`)
  },
  'estimate.kept': async (scene) => {
    const record = await drafted(scene)
    return form(scene.desk, record, `${record}/templates`, { templateName: 'Brakes' })
  },
  'estimate.template_removed': async (scene) => {
    const record = await drafted(scene)
    await scene.desk.submit(await scene.desk.get(record), `${record}/templates`, { templateName: 'Brakes' })
    return form(scene.desk, `${scene.shop.desk}/estimates`, /templates\/removal$/)
  },
  'approval.given to an estimate': async (scene) => {
    const { page } = await sent(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    return form(browser, page, `${page}/answer`, { answer: 'approved', signedName: 'Dana Whitfield' })
  },
  'approval.given to an estimate by phone': async (scene) => {
    const { record } = await sent(scene)
    const said = { answer: 'approved', saidBy: 'Dana', how: 'phone', saidOn: '2030-04-09', saidTime: '11:00' }
    return form(scene.desk, `${record}/answers/new`, `${record}/answers`, said)
  },
  'approval.given to an estimate by link': async (scene) => {
    await sent(scene)
    const pathname = await linkIn(scene)
    return form(scene.shop.visitor(), pathname, `${pathname}/answer`, { answer: 'declined', note: 'Not now' })
  },
  'deposit started': (scene) => depositAt(scene, async (page) => [await scene.shop.signedIn(scene.contact), page]),
  'deposit started by link': (scene) => depositAt(scene, async () => [scene.shop.visitor(), await linkIn(scene)]),
  'estimate.photos_added': async (scene) => {
    const record = await drafted(scene)
    return form(scene.desk, record, `${record}/photos`, { 'photo[]': await loose(scene.shop) })
  },
  'estimate.photo_removed': async (scene) => {
    const record = await drafted(scene)
    await scene.desk.submit(await scene.desk.get(record), `${record}/photos`, { 'photo[]': await loose(scene.shop) })
    return form(scene.desk, record, /photos\/esf_\w+\/removal$/)
  },
  'estimate.asked': async (scene) => {
    const { page } = await sent(scene)
    return form(await scene.shop.signedIn(scene.contact), page, `${page}/messages`, { body: 'When?' })
  },
  'estimate.replied': async (scene) => {
    const { page, record } = await sent(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await browser.submit(await browser.get(page), `${page}/messages`, { body: 'When?' })
    return form(scene.desk, record, `${record}/messages`, { body: 'Monday' })
  },
}
