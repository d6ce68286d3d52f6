import { form, type Scene, type Writes } from './scene.ts'

const page = ({ shop }: Scene) => `${shop.desk}/imports`
const pasted = 'Company,Email\nHilltop Roasters,ada@hilltop.test\n'
/** A list that was read, by its address. */
async function read(scene: Scene) {
  const made = await (await form(scene.desk, page(scene), page(scene), { pasted }))()
  return made.location
}
async function broughtIn(scene: Scene) {
  const to = await read(scene)
  await (await form(scene.desk, to, `${to}/run`))()
  await scene.shop.ring()
  return to
}

/** Lists of customers that are brought in and taken back. */
export const importWrites: Writes = {
  'import.read': ({ shop, desk }) => form(desk, `${shop.desk}/imports`, `${shop.desk}/imports`, { pasted }),
  'import.mapped': async (scene) => {
    const to = await read(scene)
    return form(scene.desk, to, to, { 'columns[]': ['contact', 'email'] })
  },
  'import.started': async (scene) => {
    const to = await read(scene)
    return form(scene.desk, to, `${to}/run`)
  },
  'import.discarded': async (scene) => {
    const to = await read(scene)
    return form(scene.desk, to, `${to}/removal`)
  },
  'import.undone': async (scene) => {
    const to = await broughtIn(scene)
    return form(scene.desk, to, `${to}/undoing`)
  },
}
