import type { BrandScript } from './script-brand.ts'
import type { RequestScript, StrangerScript, TalkScript } from './script-talk.ts'

const dana = 'dana@riversidebrewing.example'
const priya = 'ap@riversidebrewing.example'
const ellis = 'coach@wrightlacrosse.example'
const hana = 'front@maplestreetdental.example'
const nora = 'nora@gemcitycoffee.example'

/** What Smith Embroidery and its customers have been writing. */
export const smithTalks: readonly TalkScript[] = [
  {
    customer: 'riverside',
    said: [
      [dana, -9, 'We open the beer garden on the first weekend of next month. Who do I talk to about seat cushions?'],
      ['marisol', -9, 'With me. We sew the covers and know a good place for the foam. Send me the sizes when you have them.'],
      [dana, 0, 'Eighteen by eighteen, two inches thick, forty of them. Could they wear the hop badge in one corner?'],
    ],
  },
  {
    ...{ customer: 'riverside', about: { job: 'Trucker caps, hop patch' } },
    said: [
      [dana, -3, 'Please send these to the taproom, not to the brewery. Somebody is there from ten.'],
      ['marisol', -1, 'Done, both boxes go to Wharf Lane. They left this morning; the tracking is on this page.'],
    ],
    notes: [['kit', -3, 'Label changed. The driver knows the back door.']],
  },
  {
    ...{ customer: 'riverside', about: { invoiceOf: 'Brewhouse work shirts' } },
    said: [
      [priya, -12, 'Our payment run is on the 15th. May this one wait until then?'],
      ['theo', -11, 'Of course. I noted the 15th, and no reminder goes out before.'],
    ],
    read: [
      [priya, -10],
      [dana, -10],
    ],
  },
  {
    ...{ customer: 'wright', about: { job: 'Game day hoodies' } },
    said: [
      [ellis, -2, 'We signed a late one. Is there time to add a 27 in L?'],
      ['kit', -2, 'If I have the spelling of the name by Thursday, yes. Same price as the others.'],
      [ellis, -1, 'Okafor-Reyes. Does the hyphen fit across the back?'],
    ],
    notes: [['theo', -1, 'It fits at 1¾ inches instead of 2. Show him before you digitize it.']],
    assigned: { to: 'kit', day: -1 },
  },
  {
    ...{ customer: 'maple', about: { job: 'Front desk cardigans' } },
    said: [
      ['theo', -8, 'Your cardigans are on the shelf by the door. We are here until six, Saturdays until noon.'],
      [hana, -7, 'Owen comes by on Friday. Thank you!'],
      ['theo', -7, 'We look forward to it.'],
    ],
    read: [[hana, -6]],
  },
  {
    customer: 'gem',
    said: [
      [nora, -4, 'Do you still have the roll of denim from our aprons? Two new people start in May.'],
      ['marisol', -4, 'Three yards of it, with your name on. That makes two aprons and a spare pocket.'],
    ],
  },
]

export const smithReplies = [
  ['Ready for pickup', 'It is on the shelf by the door, with your name on it. We are here until six, Saturdays until noon.'],
  [
    'Better artwork, please',
    'What we have is too small to sew from. Do you have the logo as AI, EPS, PDF or SVG, or know who drew it? They will have it.',
  ],
  ['Thread that matches', 'Send us a Pantone number, or bring something in that color. We lay the thread on it before we sew.'],
] as const

export const smithRequests: readonly RequestScript[] = [
  {
    ...{ customer: 'riverside', by: dana, day: 0, what: 'Anniversary beanies', pieces: 84, wanted: 40, phone: '(937) 555-0189' },
    notes: 'Same beanie, same label. We sold out in three weeks last time.',
    again: {
      ...{ job: 'Anniversary beanies', phone: 'none', website: 'changed', logo: 'same' },
      news: 'The label now says riversidebrewing.beer',
    },
  },
  {
    ...{ customer: 'riverside', by: dana, day: -3, what: 'Bar towels with the hop badge', pieces: 150, wanted: 30 },
    notes: 'White towels, one badge in a corner, copper only.',
    said: [
      ['marisol', -2, 'Happy to. Hemmed cotton at about $6, or waffle weave at about $9? I can put one of each aside for you.'],
    ],
  },
  {
    ...{ customer: 'riverside', by: dana, day: -5, what: 'Winter merch for the taproom', pieces: 48, wanted: 45 },
    notes: 'Beanies for sure. Show us what hoodies would add.',
  },
  {
    ...{ customer: 'riverside', by: dana, day: -62, what: 'Banner for the loading dock, 20 by 4 feet', pieces: 1 },
    closed: {
      ...{ by: 'theo', day: -61 },
      reason: 'Too wide for our tables. Gem City Signs on Third Street prints these well, and they know your colors.',
    },
  },
  {
    ...{ customer: 'riverside', by: dana, day: -1, what: 'Aprons for the beer garden', pieces: 12, isDraft: true },
    notes: 'Lighter than the canvas ones',
  },
  {
    ...{ customer: 'stivers', by: 'band@stivers.example', day: -15, what: 'Band jackets', pieces: 64, wanted: 20 },
    ...{ sizes: 'S 12, M 22, L 18, XL 12', notes: 'Chenille S on the left chest, the section on the sleeve.' },
    phone: '(937) 555-0154',
  },
  {
    ...{ customer: 'harbor', by: 'lena@harbor5k.example', day: -2, what: 'Finisher patches', pieces: 300, wanted: 24 },
    notes: 'Iron-on is fine. The arch from the tee, two inches wide.',
    said: [
      ['kit', -2, 'Woven holds the fine lines of the arch better than stitched. May I quote it woven?'],
      ['lena@harbor5k.example', -1, 'Yes, woven. And please quote 250 as well.'],
    ],
  },
]

export const smithStrangers: readonly StrangerScript[] = [
  {
    ...{ name: 'Imani Brooks', company: 'Second Story Books', email: 'imani@secondstorybooks.example', phone: '(937) 555-0166' },
    ...{ day: 0, what: 'Tote bags with our shopfront', pieces: 60, wanted: 35 },
    notes: 'Natural canvas, one dark color. I have the drawing on paper and as a photo. Can you work from that?',
  },
]

export const smithBrands: readonly BrandScript[] = [
  {
    ...{ customer: 'riverside', by: dana, day: -1 },
    logos: [
      { file: 'hop-badge.png', note: 'The one for everything.' },
      { file: 'hop-badge-left-chest.dst', note: 'Stitch file, 3.5 inches, as you made it for the polos.' },
    ],
    colors: [
      ['Copper', '#c57a45', 'Madeira 1857'],
      ['Cream', '#efe6d2', 'Madeira 1082'],
      ['Hop green', '#7f9a63', 'Madeira 1248'],
      ['Night', '#222f4a', 'Pantone 533 C'],
    ],
    notes:
      'Copper on dark cloth, never on white. Keep half an inch free around the badge. The name is always Riverside Brewing Co., with the dot.',
  },
]
