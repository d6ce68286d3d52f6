import type { BrandScript } from './script-brand.ts'
import type { RequestScript, StrangerScript, TalkScript } from './script-talk.ts'

const gwen = 'gwen@bluestemplumbing.example'
const dale = 'dale@bluestemplumbing.example'
const victor = 'victor@hollisfreight.example'

/** What Apex Fleet and its customers have been writing. */
export const apexTalks: readonly TalkScript[] = [
  {
    ...{ customer: 'bluestem', about: { job: 'Van 14, brakes and tie rods' } },
    said: [
      [gwen, -2, 'Is there a loaner? We are one van short until this one is back.'],
      ['ray', -2, 'The white Transit is yours from tomorrow, with your racks in it. You pay the fuel.'],
      [gwen, 0, 'Dale comes for Van 14 himself. How late can he pick it up?'],
    ],
    notes: [['tess', -1, 'Racks are over in the loaner. Two bolts were missing, they are new.']],
    assigned: { to: 'ray', day: -2 },
  },
  {
    ...{ customer: 'bluestem', about: { estimate: 'Unit 22, brakes and front suspension' } },
    said: [
      [dale, -1, 'Does Better cover the alignment, or is that always extra?'],
      ['ray', 0, 'Always extra, because not every van needs it. Yours pulls left, so I would take it.'],
    ],
    read: [[dale, 0]],
  },
  {
    ...{ customer: 'bluestem', about: { thing: 'Van 3' } },
    said: [
      [gwen, -3, 'Van 3 is 800 miles from its service. Can that wait until after the holidays?'],
      ['tess', -3, 'Yes. 800 is fine, 2,000 would not be. Mind the oil light until then.'],
    ],
  },
  {
    ...{ customer: 'hollis', about: { job: 'Truck 31, clutch' } },
    said: [
      ['tess', -6, 'The kit is on back order at both of our suppliers. I call them every morning.'],
      [victor, -4, 'What does a kit from the dealer cost? I would rather pay than wait another week.'],
      ['tess', -4, 'About $240 more, and here the day after tomorrow. Shall I?'],
      [victor, -1, 'Do it. And tell me when it is in.'],
    ],
    notes: [['ray', -1, 'Dealer quoted $238. Put it on the work order as its own line and send it.']],
    assigned: { to: 'tess', day: -5 },
  },
  {
    customer: 'kestrel',
    said: [['tess', -2, 'We are closed on Monday for the holiday. The wash bay is free on Sunday if you need it.']],
  },
]

export const apexReplies = [
  ['Ready', 'It is done and parked out front. The keys are at the counter until six, and in the box by the gate after that.'],
  ['Waiting for parts', 'We wait for a part. You hear from us the day it is in, with a new time.'],
  ['Mileage, please', 'Could you tell us what the odometer shows today? Then we know what is due along with it.'],
] as const

export const apexRequests: readonly RequestScript[] = [
  {
    ...{ customer: 'bluestem', by: gwen, day: -3, kind: 'service', what: 'Van 3, rear doors', things: ['Van 3'], wanted: 4 },
    notes: 'The left one needs two tries to close, and it rattles on the highway.',
  },
  {
    ...{ customer: 'bluestem', by: dale, day: -2, kind: 'service', what: 'Heater stays cold', things: ['Van 11'], wanted: 6 },
    notes: 'Blows, but only cold. Started this week.',
    said: [
      ['tess', -1, 'Does it get warm when you rev it, or not at all? If a little, it may be low on coolant: please look first.'],
    ],
  },
  {
    ...{
      customer: 'bluestem',
      by: gwen,
      day: -48,
      kind: 'service',
      what: 'Wrap for the jetter trailer',
      things: ['Jetter trailer'],
    },
    closed: { by: 'ray', day: -47, reason: 'We do not wrap. Ask Loop Graphics in Riverside, and say we sent you.' },
  },
  {
    ...{
      customer: 'hollis',
      by: victor,
      day: -1,
      kind: 'service',
      what: 'Air leak at the rear',
      things: ['Truck 22'],
      wanted: 9,
    },
    notes: 'Loses 10 psi overnight. Louder when loaded.',
    phone: '(816) 555-0133',
  },
]

export const apexStrangers: readonly StrangerScript[] = [
  {
    ...{ name: 'Beth Okonkwo', company: 'Okonkwo Catering', email: 'beth@okonkwocatering.example', phone: '(816) 555-0159' },
    ...{ day: -1, kind: 'service', what: 'Yearly service for three vans', wanted: 20 },
    notes: 'Two Sprinters from 2019, one Transit from 2021. Can you do them one after the other?',
  },
]

export const apexBrands: readonly BrandScript[] = [
  {
    ...{ customer: 'bluestem', by: gwen, day: -70, seen: -69 },
    logos: [{ file: 'door-lettering.png', note: 'Both front doors, with the number below.' }],
    colors: [
      ['Cobalt blue', '#1c3f7a', 'Oracal 057'],
      ['Orange', '#f26a1b', 'Oracal 036'],
    ],
    notes: 'No lettering over the fuel door. Unit numbers 4 inches high, rear left.',
  },
]
