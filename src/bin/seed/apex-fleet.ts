import type { ThingScript, WarrantyScript } from './script-things.ts'

const north = 'North Kansas City'
const olathe = 'Olathe'
const bluestem = { customer: 'bluestem', day: -370 }
const transit = { make: 'Ford', model: 'Transit 250' }
const master = { make: 'Ram', model: 'ProMaster' }

/** Bluestem's vans, and a truck of Hollis. */
export const apexFleet: readonly ThingScript[] = [
  {
    ...{
      ...bluestem,
      name: 'Van 2',
      unit: 'BP-02',
      plate: 'KD4 1PX',
      vin: '1FTBW2XG3KKA14021',
      year: 2019,
      ...transit,
      depot: north,
    },
    ...{
      service: { on: 41 },
      readings: [
        [-300, 71_240],
        [-120, 79_905],
        [-6, 84_310],
      ],
    },
  },
  {
    ...{
      ...bluestem,
      name: 'Van 3',
      unit: 'BP-03',
      plate: 'KD4 3PX',
      vin: '1FTYR2CM2KKA33107',
      year: 2019,
      ...transit,
      depot: north,
    },
    ...{
      service: { on: 12 },
      readings: [
        [-150, 66_018],
        [-1, 73_442],
      ],
    },
  },
  {
    ...{ ...bluestem, name: 'Van 4', unit: 'BP-04', plate: 'KD4 4PX', year: 2019, ...transit, depot: north },
    ...{ service: { on: 96 }, readings: [[-88, 58_700]] },
  },
  {
    ...{
      ...bluestem,
      name: 'Van 5',
      unit: 'BP-05',
      plate: 'KC9 51A',
      year: 2017,
      make: 'Chevrolet',
      model: 'Express 2500',
      depot: olathe,
    },
    ...{ state: 'out_of_service', readings: [[-200, 118_330]] },
  },
  {
    ...{
      ...bluestem,
      name: 'Van 7',
      unit: 'BP-07',
      plate: 'KC9 77A',
      vin: '3C6TRVDG9JE177203',
      year: 2018,
      ...master,
      depot: olathe,
    },
    ...{
      service: { on: -9, at: 105_000 },
      readings: [
        [-250, 92_106],
        [-54, 103_870],
      ],
    },
  },
  {
    ...{ ...bluestem, name: 'Van 8', unit: 'BP-08', plate: 'KE1 38T', year: 2020, ...transit, depot: olathe },
    ...{ service: { on: 63 }, readings: [[-66, 51_290]] },
  },
  {
    ...{
      ...bluestem,
      name: 'Van 9',
      unit: 'BP-09',
      plate: 'KE1 40T',
      vin: '1FTBW2XG1LKA90418',
      year: 2020,
      ...transit,
      depot: olathe,
    },
    ...{
      service: { on: 160, at: 66_000 },
      readings: [
        [-210, 49_512],
        [-19, 60_118],
      ],
    },
  },
  { ...bluestem, name: 'Van 10', unit: 'BP-10', plate: 'KE1 41T', year: 2020, ...transit, depot: olathe, service: { on: 24 } },
  { ...bluestem, name: 'Van 11', unit: 'BP-11', plate: 'KE6 02B', vin: '3C6LRVDG9KE552914', year: 2019, ...master, depot: north },
  { ...bluestem, name: 'Van 12', unit: 'BP-12', plate: 'KD7 60M', year: 2021, ...transit, depot: north, service: { on: 118 } },
  {
    ...{ ...bluestem, name: 'Van 14', unit: 'BP-14', plate: 'KD7 88M', vin: '1FTBW3XGXMKA14882', year: 2021, make: 'Ford' },
    ...{ model: 'Transit 350', depot: north, own: { tires: '235/65R16C' }, service: { on: 88, at: 60_000 } },
    readings: [
      [-340, 31_204],
      [-270, 36_480],
      [-160, 43_912],
      [-80, 49_077],
      [-3, 52_381],
    ],
    passport: { by: 'gwen@bluestemplumbing.example', day: -20, shows: ['name', 'history'] },
  },
  { ...bluestem, name: 'Jetter trailer', kind: 'thing', unit: 'BP-T1', make: 'US Jetting', model: '4018', depot: north },
  {
    ...{ customer: 'hollis', day: -300, name: 'Truck 22', unit: 'HF-22', plate: 'MO 22 HF', year: 2017, make: 'Freightliner' },
    ...{
      model: 'Cascadia',
      service: { on: 20 },
      readings: [
        [-300, 402_118],
        [-8, 449_730],
      ],
    },
  },
]

export const apexWarranties: readonly WarrantyScript[] = [
  {
    ...{
      customer: 'bluestem',
      thing: 'Van 9',
      job: 'Van 9, battery',
      by: 'tess',
      product: 'Battery, AGM 95 Ah',
      brand: 'Northgate',
    },
    ...{ coverage: 'Free replacement if it no longer holds a charge.', registration: 'NG-2210457', from: -260, until: 21 },
  },
  {
    ...{ customer: 'bluestem', thing: 'Van 14', job: 'Van 14, water pump', by: 'ray', product: 'Water pump', brand: 'Halden' },
    ...{ coverage: 'Parts and labor, two years or 24,000 miles, whichever comes first.', registration: 'HLD-88-10324' },
    ...{ from: -196, until: 534 },
  },
  {
    ...{ customer: 'bluestem', thing: 'Van 14', by: 'ray', product: 'Undercoating', brand: 'Tidewater' },
    ...{ coverage: 'Rust through from the inside out, as long as it is looked at once a year.', from: -336 },
  },
  {
    ...{ customer: 'bluestem', thing: 'Van 7', job: 'Van 7, windshield', by: 'tess', product: 'Windshield, heated' },
    ...{ coverage: 'Leaks and stress cracks. Not chips from stones.', from: -50, until: 315 },
  },
  {
    ...{ customer: 'bluestem', thing: 'Van 5', job: 'Van 5, alternator', by: 'tess', product: 'Alternator, remanufactured' },
    ...{ brand: 'Halden', coverage: 'Parts, 120 days.', from: -131, until: -11 },
  },
  {
    ...{ customer: 'hollis', thing: 'Truck 22', by: 'ray', product: 'Air compressor', brand: 'Kessel' },
    ...{ coverage: 'Parts and labor, one year.', registration: 'KS-40118', from: -290, until: 9 },
  },
]
