import type { JobScript } from './script.ts'

import { otherJobs } from './smith-jobs-others.ts'

/** Orders in every status, and invoices in every state; the first ones for Riverside. */
export const smithJobs: readonly JobScript[] = [
  {
    customer: 'riverside',
    title: 'Brewhouse work shirts',
    day: -48,
    due: -24,
    pieces: 18,
    advisor: 'marisol',
    lines: [['Twill work shirt, left chest hop badge', 18, '21.33']],
    path: [
      ['Artwork', -47],
      ['Proof sent', -45],
      ['Art approved', -43],
      ['In production', -34],
      ['Ready for pickup', -28],
      ['Completed', -25],
    ],
    invoice: { day: -19, sent: -19 },
  },
  {
    customer: 'riverside',
    title: 'Trucker caps, hop patch',
    day: -26,
    due: 2,
    pieces: 72,
    advisor: 'marisol',
    po: 'RB-4471',
    lines: [
      ['Trucker cap, foam front', 72, '9.75'],
      ['Woven hop patch, sewn on', 72, '5.50'],
    ],
    path: [
      ['Artwork', -25],
      ['Proof sent', -23],
      ['Art approved', -21],
      ['In production', -12],
      ['Shipped', -1],
    ],
    shipments: [{ carrier: 'ups', number: '1Z999AA10123456784', day: -1, note: 'Two boxes' }],
    invoice: { day: -9, sent: -9 },
  },
  {
    customer: 'riverside',
    title: 'Spring crew polos',
    day: -12,
    due: 10,
    pieces: 48,
    advisor: 'marisol',
    lines: [
      ['Polo, left chest hop badge, Copper 1857', 48, '24.50'],
      ['Setup, two placements', 1, '75.00'],
    ],
    note: 'Version 2 has the smaller badge you asked for. Call or email us your yes by Friday and we keep the date.',
    internal: 'Dana wants to see the thread on the actual polo before the run.',
    path: [
      ['Artwork', -11],
      ['Proof sent', -1],
    ],
  },
  {
    customer: 'riverside',
    title: 'Taproom aprons',
    day: -20,
    due: 7,
    pieces: 24,
    advisor: 'kit',
    lines: [['Canvas apron, leather straps', 24, '29.50']],
    path: [
      ['Artwork', -19],
      ['Proof sent', -17],
      ['Art approved', -15],
      ['In production', -3],
    ],
  },
  {
    customer: 'riverside',
    title: 'Anniversary beanies',
    day: -140,
    due: -110,
    pieces: 60,
    advisor: 'kit',
    lines: [['Cuffed beanie, woven label', 60, '11.20']],
    path: [
      ['Artwork', -138],
      ['Art approved', -132],
      ['In production', -124],
      ['Shipped', -116],
      ['Completed', -112],
    ],
    shipments: [{ carrier: 'fedex', number: '449044304137', day: -116 }],
    invoice: { day: -111, sent: -111, paid: [{ day: -98, amount: 'all', method: 'check', note: 'Check 20117' }] },
  },
  ...otherJobs,
]
