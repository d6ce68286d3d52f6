import { form, type Scene, type Writes } from './scene.ts'

const van = {
  kind: 'vehicle',
  assetName: 'Van 14',
  plate: 'CX 4471',
  year: '2021',
  make: 'Ford',
  model: 'Transit',
  odometer: '82000',
}

const added = ({ shop, desk, contact }: Scene) => {
  const page = `${shop.desk}/customers/${contact.customerId}/assets`
  return form(desk, `${page}/new`, page, van)
}
/** One on file, by its address at the desk and in the portal. */
export async function oneAsset(scene: Scene) {
  const made = await (await added(scene))()
  const id = /ast_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  return { id, desk: `${scene.shop.desk}/assets/${id}`, own: `${scene.shop.base}/assets/${id}` }
}
const letIn = ({ shop }: Scene) =>
  shop.rows('UPDATE profile SET asset_settings = ?', JSON.stringify({ customersAdd: true, customersEdit: true }))

/** What customers own, kept by the shop and by themselves. */
export const assetWrites: Writes = {
  'asset.added': (scene) => added(scene),
  'asset.changed': async (scene) => {
    const { desk } = await oneAsset(scene)
    return form(scene.desk, `${desk}/edit`, desk, { depot: 'Xenia' })
  },
  'asset.read': async (scene) => {
    const { desk } = await oneAsset(scene)
    return form(scene.desk, desk, `${desk}/readings`, { odometer: '83000' })
  },
  'asset.archived': async (scene) => {
    const { desk } = await oneAsset(scene)
    return form(scene.desk, desk, `${desk}/archive`)
  },
  'asset.restored': async (scene) => {
    const { desk } = await oneAsset(scene)
    await (await form(scene.desk, desk, `${desk}/archive`))()
    return form(scene.desk, desk, `${desk}/restoration`)
  },
  'asset.added by its customer': async (scene) => {
    await letIn(scene)
    const page = `${scene.shop.base}/assets`
    return form(await scene.shop.signedIn(scene.contact), `${page}/new`, page, van)
  },
  'asset.changed by its customer': async (scene) => {
    const { own } = await oneAsset(scene)
    await letIn(scene)
    return form(await scene.shop.signedIn(scene.contact), `${own}/edit`, own, { depot: 'Xenia' })
  },
  'asset.read by its customer': async (scene) => {
    const { own } = await oneAsset(scene)
    await letIn(scene)
    return form(await scene.shop.signedIn(scene.contact), own, `${own}/readings`, { odometer: '83000' })
  },
  'asset_settings.changed': ({ shop, desk }) => {
    const page = `${shop.desk}/settings/assets`
    return form(desk, page, page, { customersAdd: 'on', 'called[]': ['Tire size'] })
  },
}

/** The public page of what a customer owns, and a code for its new owner. */
export const passportWrites: Writes = {
  'passport.opened': async (scene) => {
    const { own } = await oneAsset(scene)
    return form(await scene.shop.signedIn(scene.contact), `${own}/passport`, `${own}/passport`, { showsPlate: 'on' })
  },
  'passport.changed': async (scene) => {
    const { own } = await oneAsset(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await (await form(browser, `${own}/passport`, `${own}/passport`))()
    return form(browser, `${own}/passport`, `${own}/passport`, { showsPlate: 'on' })
  },
  'passport.closed': async (scene) => {
    const { own } = await oneAsset(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await (await form(browser, `${own}/passport`, `${own}/passport`))()
    return form(browser, `${own}/passport`, `${own}/passport/removal`)
  },
  'handover.made': async (scene) => {
    const { own } = await oneAsset(scene)
    return form(await scene.shop.signedIn(scene.contact), `${own}/passport`, `${own}/handovers`)
  },
  'handover.ended': async (scene) => {
    const { own } = await oneAsset(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await (await form(browser, `${own}/passport`, `${own}/handovers`))()
    return form(browser, `${own}/passport`, `${own}/handovers/removal`)
  },
}
