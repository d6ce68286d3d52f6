import type { InvoicePaper } from '#features/invoices/paper.ts'
import { invoicePdf } from '#features/invoices/pdf.ts'
import type { Profile } from '#features/settings/rules.ts'
import { brandColors } from '#ui/theme.ts'

const lines = 500
// workerd has it already; this Node only behind a flag.
if (!('fromBase64' in Uint8Array))
  Object.assign(Uint8Array, { fromBase64: (text: string) => new Uint8Array(Buffer.from(text, 'base64')) })

export interface PaperFigure {
  /** From the words to the bytes, the median. */
  readonly ms: number
  readonly bytes: number
}

/** An invoice of 500 lines as a PDF. */
export async function measurePaper(times: number): Promise<PaperFigure> {
  const took: number[] = []
  let bytes = 0
  for (let i = 0; i < times; i++) {
    const before = performance.now()
    bytes = (await invoicePdf(shop, paper)).byteLength
    took.push(performance.now() - before)
  }
  return { ms: took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0, bytes }
}

// Drawing reads no more of the shop than this.
const shop = {
  ...{ name: 'Mill Street', portalName: null, locale: 'en-US', colors: brandColors('#1f5a3d') },
  ...{ address: '218 Mill Street, Dayton, OH', phone: null, email: 'hello@mill.example' },
} as unknown as Profile

const paper: InvoicePaper = {
  ...{ version: 1, logo: null, heading: 'Invoice INV-1001', title: 'For Spring crew polos.', shop: [] },
  colors: { ink: '#111111', quiet: '#666666', line: '#cccccc', accent: '#1f5a3d' },
  parties: ['From', 'To', 'Details'].map((label) => ({ label, lines: ['Riverside Brewing Co.', '14 Dock Road'] })),
  lines: Array.from({ length: lines }, (_, i) => [`Crew polo ${i}, navy`, 'Left chest, thread 1147', '$18.40', '48', '$883.20']),
  sums: [{ label: 'Total', value: '$441,600.00', total: true }],
  ...{ adjustments: [], movements: [], left: [], noteTitle: '', note: '', foot: 'Pay online.' },
}
