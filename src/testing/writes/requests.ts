import { type Browser, formsOf } from '../browser.ts'
import { form, type Scene, type Writes } from './scene.ts'

const asked = { what: 'Soft-shell jackets', pieces: '36', sizes: 'S 16, M 20' }

/** A signed-in customer with a draft whose first step is kept, and the draft's address. */
async function begun({ shop, contact }: Scene): Promise<{ browser: Browser; draft: string }> {
  const browser = await shop.signedIn(contact)
  const page = await (await form(browser, `${shop.base}/drafts/new?kind=quote`, `${shop.base}/drafts`, asked))()
  return { browser, draft: page.location.split('?')[0] ?? '' }
}

/** The address of a request that was sent, below the desk and below the portal. */
async function sent(scene: Scene): Promise<{ browser: Browser; id: string }> {
  const { browser, draft } = await begun(scene)
  const page = await (await form(browser, `${draft}?step=contact`, `${draft}/sending`))()
  return { browser, id: /req_[0-9a-f]{32}/.exec(page.location)?.[0] ?? '' }
}

async function atDesk(scene: Scene) {
  const { id } = await sent(scene)
  return `${scene.shop.desk}/requests/${id}`
}

/** Requests, from their first words to what became of them. */
export const requestWrites: Writes = {
  'request.begun': async ({ shop, contact }) =>
    form(await shop.signedIn(contact), `${shop.base}/drafts/new?kind=quote`, `${shop.base}/drafts`, asked),
  'request.kept': async (scene) => {
    const { browser, draft } = await begun(scene)
    return form(browser, `${draft}?step=details`, draft, { notes: 'Copper thread' })
  },
  'request.sent': async (scene) => {
    const { browser, draft } = await begun(scene)
    return form(browser, `${draft}?step=contact`, `${draft}/sending`)
  },
  'request.discarded': async (scene) => {
    const { browser, draft } = await begun(scene)
    return form(browser, `${scene.shop.base}/requests`, `${draft}/removal`)
  },
  'request.asked': async (scene) => {
    const { browser, id } = await sent(scene)
    const page = `${scene.shop.base}/requests/${id}`
    return form(browser, page, `${page}/messages`, { body: 'Is that possible by May?' })
  },
  'request.responded': async (scene) => {
    const page = await atDesk(scene)
    return form(scene.desk, page, `${page}/messages`, { body: 'It is.' })
  },
  'request.accepted as an estimate': async (scene) => {
    const page = await atDesk(scene)
    return form(scene.desk, page, `${page}/estimates`)
  },
  'request.accepted as a job': async (scene) => {
    const page = await atDesk(scene)
    const opened = formsOf(await scene.desk.get(page)).find(({ action }) => action === `${page}/estimates`)
    return (more = {}) => scene.desk.post(`${page}/jobs`, { ...opened?.fields, ...more })
  },
  'request.closed': async (scene) => {
    const page = await atDesk(scene)
    return form(scene.desk, page, `${page}/closing`, { reason: 'We do not sew shoes' })
  },
  'request.reopened': async (scene) => {
    const page = await atDesk(scene)
    await (await form(scene.desk, page, `${page}/closing`, { reason: 'We do not sew shoes' }))()
    return form(scene.desk, page, `${page}/reopening`)
  },
  'request.customer_made': async (scene) => {
    const page = await atDesk(scene)
    await scene.shop.rows(`UPDATE requests SET customer_id = NULL, contact_id = NULL, email = 'new@stranger.test'`)
    return form(scene.desk, page, `${page}/customer`)
  },
  'requests.changed': ({ shop, desk }) =>
    form(desk, `${shop.desk}/settings/requests`, `${shop.desk}/settings/requests`, { 'required[]': ['pieces'] }),
}
