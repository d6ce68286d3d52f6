import { sendParts } from '#features/approvals/testing.ts'
import { answer, send } from '#features/receipts/testing.ts'
import type { TestShop } from '../world.ts'
import { form, type Scene, type Writes } from './scene.ts'

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

/** What is asked, answered, limited and passed on. */
export const approvalWrites: Writes = {
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
  'approval.given by phone': async ({ shop, desk, contact, job }) => {
    const request = await sendParts(shop, contact, job)
    const fields = { 'answer-lin_pads': 'approved', saidBy: 'Dana', how: 'phone', saidOn: '2030-04-09', saidTime: '11:00' }
    const answers = `${shop.desk}/approval-requests/${request}/answers`
    return form(desk, `${answers}/new`, answers, fields)
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
  'approval.erased': async (scene) => {
    await send(scene)
    const { approvalId } = await answer(scene, { lin_pads: 'approved' }, { receiptTo: [] })
    return form(scene.desk, `${scene.shop.desk}/approvals/${approvalId}`, `${scene.shop.desk}/approvals/${approvalId}/erasure`)
  },
}
