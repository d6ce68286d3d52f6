import { form, loose, type Scene, type Writes } from './scene.ts'

const otherStatus = ({ shop }: Scene) => shop.statuses.find(({ stage }) => stage === 'in_production')?.id ?? ''

async function addFile({ shop, desk, job }: Scene) {
  const fields = { 'file[]': await loose(shop) }
  await (await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/files`, fields))()
}

/** Jobs, their moves and their files. */
export const jobWrites: Writes = {
  'job.created': ({ shop, desk, contact }) =>
    form(desk, `${shop.desk}/jobs/new?customer=${contact.customerId}`, `${shop.desk}/jobs`, {
      title: 'Caps',
      'description[]': ['Cap'],
      'quantity[]': ['1'],
      'unitPrice[]': ['9'],
    }),
  'job.updated': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}/edit`, `${shop.desk}/jobs/${job}`, { title: 'Aprons' }),
  'job.moved': (scene) =>
    form(scene.desk, `${scene.shop.desk}/jobs/${scene.job}`, `${scene.shop.desk}/jobs/${scene.job}/moves`, {
      to: otherStatus(scene),
    }),
  'job.noted': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/notes`, { publicNote: 'Soon' }),
  'job.due_freed': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/due`, { isDueMovable: 'on' }),
  'job.shipped': ({ shop, desk, job }) =>
    form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/shipments`, {
      carrier: 'ups',
      number: '1Z999AA10123456784',
    }),
  'job.move_undone': async (scene) => {
    const { shop, desk, job } = scene
    const page = await (
      await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/moves`, { to: otherStatus(scene) })
    )()
    return form(desk, page.location, `${shop.desk}/jobs/${job}/moves/undo`)
  },
  'job.unshipped': async ({ shop, desk, job }) => {
    const fields = { carrier: 'ups', number: '1Z999AA10123456784' }
    await (await form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/shipments`, fields))()
    return form(desk, `${shop.desk}/jobs/${job}`, /shipments\/shp_\w+\/removal/)
  },
  'job.files_added': async ({ shop, desk, job }) => {
    const files = { 'file[]': [await loose(shop), await loose(shop)], audience: 'customer' }
    return form(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/files`, files)
  },
  'job.file_changed': async (scene) => {
    const { shop, desk, job } = scene
    await addFile(scene)
    return form(desk, `${shop.desk}/jobs/${job}`, /files\/jbf_\w+$/, { fileCaption: 'Worn pads', audience: 'customer' })
  },
  'job.file_removed': async (scene) => {
    const { shop, desk, job } = scene
    await addFile(scene)
    return form(desk, `${shop.desk}/jobs/${job}`, /files\/jbf_\w+\/removal/)
  },
}
