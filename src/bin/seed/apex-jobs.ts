import type { JobScript, LineScript } from './script.ts'

const van2 = { name: 'Van 2', plate: 'KD4 1PX', year: 2019, make: 'Ford', model: 'Transit 250' }
const van14 = { name: 'Van 14', plate: 'KD7 88M', year: 2021, make: 'Ford', model: 'Transit 350' }

const van14Lines: readonly LineScript[] = [
  ['Front brakes, pads and rotors', 1, '412.00', { note: 'The rotors are under the limit.', parts: '264.00', hours: '1.2' }],
  ['Brake fluid flush', 1, '118.00', { hours: '0.8' }],
  ['Oil and filter service', 1, '96.00', { parts: '58.00', hours: '0.3' }],
  ['Tie-rod ends, both', 1, '354.00', { note: 'Boots are torn on both sides.', parts: '212.00', hours: '1.2' }],
  ['Cabin filter and wiper blades', 1, '74.00', { parts: '62.00' }],
]

/** Work orders in every status, and invoices in every state. */
export const apexJobs: readonly JobScript[] = [
  {
    customer: 'bluestem',
    title: 'Van 14, brakes and tie rods',
    day: -3,
    due: 2,
    advisor: 'ray',
    vehicle: van14,
    lines: van14Lines,
    note: 'It is on the lift in bay 3. Answer today and it goes out Friday.',
    asks: [
      {
        day: -2,
        answered: {
          by: 'gwen@bluestemplumbing.example',
          name: 'Gwen Pratt',
          day: -1,
          yes: ['Front brakes, pads and rotors', 'Brake fluid flush', 'Oil and filter service', 'Tie-rod ends, both'],
          no: { 'Cabin filter and wiper blades': 'next service is fine' },
          po: 'BP-1140',
        },
      },
      {
        day: 0,
        answerIn: 1,
        note: 'Two things came up while it was apart.',
        lines: [
          ...van14Lines.filter(([name]) => !name.startsWith('Tie-rod')),
          [
            'Tie-rod ends, both',
            1,
            '380.00',
            {
              note: 'The left inner tie rod is seized as well and has to be cut off. Adds 0.2 hours.',
              parts: '212.00',
              hours: '1.4',
            },
          ],
          [
            'Left rear wheel-speed sensor',
            1,
            '140.00',
            {
              note: 'ABS light came on during the road test. The wire has rubbed through on the axle bracket. Without it the van fails inspection.',
              parts: '86.00',
              hours: '0.5',
            },
          ],
        ],
      },
    ],
  },
  {
    customer: 'bluestem',
    title: 'Van 2, no start',
    day: -6,
    due: 0,
    advisor: 'tess',
    vehicle: van2,
    lines: [
      ['Diagnosis', 1, '140.00'],
      ['Fuel pump module', 1, '612.75'],
    ],
    path: [
      ['Estimate', -5],
      ['Approved', -4],
      ['In the bay', -2],
    ],
  },
  {
    customer: 'bluestem',
    title: 'Van 3, rear doors',
    isAsked: true,
    day: -1,
    due: 4,
    advisor: 'tess',
    vehicle: { name: 'Van 3', plate: 'KD4 3PX', year: 2019, make: 'Ford', model: 'Transit 250' },
    lines: [
      [
        'Latch and striker, left rear',
        1,
        '186.00',
        { note: 'It does not close on the first try.', parts: '98.00', hours: '0.6' },
      ],
      ['Hinge bushings', 1, '64.00', { parts: '18.00', hours: '0.3' }],
    ],
    asks: [{ day: 0, answerIn: 2 }],
  },
  {
    customer: 'bluestem',
    title: 'Van 9, 60,000 mile service',
    day: -19,
    due: -12,
    advisor: 'ray',
    vehicle: { name: 'Van 9', plate: 'KE1 40T', year: 2020, make: 'Ford', model: 'Transit 250' },
    lines: [
      ['Service as scheduled', 1, '389.00'],
      ['Cabin filter', 1, '34.00'],
    ],
    path: [
      ['Approved', -18],
      ['In the bay', -15],
      ['Ready', -13],
      ['Done', -12],
    ],
    invoice: { day: -12, sent: -12 },
  },
  {
    customer: 'bluestem',
    title: 'Van 7, windshield',
    day: -54,
    due: -50,
    advisor: 'tess',
    vehicle: { name: 'Van 7', plate: 'KC9 77A', year: 2018, make: 'Ram', model: 'ProMaster' },
    lines: [
      ['Windshield, heated', 1, '468.00'],
      ['Camera calibration', 1, '210.00'],
    ],
    path: [
      ['Approved', -53],
      ['In the bay', -51],
      ['Done', -50],
    ],
    invoice: { day: -50, sent: -50, paid: [{ day: -33, amount: 'all', method: 'check', note: 'Check 5120' }] },
  },
  {
    customer: 'hollis',
    title: 'Truck 22, brakes and suspension',
    day: -8,
    due: 1,
    advisor: 'ray',
    po: 'HF-2207',
    vehicle: { name: 'Truck 22', plate: 'MO 22 HF', year: 2017, make: 'Freightliner', model: 'Cascadia' },
    lines: [
      ['Air disc brakes, rear axle', 1, '1420.00'],
      ['Leaf spring, left', 1, '690.00'],
    ],
    path: [
      ['Estimate', -7],
      ['Approved', -6],
      ['In the bay', -3],
      ['Road test', 0],
    ],
  },
  {
    customer: 'hollis',
    title: 'Truck 31, clutch',
    day: -13,
    due: -2,
    advisor: 'ray',
    vehicle: { name: 'Truck 31', year: 2016, make: 'Kenworth', model: 'T680' },
    lines: [
      ['Clutch kit', 1, '1685.00'],
      ['Labor, 11 hours', 11, '148.00'],
    ],
    internal: 'Kit on back order at two suppliers.',
    path: [
      ['Approved', -12],
      ['In the bay', -10],
      ['Waiting for parts', -7],
    ],
  },
  {
    customer: 'hollis',
    title: 'Trailer 8, lights',
    day: -30,
    due: -27,
    advisor: 'tess',
    vehicle: { name: 'Trailer 8', year: 2015, make: 'Utility', model: '4000D-X' },
    lines: [['Wiring and LED markers', 1, '318.00']],
    path: [
      ['Approved', -29],
      ['In the bay', -28],
      ['Done', -27],
    ],
    invoice: { day: -27, sent: -27, paid: [{ day: -9, amount: '150.00', method: 'check' }] },
  },
]
