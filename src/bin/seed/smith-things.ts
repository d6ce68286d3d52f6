import type { ThingScript, WarrantyScript } from './script-things.ts'

const dana = 'dana@riversidebrewing.example'

/** What the shop keeps in order for its customers. */
export const smithThings: readonly ThingScript[] = [
  {
    ...{
      customer: 'riverside',
      day: -138,
      kind: 'thing',
      name: 'Event tent, 10 by 10',
      make: 'Caravan',
      model: 'Pro 10',
      year: 2024,
    },
    ...{ own: { thread: 'Copper 1857' }, service: { on: 26 } },
    passport: { by: dana, day: -30, shows: ['name', 'history'] },
  },
  { customer: 'riverside', day: -138, kind: 'thing', name: 'Taproom banner', own: { thread: 'Copper 1857, Navy 1243' } },
  { customer: 'harbor', day: -150, kind: 'thing', name: 'Finish arch cover', service: { on: 52 } },
]

export const smithWarranties: readonly WarrantyScript[] = [
  {
    ...{ customer: 'riverside', job: 'Anniversary beanies', by: 'kit', product: 'Stitching and labels', from: -112, until: 253 },
    coverage: 'A label that comes off or a thread that opens is sewn again, free, in regular washing.',
  },
  {
    ...{ customer: 'riverside', thing: 'Event tent, 10 by 10', by: 'kit', product: 'Tent fabric', brand: 'Caravan' },
    ...{ coverage: 'Seams and coating. Not storm damage.', registration: 'CV-301-7764', from: -138, until: 18 },
  },
  {
    ...{ customer: 'wright', job: 'Coach quarter-zips', by: 'kit', product: 'Embroidery', from: -41, until: 324 },
    coverage: 'Thread that fades or opens within a year is sewn again.',
  },
]
