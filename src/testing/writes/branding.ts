import { newId } from '#lib/id.ts'
import { start } from '../world.ts'
import { form, loose, type Scene, type Writes } from './scene.ts'

const color = { label: 'Meridian green', hex: '1A7F4B', pantone: '347 C' }
const own = ({ shop }: Scene) => `${shop.base}/branding`
const atDesk = ({ shop, contact }: Scene) => `${shop.desk}/customers/${contact.customerId}`

/** A signed-in customer who keeps a logo and a color. */
async function kept(scene: Scene) {
  const { shop, contact } = scene
  const fileId = await loose(shop)
  await shop.rows(`UPDATE files SET is_loose = 0 WHERE id = ?`, fileId)
  const [logo, clr] = [newId('lgo'), newId('clr')]
  const { customerId } = contact
  await shop.rows(
    `INSERT INTO customer_logos (id, customer_id, file_id, label, created_at) VALUES ('${logo}', '${customerId}', '${fileId}', 'Badge', ${start})`,
  )
  await shop.rows(
    `INSERT INTO customer_colors (id, customer_id, label, hex, created_at) VALUES ('${clr}', '${customerId}', 'Green', '#1a7f4b', ${start})`,
  )
  return { browser: await shop.signedIn(contact), logo, clr }
}

/** A customer's branding, kept by themselves and by the shop. */
export const brandingWrites: Writes = {
  'logo.added': async (scene) => {
    const { shop, contact } = scene
    const file = await loose(shop)
    await shop.rows('UPDATE files SET uploaded_by_id = ? WHERE id = ?', contact.contactId, file)
    return form(await shop.signedIn(contact), own(scene), `${own(scene)}/logos`, { 'file[]': [file], note: 'On dark cloth' })
  },
  'logo.changed': async (scene) => {
    const { browser, logo } = await kept(scene)
    return form(browser, own(scene), `${own(scene)}/logos/${logo}`, { label: 'Round badge' })
  },
  'logo.removed': async (scene) => {
    const { browser, logo } = await kept(scene)
    return form(browser, own(scene), `${own(scene)}/logos/${logo}/removal`)
  },
  'color.added': async (scene) => form(await scene.shop.signedIn(scene.contact), own(scene), `${own(scene)}/colors`, color),
  'color.changed': async (scene) => {
    const { browser, clr } = await kept(scene)
    return form(browser, own(scene), `${own(scene)}/colors/${clr}`, color)
  },
  'color.removed': async (scene) => {
    const { browser, clr } = await kept(scene)
    return form(browser, own(scene), `${own(scene)}/colors/${clr}/removal`)
  },
  'brand.noted': async (scene) =>
    form(await scene.shop.signedIn(scene.contact), own(scene), `${own(scene)}/notes`, { notes: 'Never on white.' }),
  'logo.added at the desk': async (scene) =>
    form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/logos`, { 'file[]': [await loose(scene.shop)] }),
  'logo.changed at the desk': async (scene) => {
    const { logo } = await kept(scene)
    return form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/logos/${logo}`, { label: 'Round badge' })
  },
  'logo.removed at the desk': async (scene) => {
    const { logo } = await kept(scene)
    return form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/logos/${logo}/removal`)
  },
  'color.added at the desk': (scene) => form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/colors`, color),
  'color.changed at the desk': async (scene) => {
    const { clr } = await kept(scene)
    return form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/colors/${clr}`, color)
  },
  'color.removed at the desk': async (scene) => {
    const { clr } = await kept(scene)
    return form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/colors/${clr}/removal`)
  },
  'brand.noted at the desk': (scene) =>
    form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/branding/notes`, { notes: 'Never on white.' }),
  'brand.seen': async (scene) => {
    const { browser } = await kept(scene)
    await (await form(browser, own(scene), `${own(scene)}/notes`, { notes: 'Never on white.' }))()
    return form(scene.desk, `${atDesk(scene)}/branding`, `${atDesk(scene)}/branding/seen`)
  },
}
