import type { JobScript, LineScript } from './script.ts'

const oil: readonly LineScript[] = [
  ['Oil and filter service', 1, '96.00'],
  ['Inspection, 40 points', 1, '45.00'],
]

/** Work done for Bluestem in the months before, so that a year of it stands in the chart. */
export const pastServices: readonly JobScript[] = [
  service(-338, 'Van 14', 'first service', oil),
  service(-320, 'Van 5', 'radiator and hoses', [
    ['Radiator', 1, '438.00'],
    ['Hoses and coolant', 1, '126.40'],
    ['Labor, 3 hours', 3, '138.00'],
  ]),
  service(-296, 'Van 2', 'front tires', [
    ['Tire, 235/65R16C', 2, '168.00'],
    ['Mounting and balance', 2, '24.00'],
    ['Alignment', 1, '119.00'],
  ]),
  service(-268, 'Van 14', 'winter service', [...oil, ['Wiper blades', 1, '38.00']]),
  service(-262, 'Van 9', 'battery', [
    ['Battery, AGM', 1, '248.00'],
    ['Labor', 1, '69.00'],
  ]),
  service(-231, 'Van 7', 'transmission service', [
    ['Fluid and filter', 1, '386.00'],
    ['Pan gasket', 1, '42.00'],
  ]),
  service(-205, 'Van 11', 'rear suspension', [
    ['Leaf springs, both', 1, '742.00'],
    ['Shackles and bushings', 1, '164.00'],
  ]),
  service(-198, 'Van 14', 'water pump', [
    ['Water pump', 1, '312.00'],
    ['Drive belt', 1, '58.00'],
    ['Labor, 2.5 hours', 2.5, '138.00'],
  ]),
  service(-169, 'Van 3', 'air conditioning', [
    ['Compressor', 1, '596.00'],
    ['Evacuate and charge', 1, '148.00'],
  ]),
  service(-140, 'Van 12', 'service', oil),
  service(-133, 'Van 5', 'alternator', [
    ['Alternator, remanufactured', 1, '344.00'],
    ['Labor', 1, '138.00'],
  ]),
  service(-104, 'Van 8', 'brakes, all round', [
    ['Pads and rotors, front', 1, '412.00'],
    ['Pads and rotors, rear', 1, '389.00'],
  ]),
  service(-81, 'Van 14', '50,000 mile service', [...oil, ['Cabin filter', 1, '34.00'], ['Tire rotation', 1, '40.00']]),
  service(-76, 'Van 4', 'service', oil),
]

function service(day: number, vehicle: string, title: string, lines: readonly LineScript[]): JobScript {
  return {
    ...{
      customer: 'bluestem',
      title: `${vehicle}, ${title}`,
      day,
      due: day + 2,
      advisor: 'tess',
      vehicle: { name: vehicle },
      lines,
    },
    path: [['Done', day + 2]],
    invoice: { day: day + 2, sent: day + 2, paid: [{ day: Math.min(day + 16, -62), amount: 'all', method: 'check' }] },
  }
}
