import { oneAsset } from './assets.ts'
import { form, type Scene, type Writes } from './scene.ts'

const film = { product: 'Ceramic film', brand: 'Solarit', fromOn: '2030-04-09', untilOn: '2032-04-09' }

async function added(scene: Scene) {
  const { id } = await oneAsset(scene)
  const page = `${scene.shop.desk}/warranties`
  return form(scene.desk, `${page}/new?asset=${id}`, page, film)
}
async function oneWarranty(scene: Scene) {
  await (await added(scene))()
  const [[id] = []] = await scene.shop.rows('SELECT id FROM warranties')
  return String(id)
}

/** Warranties on what customers own. */
export const warrantyWrites: Writes = {
  'warranty.added': (scene) => added(scene),
  'warranty.changed': async (scene) => {
    const page = `${scene.shop.desk}/warranties/${await oneWarranty(scene)}`
    return form(scene.desk, `${page}/edit`, page, { coverage: 'Peeling and fading' })
  },
  'warranty.removed': async (scene) => {
    const page = `${scene.shop.desk}/warranties/${await oneWarranty(scene)}`
    return form(scene.desk, `${page}/edit`, `${page}/removal`)
  },
}
