import type { EstimateScript } from './script.ts'

/** What Apex Fleet has offered lately, in every state. */
export const apexEstimates: readonly EstimateScript[] = [
  {
    ...{
      customer: 'bluestem',
      title: 'Unit 22, brakes and front suspension',
      by: 'ray',
      day: -1,
      sent: -1,
      holds: 15,
      deposit: '25%',
    },
    note: 'The front end pulls left under braking. Any of these makes it safe; the difference is how long it lasts.',
    ways: [
      ['Good', 'Safe to drive. Front pads, rotors resurfaced. 12 months or 12,000 mi.'],
      ['Better', 'New front rotors, pads and hardware, fluid flushed. 24 months or 24,000 mi.', true],
      ['Best', 'All of Better, plus rear pads and rotors and new front shocks. 36 months or 36,000 mi.'],
    ],
    lines: [
      ['Road test and inspection', '80.00'],
      ['Front pads, rotors resurfaced', '1,100.00', 'a'],
      ['Front rotors, pads and hardware', '1,480.00', 'bc', 'Severe-duty pads'],
      ['Brake fluid flush', '180.00', 'bc'],
      ['Rear pads and rotors', '620.00', 'c'],
      ['Front shocks, pair', '600.00', 'c'],
      ['Front-end alignment', '149.00', 'addon', 'Recommended after suspension work'],
      ['DOT annual inspection', '95.00', 'addon', 'Yours expires next month'],
      ['Loaner van, two days', '120.00', 'addon', 'You pay fuel'],
    ],
  },
  {
    ...{ customer: 'hollis', title: 'Truck 8, clutch', by: 'tess', day: -9, sent: -9, deposit: '500' },
    lines: [
      ['Clutch kit, labor included', '1,940.00'],
      ['Flywheel resurfaced', '160.00', 'addon'],
    ],
    answered: { by: 'victor@hollisfreight.example', name: 'Victor Hollis', day: -8, choice: { addOns: ['Flywheel resurfaced'] } },
  },
  {
    ...{ customer: 'kestrel', title: 'Reverse cameras, six vans', by: 'ray', day: -20, sent: -20 },
    lines: [['Camera and monitor, six vans', '2,340.00']],
    answered: {
      by: 'mina@kestrelcourier.example',
      name: 'Mina Sato',
      day: -17,
      why: 'Not this quarter. Ask us again in spring.',
    },
  },
  {
    ...{ customer: 'redbud', title: 'Trailer wiring', by: 'tess', day: -40, sent: -40, holds: -10 },
    lines: [['Rewire lights and plug', '410.00']],
  },
  { ...{ customer: 'dunmore', title: 'Tank truck, winter service', by: 'ray', day: 0 }, lines: [['Winter service', '360.00']] },
]
