import type { ProofRule } from '#features/proofs/rules.ts'
import { cap, door, poloFirst, poloSecond } from './proof-art.ts'

export interface DesignScript {
  readonly name: string
  draw(): Buffer
  readonly placement: string
  readonly size: string
  readonly swatches: string
  readonly sizes?: string
}
interface CommentScript {
  readonly by: 'shop' | 'customer'
  readonly x: number
  readonly y: number
  readonly text: string
  readonly answer?: string
}
export interface EditionScript {
  /** Days from today. */
  readonly day: number
  readonly note?: string
  readonly designs: readonly DesignScript[]
  readonly comments?: readonly CommentScript[]
  /** When it is to be answered, days from today. */
  readonly by?: number
  readonly answer?: { readonly choice: 'approved' | 'changes' | 'declined'; readonly note?: string }
}
/** A proof from its first upload to where it stands. */
export interface ProofScript {
  readonly job: string
  /** Who answers, by email. */
  readonly contact: string
  readonly rule?: ProofRule
  readonly editions: readonly EditionScript[]
  /** What was added since and not sent. */
  readonly draft?: readonly DesignScript[]
}

const badge = { name: 'hop-badge.png', placement: 'Left chest, 7½ in from the shoulder seam' }
const copper = 'Copper 1857 #c57a45\nCream 1082 #efe6d2\nHop green 1248 #7f9a63'
const patch: DesignScript = { name: 'hop-patch.png', draw: cap, placement: 'Front', size: '2.75 in wide', swatches: copper }
const lettering: DesignScript = {
  ...{ name: 'door-lettering.png', placement: 'Both front doors', size: '44 × 12 in' },
  ...{ draw: () => door(false), swatches: 'Cobalt blue 057 #1c3f7a\nOrange 036 #f26a1b' },
}
const dana = 'dana@riversidebrewing.example'

export const smithProofs: readonly ProofScript[] = [
  {
    job: 'Spring crew polos',
    contact: dana,
    editions: [
      {
        day: -5,
        designs: [
          {
            ...badge,
            draw: poloFirst,
            size: '4.25 in wide',
            swatches: 'Gold 1070 #d8b44a\nCream 1082 #efe6d2',
            sizes: 'S 6, M 14, L 18, XL 10',
          },
        ],
        comments: [{ by: 'customer', x: 79, y: 45, text: 'The ring reads thin. Will it hold up in the wash?' }],
        answer: { choice: 'changes', note: 'Smaller please, and copper instead of gold.' },
      },
      {
        day: -1,
        by: 4,
        note: 'Copper in place of gold, the badge at 3.5 inches, and the ring in 5 mm satin stitch.',
        designs: [{ ...badge, draw: poloSecond, size: '3.5 in wide', swatches: copper, sizes: 'S 6, M 14, L 18, XL 10' }],
        comments: [
          { by: 'shop', x: 79, y: 28, text: 'Now 5 mm satin stitch, so it stays readable after washing.' },
          {
            ...{ by: 'customer', x: 37, y: 35, text: 'Does it sit this far from the placket on the XL too?' },
            answer: 'Yes. We hoop XL half an inch lower and out, so it reads the same when worn.',
          },
        ],
      },
    ],
  },
  { job: 'Trucker caps, hop patch', contact: dana, editions: [{ day: -22, designs: [patch], answer: { choice: 'approved' } }] },
  {
    job: 'Game day hoodies',
    contact: 'coach@wrightlacrosse.example',
    editions: [
      { day: -12, designs: [{ ...patch, name: 'sleeve-patch.png', placement: 'Left sleeve' }], answer: { choice: 'approved' } },
    ],
  },
  {
    job: 'Harbor 5K tees',
    contact: 'lena@harbor5k.example',
    editions: [
      { day: -3, designs: [{ ...patch, name: 'front-print.png' }], answer: { choice: 'changes', note: 'The year is missing.' } },
    ],
  },
  {
    job: 'Volunteer caps',
    contact: 'lena@harbor5k.example',
    editions: [{ day: -4, designs: [patch], answer: { choice: 'declined', note: 'We go without caps this year.' } }],
  },
  { job: 'Scrub tops, left chest', contact: 'front@maplestreetdental.example', editions: [], draft: [patch] },
]
export const apexProofs: readonly ProofScript[] = [
  {
    job: 'Van 14, brakes and tie rods',
    contact: 'gwen@bluestemplumbing.example',
    rule: 'one',
    editions: [
      { day: -4, designs: [lettering], answer: { choice: 'changes', note: 'Add our number below the line.' } },
      { day: -1, by: 5, designs: [lettering, { ...lettering, name: 'with-number.png', draw: () => door(true) }] },
    ],
  },
]
