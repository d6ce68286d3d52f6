import { artwork, signed } from '#features/proofs/testing.ts'
import { newId } from '#lib/id.ts'
import { type Browser, formsOf } from '../browser.ts'
import type { TestShop } from '../world.ts'
import { form, type Scene, type Writes } from './scene.ts'

/** Every kind of write about proofs, as the form of its page. */
export const proofWrites: Writes = {
  'proof.made': ({ shop, desk, job }) => form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/proofs`),
  'proof.saved': async ({ shop, desk, job }) => {
    const editor = await begun(shop, desk, job)
    return form(desk, editor, editor, { 'file[]': [await artwork(shop, 'badge.png')], note: 'Mind the copper' })
  },
  'proof.sent': async ({ shop, desk, job }) => {
    const editor = await begun(shop, desk, job)
    await (await form(desk, editor, editor, { 'file[]': [await artwork(shop, 'badge.png')] }))()
    const [typed] = formsOf(await desk.get(editor)).filter(({ action }) => action === editor)
    return (more = {}) => desk.post(`${editor}/sending`, { ...typed?.fields, ...more })
  },
  'proof.withdrawn': async ({ shop, desk, job }) => {
    const editor = await begun(shop, desk, job)
    return form(desk, editor, `${editor}/withdrawal`)
  },
  'proof.design_removed': async ({ shop, desk, job }) => {
    const editor = await begun(shop, desk, job)
    await (await form(desk, editor, editor, { 'file[]': [await artwork(shop, 'badge.png')] }))()
    const [[key] = []] = await shop.rows('SELECT design_key FROM designs')
    const command = newId('cmd')
    return (more = {}) => desk.post(`${editor}/designs/${key}/removal`, { command, ...more })
  },
  'proof.pinned': async (scene) => {
    const { browser, page } = await sentProof(scene)
    return form(browser, page, `${page}/pins`, { body: 'Bigger', field: '5' })
  },
  'proof.pinned by staff': async (scene) => {
    const { editor } = await sentProof(scene)
    return form(scene.desk, `${editor}?version=1`, `${editor}/pins`, { body: 'Bigger', field: '5' })
  },
  'proof.replied': async (scene) => {
    const { browser, page } = await sentProof(scene)
    await (await form(browser, page, `${page}/pins`, { body: 'Bigger', field: '5' }))()
    return form(browser, page, /pins\/pin_\w+\/messages/, { body: 'Or not' })
  },
  'proof.answered': async (scene) => {
    const { browser, page } = await sentProof(scene)
    return form(browser, page, `${page}/answer`, signed)
  },
  'proof.answered by link': async (scene) => {
    const { shop, contact } = scene
    await sentProof(scene)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    return form(shop.visitor(), pathname, `${pathname}/answer`, signed)
  },
}

/** The editor of a proof that was begun for the scene's job. */
async function begun(shop: TestShop, desk: Browser, job: string): Promise<string> {
  const page = await (await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/proofs`))()
  return page.location.replace(/\?.*/, '')
}
async function sentProof({ shop, desk, job, contact }: Scene) {
  const editor = await begun(shop, desk, job)
  await (await form(desk, editor, editor, { 'file[]': [await artwork(shop, 'badge.png')] }))()
  const [typed] = formsOf(await desk.get(editor)).filter(({ action }) => action === editor)
  await desk.post(`${editor}/sending`, typed?.fields)
  const page = editor.replace(shop.desk, shop.base)
  return { editor, page, browser: await shop.signedIn(contact) }
}
