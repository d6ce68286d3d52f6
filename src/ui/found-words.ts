import type { ReceiptFault } from '#lib/receipt-check.ts'

interface Found {
  readonly title: string
  readonly text: string
}

/** What the public page gives its script to say once it has looked at a file. */
export interface FoundWords {
  readonly pdf: Found
  readonly otherPdf: Found
  readonly none: Found
  readonly other: Found
  readonly unable: Found
  readonly changed: string
  readonly whole: Found
  /** With {day}. */
  readonly erased: Found
  readonly unknownDay: string
  readonly faults: Readonly<Record<ReceiptFault, string>>
}
