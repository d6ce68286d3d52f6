import type { EstimateScript } from './script.ts'

/** What Smith Embroidery has offered lately. */
export const smithEstimates: readonly EstimateScript[] = [
  {
    ...{
      customer: 'riverside',
      title: 'Winter merch for the taproom',
      isAsked: true,
      by: 'marisol',
      day: -2,
      sent: -2,
      holds: 12,
      deposit: '30%',
    },
    note: 'Forty-eight pieces of each. Both ways use your Copper 1857 thread.',
    ways: [
      ['Beanies', 'Cuffed knit beanie, one badge, in two weeks.'],
      ['Beanies and hoodies', 'The beanies, and a heavyweight hoodie with the chest badge. Three weeks.', true],
    ],
    discount: '5%',
    lines: [
      ['Cuffed beanie, badge on the cuff', '696.00', undefined, '48 pieces at $14.50'],
      ['Heavyweight hoodie, chest badge', '1,824.00', 'b', '48 pieces at $38.00'],
      ['Woven hem label', '96.00', 'addon'],
      ['Folded and bagged', '57.60', 'addon', 'Ready for the shelf'],
    ],
  },
  {
    ...{ customer: 'wright', title: 'Sideline jackets', by: 'marisol', day: -30, sent: -30, holds: -12 },
    lines: [['Sideline jacket, crest and name', '2,160.00', undefined, '24 pieces at $90.00']],
  },
]
