import { form, type Scene, type Writes } from './scene.ts'

const set = ({ shop, desk, contact }: Scene) =>
  form(desk, `${shop.desk}/appointments/new?customer=${contact.customerId}`, `${shop.desk}/appointments`, {
    ...{ title: 'Fitting', on: '2030-04-16', time: '10:00', minutes: '45', resource: 'Bay 2' },
  })
/** One that is set, by its address at the desk and in the portal. */
async function one(scene: Scene) {
  const made = await (await set(scene))()
  const id = /apt_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  return { desk: `${scene.shop.desk}/appointments/${id}`, own: `${scene.shop.base}/appointments/${id}` }
}

/** Times that are set, moved and called off, and what their customers say to them. */
export const appointmentWrites: Writes = {
  'appointment.set': (scene) => set(scene),
  'appointment.moved': async (scene) => {
    const { desk } = await one(scene)
    return form(scene.desk, `${desk}/edit`, desk, { time: '11:30' })
  },
  'appointment.cancelled': async (scene) => {
    const { desk } = await one(scene)
    return form(scene.desk, desk, `${desk}/cancellation`)
  },
  'appointment.confirmed': async (scene) => {
    const { own } = await one(scene)
    return form(await scene.shop.signedIn(scene.contact), own, `${own}/confirmation`)
  },
  'appointment.wished': async (scene) => {
    const { own } = await one(scene)
    return form(await scene.shop.signedIn(scene.contact), own, `${own}/wishes`, { wish: 'Friday after 3, please' })
  },
  'appointment.cancelled by its customer': async (scene) => {
    const { own } = await one(scene)
    return form(await scene.shop.signedIn(scene.contact), own, `${own}/cancellation`)
  },
  'calendar.opened': async ({ shop, contact }) => {
    const page = `${shop.base}/appointments`
    return form(await shop.signedIn(contact), page, `${shop.base}/calendar`)
  },
  'calendar.closed': async ({ shop, contact }) => {
    const browser = await shop.signedIn(contact)
    const page = `${shop.base}/appointments`
    await (await form(browser, page, `${shop.base}/calendar`))()
    return form(browser, page, `${shop.base}/calendar/removal`)
  },
  'booking.changed': ({ shop, desk }) => {
    const page = `${shop.desk}/settings/appointments`
    return form(desk, page, page, { cancelHours: '48' })
  },
}
